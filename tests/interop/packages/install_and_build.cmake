# Installs all of BUILD into SCRATCH, moves it, so that no path of this build can serve, and builds and runs the projects
# in SOURCE with it. COMPAT is the compatibility prefix in the installed tree.
file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET COMMAND
  ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first)
file(RENAME ${SCRATCH}/first ${SCRATCH}/installed)
set(prefix ${SCRATCH}/installed)

# Nothing under another project's name lies where programs look by default.
foreach(name opentracing opencensus opentelemetry jaegertracing datadog lightstep)
  if(EXISTS ${prefix}/include/${name})
    message(FATAL_ERROR "include/${name} is outside of the compatibility prefix")
  endif()
endforeach()

# Configures SOURCE/<name> with only `prefix_path` to find packages in; what it said is in `said`, in one line.
function(configure name prefix_path)
  execute_process(RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors ECHO_OUTPUT_VARIABLE
    ECHO_ERROR_VARIABLE COMMAND
    ${CMAKE_COMMAND} -S ${SOURCE}/${name} -B ${SCRATCH}/${name} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_PREFIX_PATH=${prefix_path} ${ARGN})
  string(REGEX REPLACE "[ \n]+" " " said "${output}${errors}")
  set(said "${said}" PARENT_SCOPE)
  set(result ${result} PARENT_SCOPE)
endfunction()

function(expect_said text)
  string(FIND "${said}" "${text}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "the package does not say: ${text}")
  endif()
endfunction()

function(configure_and_build name prefix_path)
  configure(${name} ${prefix_path} ${ARGN})
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${name} cannot be configured")
  endif()
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/${name})
  execute_process(COMMAND_ERROR_IS_FATAL ANY COMMAND ${SCRATCH}/${name}/consumer)
  set(said "${said}" PARENT_SCOPE)
endfunction()

configure_and_build(opentelemetry_consumer ${prefix}/${COMPAT})
expect_said("without logs (no opentelemetry-cpp::logs")
list(JOIN COMPONENTS " " components)
configure_and_build(tracebridge_consumer ${prefix} "-DEVERY_COMPONENT=${components}")
if("${COMPONENTS}" MATCHES "otel_prometheus_configuration")
  configure_and_build(prometheus_consumer ${prefix})
endif()
configure_and_build(jaegertracing_consumer ${prefix}/${COMPAT})

# The request path and the OTLP encoder write wire bytes themselves (docs/RATIONALE.md): no program needs Protobuf for them.
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${SCRATCH}/tracebridge_consumer/consumer
     RESOLVED_DEPENDENCIES_VAR loaded UNRESOLVED_DEPENDENCIES_VAR not_found)
if(NOT loaded MATCHES "/libtracebridge_state\\.so" OR loaded MATCHES "/libprotobuf")
  message(FATAL_ERROR "a program with the bridge loads ${loaded}")
endif()

# A component that there is not: the message names it, and those that there are.
configure(missing_component "${prefix}/${COMPAT}" -DPACKAGE=opentelemetry-cpp -DCOMPONENT=exporters_elasticsearch)
expect_said("tracebridge, which has no component exporters_elasticsearch. It has: api;sdk;exporters_in_memory;")
configure(missing_component "${prefix}" -DPACKAGE=tracebridge -DCOMPONENT=no_such_thing)
expect_said("tracebridge has no component no_such_thing here. Known: state;")
