// Input: a byte that says how the rest came, and what a client of Jaeger's sent: 0 a request, 1 a compact datagram, else a
// binary one.
#include <cstdint>

#include "migration/tail/jaeger_decoder.h"
#include "tests/fuzz/shown_traces.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tracebridge::tail;
  if (size == 0) return 0;
  const std::string_view sent(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] == 0) {
    RequireShowable(DecodeJaegerBatch(sent, DecodeLimits()));
  } else {
    const auto encoding = data[0] == 1 ? JaegerEncoding::kCompact : JaegerEncoding::kBinary;
    RequireShowable(DecodeJaegerCall(sent, encoding, DecodeLimits()));
  }
  return 0;
}
