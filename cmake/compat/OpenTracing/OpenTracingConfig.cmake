# find_package(OpenTracing), answered by tracebridge.
#
# Defines the four targets of opentracing-cpp 1.6.0, as real imported libraries: a legacy build file may ask for their
# location, or install them.
#
#   OpenTracing::opentracing             OpenTracing::opentracing-static
#   OpenTracing::opentracing_mocktracer  OpenTracing::opentracing_mocktracer-static
if(TARGET OpenTracing::opentracing)
  return()
endif()

get_filename_component(_opentracing_prefix ${CMAKE_CURRENT_LIST_DIR}/../../.. ABSOLUTE)

# _opentracing_target(<name> SHARED|STATIC <file> <linked> [<property> <value>]...)
macro(_opentracing_target name type file linked)
  if(NOT EXISTS ${_opentracing_prefix}/lib/${file})
    message(FATAL_ERROR "tracebridge's OpenTracing package is incomplete: "
                        "${_opentracing_prefix}/lib/${file} does not exist")
  endif()
  add_library(OpenTracing::${name} ${type} IMPORTED)
  set_target_properties(OpenTracing::${name} PROPERTIES
    IMPORTED_LOCATION ${_opentracing_prefix}/lib/${file}
    INTERFACE_INCLUDE_DIRECTORIES ${_opentracing_prefix}/include
    INTERFACE_LINK_LIBRARIES "${linked}"
    ${ARGN})
endmacro()

_opentracing_target(opentracing SHARED libopentracing.so.1.6.0 dl
  IMPORTED_SONAME libopentracing.so.1)
_opentracing_target(opentracing-static STATIC libopentracing.a dl
  IMPORTED_LINK_INTERFACE_LANGUAGES CXX
  INTERFACE_COMPILE_DEFINITIONS OPENTRACING_STATIC)
_opentracing_target(opentracing_mocktracer SHARED libopentracing_mocktracer.so.1.6.0
  OpenTracing::opentracing
  IMPORTED_SONAME libopentracing_mocktracer.so.1)
_opentracing_target(opentracing_mocktracer-static STATIC libopentracing_mocktracer.a
  OpenTracing::opentracing-static
  IMPORTED_LINK_INTERFACE_LANGUAGES CXX
  INTERFACE_COMPILE_DEFINITIONS OPENTRACING_MOCK_TRACER_STATIC)

unset(_opentracing_prefix)
