// What older header formats say of a request and W3C Trace Context has no field for.
//
//   b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-d   kDebug, and the sampled flag
//   b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1     kDeferred: the receiver decides
//   b3: 0                                                     kNoIds: a decision about a new trace
//   X-B3-TraceId: 64fe8b2a57d3eff7                            kShortTraceId
//   uber-trace-id: 64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:9      kFirehose, and the sampled flag
//
// They are a byte of the span context and not values of the Context: a Scope, an OpenTracing span context and a
// StartSpanOptions carry the first and not the second. No format but the one that has a word for a note sends it.
//
// Source: B3 propagation, "Overall Process"; Jaeger client libraries, "Propagation Format", flags.
#pragma once

#include <cstdint>

namespace tracebridge {

struct WireNotes {
  static constexpr std::uint8_t kDebug = 1;         // record whatever the sampler says
  static constexpr std::uint8_t kFirehose = 2;      // Jaeger: do not index
  static constexpr std::uint8_t kDeferred = 4;      // ids without a decision
  static constexpr std::uint8_t kShortTraceId = 8;  // the trace began with an id of 64 bits
  static constexpr std::uint8_t kNoIds = 16;    // a decision without ids; the context is not valid
  static constexpr std::uint8_t kDebugId = 32;  // Jaeger: a text, tracebridge/debug_id.h

  // What a child span says as well: a deferred decision is made when it starts.
  static constexpr std::uint8_t kOfTheTrace = kDebug | kFirehose | kShortTraceId;
};

}  // namespace tracebridge
