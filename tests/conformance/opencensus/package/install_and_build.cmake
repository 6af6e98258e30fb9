# Installs COMPONENTS from BUILD into SCRATCH, moves them, so that no path of this build can serve, and
# builds and runs SOURCE with them, by both names of the package. COMPAT is the compatibility prefix in
# the installed tree.
file(REMOVE_RECURSE ${SCRATCH})
foreach(component ${COMPONENTS} compat Unspecified)
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET COMMAND
    ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first --component ${component})
endforeach()
file(RENAME ${SCRATCH}/first ${SCRATCH}/installed)
set(compat ${SCRATCH}/installed/${COMPAT})
if(NOT EXISTS ${compat}/include/opencensus/trace/span.h OR
   EXISTS ${SCRATCH}/installed/include/opencensus)
  message(FATAL_ERROR "the headers belong in ${compat}/include and nowhere else")
endif()

foreach(package OpenCensus opencensus-cpp)
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE said ECHO_OUTPUT_VARIABLE COMMAND
    ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/${package} -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${compat} -DPACKAGE=${package})
  # What a project that wants more will look for, before CMake stops at a target that does not exist.
  set(expected ", without opencensus-cpp::exporters_stats_prometheus")
  if("${COMPONENTS}" MATCHES "opencensus_prometheus_exporter")
    set(expected "")
  endif()
  if(NOT said MATCHES "OpenCensus here is tracebridge: tracing, contexts, tags and stats${expected}\n")
    message(FATAL_ERROR "${package} does not say that it is here${expected}")
  endif()
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/${package})
  foreach(program values tracing exporters stats)
    execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${SCRATCH}/${package}/${program})
  endforeach()
endforeach()
