# find_package(opencensus-cpp): another name for find_package(OpenCensus).
set(OpenCensus_FIND_QUIETLY ${opencensus-cpp_FIND_QUIETLY})
include(${CMAKE_CURRENT_LIST_DIR}/../OpenCensus/OpenCensusConfig.cmake)
set(opencensus-cpp_FOUND ${tracebridge_FOUND})
