// A 128-bit trace id whole, in a baggage item of our own, for peers that know its last 64 bits and pass baggage on.
//
//   ot-baggage-tracebridge-trace-id: 0af7651916cd43dd8448eb211c80319c
//
// Whoever reads the item takes it out of the baggage: it is about this hop and no application's.
// Why: docs/RATIONALE.md, "Why does `lightstep` send one baggage item more?".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"

namespace tracebridge::propagators {

constexpr std::string_view kWholeTraceIdHeader = "ot-baggage-tracebridge-trace-id";
constexpr std::string_view kWholeTraceId = "tracebridge-trace-id";  // of the item

// Takes the item out of `*items` and gives `*remote` the high half that it lacks, if the item is of this trace.
inline void TakeWholeTraceId(BaggageItems* items, Remote* remote) {
  const std::string whole = items->Take(kWholeTraceId);
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  if (whole.size() != 32 || !ReadHex128<HexCase::kAny>(whole, &high, &low)) return;
  if (low == remote->trace_id_low && remote->trace_id_high == 0) remote->trace_id_high = high;
}

}  // namespace tracebridge::propagators
