// A header that is ignored, in whole or in part, because it is malformed: counted for the process
// (`tracebridge.header.malformed`), and for whoever asked this thread to read it.
//
// A propagator of one's own calls it from Extract, so that the wire counters know of it (docs/leaving-a-format.md).
#pragma once

#include <cstdint>

namespace tracebridge {

void CountMalformedHeader() noexcept;

// Returns how often the calling thread has called it.
std::uint64_t MalformedHeadersOfThisThread() noexcept;

}  // namespace tracebridge
