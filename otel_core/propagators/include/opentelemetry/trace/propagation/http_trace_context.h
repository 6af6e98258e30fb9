// W3C Trace Context: the headers `traceparent` and `tracestate`.
//
//   traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
//                version, trace id, id of the caller's span, flags (01 sampled, 02 random trace id)
//   tracestate:  congo=t61rcWkgMzE,rojo=00f067aa0ba902b7
//
// Source: W3C Trace Context Level 2, "Trace Context HTTP Headers Format".
// Why flags other than sampled and random are not sent on: docs/RATIONALE.md, "Why does an injected
// traceparent lose unknown flags?".
#pragma once

#include <cstddef>

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

inline constexpr nostd::string_view kTraceParent = "traceparent";
inline constexpr nostd::string_view kTraceState = "tracestate";

// Sizes of a version 00 traceparent and of its fields, in characters.
inline constexpr std::size_t kVersionSize = 2;
inline constexpr std::size_t kTraceIdSize = 32;
inline constexpr std::size_t kSpanIdSize = 16;
inline constexpr std::size_t kTraceFlagsSize = 2;
inline constexpr std::size_t kTraceParentSize = 55;

// Has no state: one object serves all threads.
class HttpTraceContext : public context::propagation::TextMapPropagator {
 public:
  // Writes the span context of `context` as a version 00 traceparent, and a tracestate unless it is
  // empty; never Jaeger's debug id. Writes nothing when there is no valid span context.
  void Inject(context::propagation::TextMapCarrier& carrier,
              const context::Context& context) noexcept override;

  // Returns `context` with the remote span context that `carrier` names, or unchanged without one.
  //
  // A malformed traceparent is ignored, a malformed tracestate too while its traceparent counts;
  // both are counted. Of a version that is not known yet, the fields known today are read. Headers
  // of another format that `context` was extracted from and that name the same parent complete it.
  context::Context Extract(const context::propagation::TextMapCarrier& carrier,
                           context::Context& context) noexcept override;

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override;
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept override;

  // Return what the digits of either case say, padded with zeros on the left; all zeros when they
  // are too many or no digits.
  static TraceId TraceIdFromHex(nostd::string_view trace_id);
  static SpanId SpanIdFromHex(nostd::string_view span_id);
  static TraceFlags TraceFlagsFromHex(nostd::string_view trace_flags);
};

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
