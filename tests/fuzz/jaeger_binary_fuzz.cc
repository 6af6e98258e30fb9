// Input: Jaeger's binary form.
#include "tests/fuzz/binary_format_fuzz.h"
#include "tracebridge/jaeger_binary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::fuzz::RequireStable(tracebridge::JaegerBinary(), data, size);
  return 0;
}
