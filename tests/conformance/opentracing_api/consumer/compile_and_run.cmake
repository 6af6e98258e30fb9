# Compiles SOURCE with COMPILER as STANDARD, links it with the libraries in LIBRARIES and runs it.
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${COMPILER} -std=${STANDARD} -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
  -I${INCLUDE} ${SOURCE} -o ${PROGRAM}
  -L${LIBRARIES} -lopentracing_mocktracer -lopentracing -Wl,-rpath,${LIBRARIES})
execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND
  ${PROGRAM} ${LIBRARIES}/libopentracing_mocktracer.so.1)
