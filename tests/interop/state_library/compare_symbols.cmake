# Fails unless the shared library LIBRARY exports the functions EXPECTED, and nothing else.
execute_process(COMMAND ${NM} -D --defined-only --format=posix ${LIBRARY}
                OUTPUT_VARIABLE lines COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" lines "${lines}")
set(exported)
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([^ ]+) T ")
    message(FATAL_ERROR "not a function: ${line}")
  endif()
  list(APPEND exported ${CMAKE_MATCH_1})
endforeach()

set(missing ${EXPECTED})
list(REMOVE_ITEM missing ${exported})
set(unexpected ${exported})
list(REMOVE_ITEM unexpected ${EXPECTED})
if(missing OR unexpected)
  message(FATAL_ERROR "${LIBRARY}: missing: ${missing}; exported and not listed: ${unexpected}")
endif()
