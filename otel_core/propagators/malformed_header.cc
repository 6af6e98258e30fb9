#include "tracebridge/malformed_header.h"

#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {
thread_local std::uint64_t malformed = 0;
}  // namespace

void CountMalformedHeader() noexcept {
  ++malformed;
  Count(Diagnostic::kHeaderMalformed);
}

std::uint64_t MalformedHeadersOfThisThread() noexcept { return malformed; }

}  // namespace tracebridge
