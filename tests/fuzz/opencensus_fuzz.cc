// Input: headers (header_lines.h). What is sent on is safe, within the limits of tags, and read back as the same.
#include "tests/fuzz/header_lines.h"
#include "tracebridge/opencensus_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kTraceBin = 39;
  constexpr std::size_t kTagsBin = 4 * (1 + 8192 + 5 * 180) / 3 + 2;
  tracebridge::OpenCensusPropagator propagator(tracebridge::OpenCensusTags::kAsBaggage);
  tracebridge::fuzz::RequireSafe(propagator, tracebridge::fuzz::Headers(data, size),
                                 kTraceBin + kTagsBin);
  return 0;
}
