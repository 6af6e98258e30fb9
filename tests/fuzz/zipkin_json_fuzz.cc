// Input: the body of a request to /api/v2/spans.
#include <cstdint>
#include <string>

#include "migration/tail/zipkin_decoder.h"
#include "tests/fuzz/shown_traces.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  RequireShowable(DecodeZipkin(std::string(reinterpret_cast<const char*>(data), size)));
  return 0;
}
