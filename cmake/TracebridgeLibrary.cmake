# tracebridge_library(<name> [SHARED|INTERFACE]
#                     [HEADERS include/...] [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
#
# Defines the target <name>, its alias tracebridge::<name>, and the component <name> of the installed
# package. HEADERS lie under include/ and are what users get; the build compiles each of them alone.
# SOURCES may include any header of the tree by its path from the root.
function(tracebridge_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SHARED;INTERFACE" "" "HEADERS;SOURCES;PUBLIC;PRIVATE")
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
  if(arg_HEADERS)
    target_sources(${name} ${public} FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
    set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()
  if(NOT arg_INTERFACE)
    target_link_libraries(${name} PRIVATE ${arg_PRIVATE})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    set_target_properties(${name} PROPERTIES VISIBILITY_INLINES_HIDDEN OFF)
  endif()

  install(TARGETS ${name} EXPORT tracebridge-${name}
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${name}
          LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${name}
          FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT ${name})
  install(EXPORT tracebridge-${name} NAMESPACE tracebridge:: FILE tracebridge-${name}.cmake
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tracebridge COMPONENT ${name})
  set_property(GLOBAL APPEND PROPERTY TRACEBRIDGE_COMPONENTS ${name})
endfunction()
