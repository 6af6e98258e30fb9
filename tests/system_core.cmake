# What tests of the shims link by tracebridge's names, from opentelemetry-cpp: then one list serves both cores.
find_package(opentelemetry-cpp REQUIRED CONFIG)
foreach(name otel_propagators memory_exporter)
  add_library(${name} INTERFACE)
  add_library(tracebridge::${name} ALIAS ${name})
endforeach()
target_link_libraries(otel_propagators INTERFACE tracebridge::otel_api)
target_link_libraries(memory_exporter INTERFACE
  tracebridge::otel_api opentelemetry-cpp::in_memory_span_exporter opentelemetry-cpp::trace)
set(all_apis tracebridge::opentracing_shim tracebridge::opencensus_sdk)
