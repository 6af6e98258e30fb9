// Input: the body of a request to /v1/metrics, in Protobuf.
#include <cstdint>

#include "migration/tail/proto_metrics_decoder.h"
#include "tests/fuzz/shown_metrics.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  RequireShowable(DecodeMetricsProto({reinterpret_cast<const char*>(data), size}));
  return 0;
}
