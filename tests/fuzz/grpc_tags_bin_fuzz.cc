// Input: OpenCensus's binary tags.
#include "tests/fuzz/binary_format_fuzz.h"
#include "tracebridge/grpc_tags_bin.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::fuzz::RequireStable(tracebridge::GrpcTagsBin(), data, size);
  return 0;
}
