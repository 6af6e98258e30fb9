# Installs all of BUILD into SCRATCH, moves it, so that no path of this build can serve, and builds and runs the projects
# in SOURCE with it. COMPAT is the compatibility prefix in the installed tree.
file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET COMMAND
  ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first)
file(RENAME ${SCRATCH}/first ${SCRATCH}/installed)
set(prefix ${SCRATCH}/installed)

# Nothing under another project's name lies where programs look by default.
foreach(name opentracing opencensus opentelemetry)
  if(EXISTS ${prefix}/include/${name})
    message(FATAL_ERROR "include/${name} is outside of the compatibility prefix")
  endif()
endforeach()

foreach(consumer opentelemetry tracebridge)
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
    ${CMAKE_COMMAND} -S ${SOURCE}/${consumer}_consumer -B ${SCRATCH}/${consumer} -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_PREFIX_PATH=${prefix}/${COMPAT};${prefix}")
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/${consumer})
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${SCRATCH}/${consumer}/consumer)
endforeach()
