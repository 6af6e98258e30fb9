// Input: the body of a request to /v1/metrics, in JSON.
#include <cstdint>
#include <string>

#include "migration/tail/json_decoder.h"
#include "tests/fuzz/shown_metrics.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  RequireShowable(DecodeMetricsJson(std::string(reinterpret_cast<const char*>(data), size)));
  return 0;
}
