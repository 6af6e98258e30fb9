# Finds the opentelemetry-cpp that -DTRACEBRIDGE_CORE=system builds on; stops and says why when there is none that serves.
# Defines opentelemetry-cpp::api, and in TRACEBRIDGE_SYSTEM_CORE_STANDARD the C++ standard that its headers need.
#
# opentelemetry-cpp's package calls no version compatible with another, so the version is compared here.
set(TRACEBRIDGE_SYSTEM_CORE_MINIMUM 1.19.0)

tracebridge_find_package(opentelemetry-cpp QUIET CONFIG COMPONENTS api)

if(NOT opentelemetry-cpp_FOUND OR NOT TARGET opentelemetry-cpp::api)
  message(FATAL_ERROR
    "TRACEBRIDGE_CORE=system needs opentelemetry-cpp ${TRACEBRIDGE_SYSTEM_CORE_MINIMUM} or newer, and no CMake package of it "
    "was found. Name its prefix in CMAKE_PREFIX_PATH, or leave TRACEBRIDGE_CORE at embedded, which needs none.")
endif()
if(TARGET tracebridge::otel_api)
  message(FATAL_ERROR
    "TRACEBRIDGE_CORE=system found tracebridge's own stand-in for opentelemetry-cpp in ${opentelemetry-cpp_DIR}. Take "
    "tracebridge's compatibility prefix off CMAKE_PREFIX_PATH.")
endif()
if(opentelemetry-cpp_VERSION VERSION_LESS TRACEBRIDGE_SYSTEM_CORE_MINIMUM)
  message(FATAL_ERROR
    "TRACEBRIDGE_CORE=system needs opentelemetry-cpp ${TRACEBRIDGE_SYSTEM_CORE_MINIMUM} or newer; ${opentelemetry-cpp_DIR} has "
    "${opentelemetry-cpp_VERSION}.")
endif()

# Its SDK too, where it is installed: tracebridge::opencensus_sdk is for it. Packages without components bring all at once.
if("sdk" IN_LIST OPENTELEMETRY_CPP_COMPONENTS_INSTALLED AND NOT TARGET opentelemetry-cpp::trace)
  tracebridge_find_package(opentelemetry-cpp QUIET CONFIG COMPONENTS api sdk)
endif()

# A package built with WITH_STL=CXX20 has std::span in its signatures: what uses it must be of that standard.
set(TRACEBRIDGE_SYSTEM_CORE_STANDARD 17)
get_target_property(_definitions opentelemetry-cpp::api INTERFACE_COMPILE_DEFINITIONS)
if("${_definitions}" MATCHES "OPENTELEMETRY_STL_VERSION=20(20|23)")
  set(TRACEBRIDGE_SYSTEM_CORE_STANDARD ${CMAKE_MATCH_1})
endif()
unset(_definitions)
