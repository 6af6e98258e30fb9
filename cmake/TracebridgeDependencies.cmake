# Everything that is not ours comes from the distribution; scripts/bootstrap installs the packages.
#
# tracebridge_find_package(<arguments of find_package>) also tells users of an installed tracebridge to look for it:
# call it for what a library links, and find_package itself for what only tests, tools and examples use.
macro(tracebridge_find_package)
  find_package(${ARGV})
  set(_arguments ${ARGV})
  list(REMOVE_ITEM _arguments REQUIRED QUIET)
  list(JOIN _arguments " " _arguments)
  set_property(GLOBAL APPEND PROPERTY TRACEBRIDGE_DEPENDENCIES "find_package(${_arguments} QUIET)")
endmacro()

tracebridge_find_package(Threads REQUIRED)
