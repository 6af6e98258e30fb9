// B3, Zipkin's headers: one header or several.
//
//   b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90
//       trace id, id of the caller's span, decision (1, 0, d for debug, or left out), id of its parent (not used)
//   b3: 0                      no ids: do not record the trace that begins here
//
//   X-B3-TraceId: 80f198ee56343ba864fe8b2a57d3eff7
//   X-B3-SpanId:  e457b5a2e4d86bd1
//   X-B3-Sampled: 1            or 0; left out while undecided
//   X-B3-Flags:   1            debug; takes the place of X-B3-Sampled
//
// Source: github.com/openzipkin/b3-propagation, README; OpenTelemetry specification 1.60.0,
// context/api-propagators.md, "B3 Requirements". docs/wire-formats.md draws both forms.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {

inline constexpr nostd::string_view kB3CombinedHeader = "b3";

inline constexpr nostd::string_view kB3TraceIdHeader = "X-B3-TraceId";
inline constexpr nostd::string_view kB3SpanIdHeader = "X-B3-SpanId";
inline constexpr nostd::string_view kB3SampledHeader = "X-B3-Sampled";
inline constexpr nostd::string_view kB3FlagsHeader = "X-B3-Flags";  // ours

// Characters of ids.
inline constexpr int kTraceIdHexStrLength = 32;
inline constexpr int kSpanIdHexStrLength = 16;

// Reads both forms; the single header counts where there is one. Has no state: one object serves all threads.
class B3PropagatorExtractor : public context::propagation::TextMapPropagator {
 public:
  // Returns `context` with the remote span context that `carrier` names, or unchanged without one.
  //
  // Ids may be shorter than they should be and of any case. Debug, a missing decision, a 64-bit trace id and a
  // decision without ids are noted in the span context (tracebridge/wire_notes.h). What is malformed is ignored and
  // counted.
  context::Context Extract(const context::propagation::TextMapCarrier& carrier,
                           context::Context& context) noexcept override;

  bool Prefixes(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;

  // Return what the digits say, padded with zeros on the left; all zeros when they are too many or no digits.
  static TraceId TraceIdFromHex(nostd::string_view trace_id);
  static SpanId SpanIdFromHex(nostd::string_view span_id);
  // Returns the sampled flag for `1` and `d`.
  static TraceFlags TraceFlagsFromHex(nostd::string_view trace_flags);
};

// Writes the single header.
class B3Propagator : public B3PropagatorExtractor {
 public:
  // Writes the span context of `context`, without a parent's id; nothing when there is none. A trace id that arrived
  // with 64 bits leaves with 64 bits.
  void Inject(context::propagation::TextMapCarrier& carrier,
              const context::Context& context) noexcept override;

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;
};

// Writes one header for each part.
class B3PropagatorMultiHeader : public B3PropagatorExtractor {
 public:
  // The same.
  void Inject(context::propagation::TextMapCarrier& carrier,
              const context::Context& context) noexcept override;

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;
};

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
