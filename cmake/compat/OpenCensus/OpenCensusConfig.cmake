# find_package(OpenCensus), answered by tracebridge. find_package(opencensus-cpp) finds the same.
#
# Defines the public targets of opencensus-cpp 0.5.0. exporters_stats_prometheus is there if tracebridge was built with
# prometheus-cpp; if not, the message below says so.
if(TARGET opencensus-cpp::trace)
  return()
endif()

include(CMakeFindDependencyMacro)
get_filename_component(_opencensus_lib ${CMAKE_CURRENT_LIST_DIR}/../../../../.. ABSOLUTE)
find_dependency(tracebridge CONFIG COMPONENTS opencensus_api opencensus_shim
                PATHS ${_opencensus_lib}/cmake/tracebridge NO_DEFAULT_PATH)
# The bridge is what makes OpenCensus work without set-up. On an installed opentelemetry-cpp the program sets the provider.
if(TARGET tracebridge::opencensus_sdk)
  set(_opencensus_libraries tracebridge::opencensus_sdk)
elseif(tracebridge_CORE STREQUAL "system")
  set(_opencensus_libraries tracebridge::opencensus_shim tracebridge::opencensus_no_default_provider)
else()
  find_dependency(tracebridge CONFIG COMPONENTS bridge
                  PATHS ${_opencensus_lib}/cmake/tracebridge NO_DEFAULT_PATH)
  set(_opencensus_libraries tracebridge::bridge)
endif()

# Values and header formats need no tracer.
foreach(_target trace_b3 trace_cloud_trace_context trace_grpc_trace_bin trace_span_context
                trace_trace_context tags tags_grpc_tags_bin)
  add_library(opencensus-cpp::${_target} INTERFACE IMPORTED)
  target_link_libraries(opencensus-cpp::${_target} INTERFACE tracebridge::opencensus_api)
endforeach()

foreach(_target trace trace_context_util trace_with_span context tags_context_util tags_with_tag_map
                exporters_trace_stdout exporters_stats_stdout stats stats_test_utils)
  add_library(opencensus-cpp::${_target} INTERFACE IMPORTED)
  target_link_libraries(opencensus-cpp::${_target} INTERFACE ${_opencensus_libraries})
endforeach()

# Which opencensus-cpp had for Bazel only, by the names that its CMake files would have given them.
if(TARGET tracebridge::opencensus_exporters)
  foreach(_target exporters_trace_zipkin exporters_trace_ocagent exporters_trace_stackdriver exporters_stats_stackdriver)
    add_library(opencensus-cpp::${_target} INTERFACE IMPORTED)
    target_link_libraries(opencensus-cpp::${_target} INTERFACE tracebridge::opencensus_exporters)
  endforeach()
endif()

set(_opencensus_without)
if(TARGET tracebridge::opencensus_prometheus_exporter)
  add_library(opencensus-cpp::exporters_stats_prometheus INTERFACE IMPORTED)
  target_link_libraries(opencensus-cpp::exporters_stats_prometheus INTERFACE tracebridge::opencensus_prometheus_exporter)
else()
  set(_opencensus_without ", without opencensus-cpp::exporters_stats_prometheus")
endif()

if(NOT OpenCensus_FIND_QUIETLY)
  message(STATUS "OpenCensus here is tracebridge: tracing, contexts, tags and stats${_opencensus_without}")
endif()
unset(_opencensus_without)
unset(_opencensus_lib)
unset(_opencensus_libraries)
