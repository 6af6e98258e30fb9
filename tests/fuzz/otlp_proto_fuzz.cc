// Input: the body of a request to /v1/traces, in Protobuf.
#include <cstdint>

#include "migration/tail/proto_decoder.h"
#include "tests/fuzz/shown_traces.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  RequireShowable(DecodeProto({reinterpret_cast<const char*>(data), size}));
  return 0;
}
