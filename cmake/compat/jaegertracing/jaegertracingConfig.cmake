# find_package(jaegertracing), answered by tracebridge.
#
# Defines jaegertracing::jaegertracing and jaegertracing::jaegertracing-static, both the same here, and what the original's link:
# OpenTracing's targets, and yaml-cpp where it is installed. Without it there is no Config::parse().
if(TARGET jaegertracing::jaegertracing)
  return()
endif()

include(CMakeFindDependencyMacro)
get_filename_component(_jaegertracing_lib ${CMAKE_CURRENT_LIST_DIR}/../../../../.. ABSOLUTE)
find_dependency(OpenTracing CONFIG PATHS ${CMAKE_CURRENT_LIST_DIR}/../OpenTracing NO_DEFAULT_PATH)
find_dependency(tracebridge CONFIG COMPONENTS legacy_clients
                PATHS ${_jaegertracing_lib}/cmake/tracebridge NO_DEFAULT_PATH)
set(_jaegertracing_libraries tracebridge::legacy_clients)
find_package(yaml-cpp CONFIG QUIET)
if(TARGET yaml-cpp::yaml-cpp)  # 0.8
  list(APPEND _jaegertracing_libraries yaml-cpp::yaml-cpp)
elseif(yaml-cpp_FOUND)
  list(APPEND _jaegertracing_libraries yaml-cpp)
elseif(NOT jaegertracing_FIND_QUIETLY)
  message(STATUS "jaegertracing here is tracebridge, without yaml-cpp: jaegertracing::Config has no parse()")
endif()

foreach(_target jaegertracing jaegertracing-static)
  add_library(jaegertracing::${_target} INTERFACE IMPORTED)
  target_link_libraries(jaegertracing::${_target} INTERFACE ${_jaegertracing_libraries})
endforeach()
unset(_jaegertracing_lib)
unset(_jaegertracing_libraries)
