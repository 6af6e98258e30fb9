# Configures the project beside this file with stand-ins for opentelemetry-cpp's package, and compares what it says.

# write_package(<prefix> <version> <target> [<compile definition>...])
function(write_package prefix version target)
  set(folder ${prefix}/lib/cmake/opentelemetry-cpp)
  # As opentelemetry-cpp: no version is compatible with another.
  file(WRITE ${folder}/opentelemetry-cpp-config-version.cmake "
set(PACKAGE_VERSION ${version})
if(PACKAGE_FIND_VERSION STREQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
")
  file(WRITE ${folder}/opentelemetry-cpp-config.cmake "
add_library(opentelemetry-cpp::api INTERFACE IMPORTED)
target_compile_definitions(opentelemetry-cpp::api INTERFACE \"${ARGN}\")
if(NOT TARGET ${target})
  add_library(${target} INTERFACE IMPORTED)
endif()
")
endfunction()

# expect(<case> <regular expression>): what the configuration of the case of that name prints.
function(expect case expected)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/${case}/build -G ${GENERATOR} -DMODULES=${MODULES}
            -DCMAKE_PREFIX_PATH=${SCRATCH}/${case}
    OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
  string(REGEX REPLACE "[ \n]+" " " printed "${printed}")  # as CMake breaks lines of messages
  if(NOT printed MATCHES "${expected}")
    message(SEND_ERROR "${case}: expected \"${expected}\" in:\n${printed}")
  endif()
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
write_package(${SCRATCH}/debian 1.19.0 opentelemetry-cpp::api OPENTELEMETRY_ABI_VERSION_NO=1)
write_package(${SCRATCH}/newer 1.28.0 opentelemetry-cpp::api OPENTELEMETRY_STL_VERSION=2017)
write_package(${SCRATCH}/cxx20 1.28.0 opentelemetry-cpp::api OPENTELEMETRY_STL_VERSION=2020)
write_package(${SCRATCH}/old 1.18.0 opentelemetry-cpp::api)
write_package(${SCRATCH}/ours 1.28.0 tracebridge::otel_api)

expect(debian "taken: 1.19.0, C\\+\\+17")
expect(newer "taken: 1.28.0, C\\+\\+17")
expect(cxx20 "taken: 1.28.0, C\\+\\+20")
expect(absent "needs opentelemetry-cpp 1.19.0 or newer, and no CMake package of it was found")
expect(old "needs opentelemetry-cpp 1.19.0 or newer; .*old/lib/cmake/opentelemetry-cpp has 1.18.0")
expect(ours "found tracebridge's own stand-in for opentelemetry-cpp in .*ours/lib/cmake")
