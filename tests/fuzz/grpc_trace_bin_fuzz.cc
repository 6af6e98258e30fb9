// Input: OpenCensus's binary trace context.
#include "tests/fuzz/binary_format_fuzz.h"
#include "tracebridge/grpc_trace_bin.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::fuzz::RequireStable(tracebridge::GrpcTraceBin(), data, size);
  return 0;
}
