# Profile-guided optimisation: libraries that are laid out for what a run of them was seen to do. scripts/build-plugin takes both steps
# for the OpenTracing plugin; docs/RATIONALE.md says why there.
#
#   record  libraries count what they run, and leave it in <build folder>/profile when the process ends
#   use     they are compiled for that, and linked as one
#
# In the same build folder, for what was recorded is found by the names of its objects.
set(TRACEBRIDGE_PROFILE "" CACHE STRING "Profile-guided optimisation, with GCC: record, then use; or nothing")
set_property(CACHE TRACEBRIDGE_PROFILE PROPERTY STRINGS "" record use)
if(NOT TRACEBRIDGE_PROFILE MATCHES "^(|record|use)$")
  message(FATAL_ERROR "TRACEBRIDGE_PROFILE is record, use or empty, not ${TRACEBRIDGE_PROFILE}")
endif()
if(TRACEBRIDGE_PROFILE AND NOT TRACEBRIDGE_CORE STREQUAL "embedded")
  message(FATAL_ERROR "TRACEBRIDGE_PROFILE is for the plugin, which needs TRACEBRIDGE_CORE=embedded")
endif()
if(TRACEBRIDGE_PROFILE AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(FATAL_ERROR "TRACEBRIDGE_PROFILE needs GCC, and this is ${CMAKE_CXX_COMPILER_ID}: name one in CXX")
endif()
if(TRACEBRIDGE_PROFILE AND TRACEBRIDGE_BUILD_TESTS)
  message(FATAL_ERROR "TRACEBRIDGE_PROFILE is for the plugin alone: set TRACEBRIDGE_BUILD_TESTS to OFF")
endif()

set(TRACEBRIDGE_PROFILE_FOLDER ${PROJECT_BINARY_DIR}/profile)
if(TRACEBRIDGE_PROFILE STREQUAL "use")
  file(GLOB recorded ${TRACEBRIDGE_PROFILE_FOLDER}/*.gcda)
  if(NOT recorded)
    message(FATAL_ERROR "nothing was recorded in ${TRACEBRIDGE_PROFILE_FOLDER}: scripts/build-plugin does that first")
  endif()
endif()

# tracebridge_profile([REQUEST_PATH] <folder>...): what goes into the plugin of the libraries in these folders, so no shared ones. Those on
# the REQUEST_PATH are profiled. The others are only linked as one with them, for a version script does not hide what both kinds of objects
# define; they are compiled alike for both steps.
function(tracebridge_profile)
  cmake_parse_arguments(PARSE_ARGV 0 arg "REQUEST_PATH" "" "")
  if(TRACEBRIDGE_PROFILE)
    foreach(folder IN LISTS arg_UNPARSED_ARGUMENTS)
      tracebridge_profile_below(${PROJECT_SOURCE_DIR}/${folder} ${arg_REQUEST_PATH})
    endforeach()
  endif()
endfunction()

function(tracebridge_profile_below folder on_request_path)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(NOT type MATCHES "^(STATIC|OBJECT|MODULE)_LIBRARY$")
      continue()
    endif()
    if(on_request_path AND TRACEBRIDGE_PROFILE STREQUAL "record")
      set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
      target_link_options(${target} PUBLIC $<BUILD_INTERFACE:-fprofile-generate>)
      target_compile_options(${target} PRIVATE
        -fprofile-generate=${TRACEBRIDGE_PROFILE_FOLDER} -fprofile-update=prefer-atomic
        -Wno-aggressive-loop-optimizations)  # of the counters
      continue()
    endif()
    set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION ON)
    if(on_request_path)
      # A function that no run entered is compiled as ever, and not to be small. One that was entered is not made larger to be faster in a
      # loop: a proxy's caches are full of its own code. Counts of several threads do not quite add up, and objects that nothing links have none.
      target_compile_options(${target} PRIVATE
        -fprofile-use=${TRACEBRIDGE_PROFILE_FOLDER} -fprofile-partial-training -fprofile-correction
        -fno-tracer -fno-unroll-loops -fno-peel-loops -Wno-missing-profile)
    endif()
  endforeach()
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS folders)
    tracebridge_profile_below(${folder} ${on_request_path})
  endforeach()
endfunction()
