// Datadog's headers.
//
//   x-datadog-trace-id: 11803532876627986230      the lower half of the trace id, decimal
//   x-datadog-parent-id: 67667974448284343        id of the caller's span, decimal
//   x-datadog-sampling-priority: 1                above 0 is sampled: -1 user drop, 0, 1, 2 user keep; none: undecided
//   x-datadog-origin: synthetics                  where the trace began
//   x-datadog-tags: _dd.p.tid=4bf92f3577b34da6,_dd.p.dm=-4
//                                                 of the trace; tid is the upper half of its id, hexadecimal
//   ot-baggage-user: 42                           baggage, a header for each item
//
// Priorities other than 0 and 1, the origin and the tags are kept in the trace state as Datadog's tracers do it,
// `dd=s:2;o:synthetics;t.dm:-4`: a child span has them, and so has a hop that speaks W3C Trace Context. A priority that
// contradicts the sampled flag does not count.
//
// Baggage values are sent and read as the basic tracers of OpenTracing do (otel_core/propagators/plain_value.h).
//
// Source: Datadog's tracers, dd-trace-cpp 2.x src/datadog/{extraction_util,tag_propagation,w3c_propagation}.cpp; dd-trace-js 5.
// Why the trace state: docs/RATIONALE.md, "Where are Datadog's origin and tags while we hold a trace?".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

// Has no state: one object serves all threads.
class DatadogPropagator : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;

  // Without a caller's span (id 0, as Datadog's synthetic tests send it) the headers are a decision about a new trace, for
  // OpenTelemetry has no parent without a span id. Tags of more than 512 characters are ignored.
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier& carrier,
      opentelemetry::context::Context& context) noexcept override;

  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  bool Prefixes(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)>
                    callback) const noexcept override;
};

}  // namespace tracebridge
