# Installs all of BUILD into SCRATCH, moves it, so that no path of this build can serve, and builds and runs SOURCE with it
# and with the opentelemetry-cpp package in CORE. COMPAT is the compatibility prefix in the installed tree.
file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET COMMAND
  ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first)
file(RENAME ${SCRATCH}/first ${SCRATCH}/installed)
set(prefix ${SCRATCH}/installed)

# Nothing of ours stands in for what is installed.
file(GLOB_RECURSE stand_ins ${prefix}/*/opentelemetry/* ${prefix}/*/opentelemetry-cpp-config.cmake)
if(stand_ins)
  message(FATAL_ERROR "installed beside opentelemetry-cpp: ${stand_ins}")
endif()

execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/build -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
  "-DCMAKE_PREFIX_PATH=${prefix}/${COMPAT};${prefix}" -Dopentelemetry-cpp_DIR=${CORE})
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/build)
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${SCRATCH}/build/consumer)
