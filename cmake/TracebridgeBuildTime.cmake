# What makes a build from clean shorter and changes nothing in what is built.

option(TRACEBRIDGE_PRECOMPILE "Compile the standard library's headers once for all libraries" OFF)

if(PROJECT_IS_TOP_LEVEL AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC collects garbage each time its heap has grown by some tens of megabytes, and frees little: a tenth of the time of a
  # source that uses many templates.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:--param=ggc-min-heapsize=400000>)
endif()

# tracebridge_precompile_libraries(<folder>...): for the libraries in these folders, all compiled with the same options, when
# all are there. Not for shared ones, whose symbols are pinned: sources that a precompiled header went into may have
# instantiations of templates that they do not use. A source that forgets a header of the standard library compiles with it, so one preset leaves it off. ccache
# does better by itself, and does not keep what a precompiled header went into. With a profile, link-time optimisation would take the
# options of functions from the header.
function(tracebridge_precompile_libraries)
  if(NOT TRACEBRIDGE_PRECOMPILE OR TRACEBRIDGE_PROFILE OR CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache")
    return()
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/precompiled_standard_library.cc)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Only for its precompiled header.\n")
  add_library(precompiled_standard_library OBJECT EXCLUDE_FROM_ALL ${source})
  target_precompile_headers(precompiled_standard_library PRIVATE
    <algorithm> <array> <atomic> <chrono> <cstdint> <cstring> <functional> <map> <memory> <mutex> <optional> <string>
    <string_view> <unordered_map> <utility> <variant> <vector>)
  foreach(folder IN LISTS ARGN)
    tracebridge_precompile_libraries_below(${PROJECT_SOURCE_DIR}/${folder})
  endforeach()
endfunction()

function(tracebridge_precompile_libraries_below folder)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
      target_precompile_headers(${target} REUSE_FROM precompiled_standard_library)
    endif()
  endforeach()
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS folders)
    tracebridge_precompile_libraries_below(${folder})
  endforeach()
endfunction()
