# find_package(opentelemetry-cpp), answered by tracebridge.
#
# Components, targets and variables have the names of opentelemetry-cpp 1.28, for what tracebridge has: tracing and
# metrics. Asking for a component it does not have fails, and says so. There is no opentelemetry-cpp::logs.
include(CMakeFindDependencyMacro)
get_filename_component(_tracebridge_lib ${CMAKE_CURRENT_LIST_DIR}/../../../../.. ABSOLUTE)
find_dependency(tracebridge CONFIG PATHS ${_tracebridge_lib}/cmake/tracebridge NO_DEFAULT_PATH)

# component | its targets, each "name in opentelemetry-cpp=name in tracebridge"
set(_otel_api api=otel_propagators)
set(_otel_sdk sdk=otel_sdk common=otel_sdk resources=otel_resource trace=otel_sdk metrics=otel_metrics
              version=otel_resource)
set(_otel_exporters_in_memory in_memory_span_exporter=memory_exporter
                              in_memory_metric_exporter=memory_metric_exporter)
set(_otel_exporters_ostream ostream_span_exporter=ostream_exporter
                            ostream_metrics_exporter=ostream_metric_exporter)
set(_otel_exporters_otlp_http otlp_http_exporter=otlp_http_exporter otlp_http_metric_exporter=otlp_http_metric_exporter)
set(_otel_exporters_otlp_file otlp_file_exporter=otlp_file_exporter otlp_file_metric_exporter=otlp_file_metric_exporter)
set(_otel_exporters_prometheus prometheus_exporter=prometheus_exporter)
set(_otel_exporters_zipkin zipkin_trace_exporter=zipkin_exporter)
set(_otel_resource_detectors resource_detectors=otel_resource)
set(_otel_components api sdk exporters_in_memory exporters_ostream exporters_otlp_http exporters_otlp_file
                     exporters_prometheus exporters_zipkin resource_detectors)

set(OPENTELEMETRY_ABI_VERSION_NO 2)
set(OPENTELEMETRY_VERSION 1.28.0)
get_filename_component(_otel_prefix ${CMAKE_CURRENT_LIST_DIR}/../../.. ABSOLUTE)
set(OPENTELEMETRY_CPP_INCLUDE_DIRS ${_otel_prefix}/include)
set(OPENTELEMETRY_CPP_LIBRARY_DIRS ${_tracebridge_lib})
set(OPENTELEMETRY_CPP_LIBRARIES)
set(OPENTELEMETRY_CPP_COMPONENTS_INSTALLED)

# An interface target and not an alias: several names may stand for one library.
foreach(_component IN LISTS _otel_components)
  set(_complete TRUE)
  foreach(_pair IN LISTS _otel_${_component})
    string(REPLACE "=" ";" _pair ${_pair})
    list(GET _pair 0 _theirs)
    list(GET _pair 1 _ours)
    if(NOT TARGET tracebridge::${_ours})
      set(_complete FALSE)
      continue()
    endif()
    if(NOT TARGET opentelemetry-cpp::${_theirs})
      add_library(opentelemetry-cpp::${_theirs} INTERFACE IMPORTED)
      target_link_libraries(opentelemetry-cpp::${_theirs} INTERFACE tracebridge::${_ours})
      # As theirs: programs ask for it before they include anything.
      target_compile_definitions(opentelemetry-cpp::${_theirs} INTERFACE OPENTELEMETRY_ABI_VERSION_NO=2)
      # Each of theirs brings the API, and with its headers the propagators.
      if(TARGET tracebridge::otel_propagators)
        target_link_libraries(opentelemetry-cpp::${_theirs} INTERFACE tracebridge::otel_propagators)
      endif()
    endif()
    list(APPEND OPENTELEMETRY_CPP_LIBRARIES opentelemetry-cpp::${_theirs})
  endforeach()
  if(_complete)
    list(APPEND OPENTELEMETRY_CPP_COMPONENTS_INSTALLED ${_component})
    set(opentelemetry-cpp_${_component}_FOUND TRUE)
  endif()
endforeach()

foreach(_component IN LISTS opentelemetry-cpp_FIND_COMPONENTS)
  if(NOT opentelemetry-cpp_${_component}_FOUND)
    message(STATUS "opentelemetry-cpp here is tracebridge, which has no component ${_component}. "
                   "It has: ${OPENTELEMETRY_CPP_COMPONENTS_INSTALLED}.")
  endif()
endforeach()
if(NOT opentelemetry-cpp_FIND_QUIETLY)
  message(STATUS "opentelemetry-cpp here is tracebridge: tracing and metrics, without logs "
                 "(no opentelemetry-cpp::logs)")
endif()
set(OPENTELEMETRY_CPP_FOUND TRUE)
set(opentelemetry-cpp_CONFIG ${CMAKE_CURRENT_LIST_FILE})
foreach(_component IN LISTS opentelemetry-cpp_FIND_COMPONENTS)
  if(NOT opentelemetry-cpp_${_component}_FOUND AND opentelemetry-cpp_FIND_REQUIRED_${_component})
    set(opentelemetry-cpp_FOUND FALSE)
    set(OPENTELEMETRY_CPP_FOUND FALSE)
    set(opentelemetry-cpp_NOT_FOUND_MESSAGE "tracebridge has no component ${_component}")
  endif()
endforeach()
