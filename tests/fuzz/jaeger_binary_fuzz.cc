// Input: Jaeger's binary form.
#include "tests/fuzz/binary_format_fuzz.h"
#include "tracebridge/jaeger_binary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tracebridge::JaegerBinary;
  for (const auto order :
       {JaegerBinary::ByteOrder::kBigEndian, JaegerBinary::ByteOrder::kLittleEndian}) {
    tracebridge::fuzz::RequireStable(JaegerBinary(order), data, size);
  }
  return 0;
}
