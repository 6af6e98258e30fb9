// Headers of the OpenTracing basic tracers, and of LightStep.
//
//   ot-tracer-traceid: a3ce929d0e0e4736        the last 64 bits
//   ot-tracer-spanid:  53995c3f42cd8ad8
//   ot-tracer-sampled: true
//   ot-baggage-city:   Porto                   one header for each baggage item, as it is
//   ot-baggage-city:   S%C3%A3o Paulo          ... but for bytes that no header may hold
//
// The format has no room for a 128-bit trace id. `remember_trace_id` sends the whole id along as a baggage item,
// ot-baggage-tracebridge-trace-id: peers pass baggage on, so that a trace which went through them is recognised here,
// where the item is taken out of the baggage again.
//
// Source: opentracing/basictracer-go 1.1.0 and lightstep-tracer 0.35.0, as captured in tests/data/wire; no
// specification exists. The name `ottrace`: OpenTelemetry specification 1.60.0, context/api-propagators.md.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

struct OtTraceOptions {
  // Send a 128-bit trace id whole, as a baggage item. It is always read.
  bool remember_trace_id = false;
  // Read `x-ot-span-context` (LightStepBinary in base64, from LightStep's tracer in Envoy) where the other headers are
  // absent.
  bool read_span_context_header = false;
};

// What OTEL_PROPAGATORS=lightstep is; `ottrace` is the default.
constexpr OtTraceOptions LightStepOptions() { return {true, true}; }

// Immutable: one object serves all threads.
class OtTracePropagator final : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  explicit OtTracePropagator(OtTraceOptions options = {}) noexcept : options_(options) {}

  // Writes the span context of `context` and its baggage; nothing without a span context or when the last 64 bits of
  // the trace id are zeros. An item whose key cannot be a part of a header's name is counted.
  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;

  // Returns `context` with the remote span context and the baggage that `carrier` names, or unchanged without ids.
  //
  // Ids may be shorter or longer than they should be and of any case; without ot-tracer-sampled the decision is
  // deferred. What is malformed is ignored and counted. Baggage is found by the carrier's Keys.
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier& carrier,
      opentelemetry::context::Context& context) noexcept override;

  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;
  bool Prefixes(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)>
                    callback) const noexcept override;

 private:
  const OtTraceOptions options_;
};

}  // namespace tracebridge
