# Where things with names of other projects are installed: headers opentelemetry/, opentracing/ and opencensus/, their
# CMake packages, libopentracing.so.1. A prefix of its own, never on a default path, so that an installed tracebridge
# does not shadow the originals for programs that did not ask for it.
set(TRACEBRIDGE_COMPAT_DIR ${CMAKE_INSTALL_LIBDIR}/tracebridge/compat)

# tracebridge_library(<name> [SHARED|INTERFACE]
#                     [HEADERS include/...] [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
#
# Defines the target <name>, its alias tracebridge::<name>, and the component <name> of the installed
# package. HEADERS lie under include/ and are what users get; preset asan compiles each of them alone.
# SOURCES may include any header of the tree by its path from the root.
# FOREIGN_NAME says that the library itself has a name of another project.
function(tracebridge_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SHARED;INTERFACE;FOREIGN_NAME" ""
                        "HEADERS;SOURCES;PUBLIC;PRIVATE")
  set(type STATIC)
  set(public PUBLIC)
  if(arg_SHARED)
    set(type SHARED)
  elseif(arg_INTERFACE)
    set(type INTERFACE)
    set(public INTERFACE)
  endif()

  add_library(${name} ${type} ${arg_SOURCES})
  add_library(tracebridge::${name} ALIAS ${name})
  target_compile_features(${name} ${public} cxx_std_11)
  target_link_libraries(${name} ${public} ${arg_PUBLIC})

  set(own_headers ${arg_HEADERS})
  list(FILTER own_headers INCLUDE REGEX "^include/tracebridge/")
  set(foreign_headers ${arg_HEADERS})
  list(FILTER foreign_headers EXCLUDE REGEX "^include/tracebridge/")
  set(install_headers)
  if(own_headers)
    target_sources(${name} ${public} FILE_SET HEADERS BASE_DIRS include FILES ${own_headers})
    list(APPEND install_headers FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  endif()
  if(foreign_headers)
    target_sources(${name} ${public} FILE_SET foreign TYPE HEADERS BASE_DIRS include
                   FILES ${foreign_headers})
    list(APPEND install_headers FILE_SET foreign DESTINATION ${TRACEBRIDGE_COMPAT_DIR}/include)
  endif()
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  if(NOT arg_INTERFACE)
    target_link_libraries(${name} PRIVATE ${arg_PRIVATE})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  endif()

  set(library_dir ${CMAKE_INSTALL_LIBDIR})
  if(arg_FOREIGN_NAME)
    set(library_dir ${TRACEBRIDGE_COMPAT_DIR}/lib)
  endif()
  install(TARGETS ${name} EXPORT tracebridge-${name} COMPONENT ${name}
          ARCHIVE DESTINATION ${library_dir} LIBRARY DESTINATION ${library_dir}
          ${install_headers})
  install(EXPORT tracebridge-${name} NAMESPACE tracebridge:: FILE tracebridge-${name}.cmake
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tracebridge COMPONENT ${name})
  set_property(GLOBAL APPEND PROPERTY TRACEBRIDGE_COMPONENTS ${name})
endfunction()
