# Installs the libraries of OpenTracing from BUILD into SCRATCH, moves them, so that no path of this
# build can serve, and builds and runs SOURCE with them. COMPAT is the compatibility prefix in the
# installed tree.
file(REMOVE_RECURSE ${SCRATCH})
foreach(component opentracing opentracing_static opentracing_mocktracer
                  opentracing_mocktracer_static compat)
  execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET COMMAND
    ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first --component ${component})
endforeach()
file(RENAME ${SCRATCH}/first ${SCRATCH}/installed)
set(compat ${SCRATCH}/installed/${COMPAT})

# Nothing under a name of OpenTracing's lies where programs look by default.
file(GLOB_RECURSE strays ${SCRATCH}/installed/*opentracing*)
list(FILTER strays EXCLUDE REGEX "^${compat}/|/cmake/tracebridge/")
if(strays)
  message(FATAL_ERROR "outside of the compatibility prefix: ${strays}")
endif()

execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/build -G ${GENERATOR}
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${compat} -DEXPECTED_PREFIX=${compat})
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/build)
foreach(program shared static)
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
    ${SCRATCH}/build/${program} ${compat}/lib/libopentracing_mocktracer.so)
endforeach()
