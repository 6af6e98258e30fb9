// Input: the binary form of the OpenTracing basic tracers, and of LightStep.
#include "tests/fuzz/binary_format_fuzz.h"
#include "tracebridge/ot_binary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::fuzz::RequireStable(tracebridge::BasicTracerBinary(), data, size);
  tracebridge::fuzz::RequireStable(tracebridge::LightStepBinary(), data, size);
  return 0;
}
