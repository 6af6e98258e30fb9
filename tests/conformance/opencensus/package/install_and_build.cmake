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
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
    ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/${package} -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${compat} -DPACKAGE=${package})
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/${package})
  foreach(program values tracing)
    execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${SCRATCH}/${package}/${program})
  endforeach()
endforeach()
