# tracebridge_test(<name> SOURCES ... [LIBRARIES ...] [LABELS ...] [OPENS ...] [TOGETHER | APART])
#
# Defines a GoogleTest program whose cases CTest runs, each in a process of its own. LABELS say what the cases guard;
# those labelled `concurrency`, `parser` or `lifetime` also run under the sanitizers (target `sanitized_tests`), all cases of
# a program in one process: to start one takes longer there than most cases.
# OPENS: targets that the program, or a library in it, gives to dlopen() by their file name.
# TOGETHER: always in one process, for a program that reads large tables at its start.
# APART: never, for cases that want to find a process as it starts.
# The sources of a program are compiled a few at a time, each with the headers of all: what they name for themselves is in a
# namespace of its own where two would clash.
# A test program sees the tree from its root, so that tests reach headers that are not installed.
#
# tracebridge_sanitized(<target>) adds any other target that a sanitized test needs.
if(TRACEBRIDGE_BUILD_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_custom_target(sanitized_tests)
  string(FIND "${CMAKE_CXX_FLAGS}" "-fsanitize=" sanitize_option)
  if(sanitize_option GREATER_EQUAL 0)
    set(TRACEBRIDGE_IS_SANITIZED ON)
  endif()
  # TYPED_TEST_SUITE without a list of names is one; C++20 has it.
  set(test_options $<$<CXX_COMPILER_ID:Clang>:-Wno-gnu-zero-variadic-macro-arguments>)
  # It links a test in a fifth of the time.
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=lld TRACEBRIDGE_HAS_LLD)
  set(test_link_options $<$<BOOL:${TRACEBRIDGE_HAS_LLD}>:-fuse-ld=lld>)
  # GoogleTest's headers are half of what a test makes the compiler read. ccache does better by itself, and does not keep
  # what a precompiled header went into.
  if(NOT CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache")
    set(precompiled ${CMAKE_CURRENT_BINARY_DIR}/precompiled_googletest.cc)
    file(CONFIGURE OUTPUT ${precompiled} CONTENT "// Only for its precompiled header.\n")
    add_executable(precompiled_googletest EXCLUDE_FROM_ALL ${precompiled})
    target_link_libraries(precompiled_googletest PRIVATE GTest::gmock GTest::gtest_main)
    target_compile_features(precompiled_googletest PRIVATE cxx_std_17)
    target_compile_options(precompiled_googletest PRIVATE $<$<CONFIG:Debug>:-O0> ${test_options})
    target_precompile_headers(precompiled_googletest PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  endif()
endif()

function(tracebridge_sanitized)
  add_dependencies(sanitized_tests ${ARGV})
endfunction()

function(tracebridge_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TOGETHER;APART" "" "SOURCES;LIBRARIES;LABELS;OPENS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${test_options})
  target_link_options(${name} PRIVATE ${test_link_options})
  if(TARGET precompiled_googletest)
    target_precompile_headers(${name} REUSE_FROM precompiled_googletest)
  endif()
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  target_compile_definitions(${name} PRIVATE
    TRACEBRIDGE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
  if(arg_OPENS)
    add_dependencies(${name} ${arg_OPENS})
    list(TRANSFORM arg_OPENS REPLACE "(.+)" "$<TARGET_FILE_DIR:\\1>" OUTPUT_VARIABLE folders)
    set_target_properties(${name} PROPERTIES BUILD_RPATH "${folders}")
    # RPATH, which counts for libraries too: under ThreadSanitizer it is libtsan that calls dlopen(), and a program's RUNPATH
    # counts for the program alone.
    target_link_options(${name} PRIVATE LINKER:--disable-new-dtags)
  endif()
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  if(arg_TOGETHER OR (TRACEBRIDGE_IS_SANITIZED AND NOT arg_APART))
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "${arg_LABELS}")
  else()
    tracebridge_discover(${name} "${arg_LABELS}")
  endif()
  foreach(label concurrency parser lifetime)
    if(label IN_LIST arg_LABELS)
      tracebridge_sanitized(${name})
      break()
    endif()
  endforeach()
endfunction()

function(tracebridge_discover name labels)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES TEST_LIST ${name}_tests
                       PROPERTIES TIMEOUT 120)
  # Not among those properties: gtest_discover_tests keeps only the first element of a list.
  set(labels_file ${CMAKE_CURRENT_BINARY_DIR}/${name}_labels.cmake)
  file(CONFIGURE OUTPUT ${labels_file} @ONLY CONTENT
"foreach(test IN LISTS @name@_tests)
  set_tests_properties(\${test} PROPERTIES LABELS \"@labels@\")
endforeach()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels_file})
endfunction()
