# Builds and runs SOURCE with COMPILER against the tracebridge that the test `packages` installed in SCRATCH.
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/headers_${NAME} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
  -DTRACEBRIDGE_PREFIX=${SCRATCH}/installed -DTRACEBRIDGE_COMPAT_PREFIX=${SCRATCH}/installed/${COMPAT}
  "-DCMAKE_PREFIX_PATH=${SCRATCH}/installed/${COMPAT};${SCRATCH}/installed")
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${CMAKE_COMMAND} --build ${SCRATCH}/headers_${NAME} --clean-first)
