// Every header format, and what must hold of a context that all of them send: each set of headers, read alone, names the
// same parent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "otel_core/propagators/remote_context.h"
#include "tests/fuzz/header_lines.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/wire_notes.h"
#include "tracebridge/xray_propagator.h"

namespace tracebridge::fuzz {

struct AnyFormat {
  std::string name;  // as OTEL_PROPAGATORS has it
  std::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> propagator;
};

inline std::vector<AnyFormat> AllFormats() {
  namespace trace = opentelemetry::trace::propagation;
  return {
      {"tracecontext", std::make_shared<trace::HttpTraceContext>()},
      {"baggage", std::make_shared<opentelemetry::baggage::propagation::BaggagePropagator>()},
      {"b3", std::make_shared<trace::B3Propagator>()},
      {"b3multi", std::make_shared<trace::B3PropagatorMultiHeader>()},
      {"jaeger", std::make_shared<trace::JaegerPropagator>()},
      {"ottrace", std::make_shared<OtTracePropagator>()},
      {"lightstep", std::make_shared<OtTracePropagator>(LightStepOptions())},
      {"opencensus", std::make_shared<OpenCensusPropagator>(OpenCensusTags::kAsBaggage)},
      {"gcp", std::make_shared<CloudTracePropagator>()},
      {"xray", std::make_shared<XRayPropagator>()},
      {"datadog", std::make_shared<DatadogPropagator>()},
  };
}

// Most bytes that all formats send: ids and their other fields, a trace state, and baggage in each form.
inline constexpr std::size_t kMostBytes = 3 * 1024 + 6 * 8192;

// What a format that reads its own headers alone must find: the ids, though some say only the last half of the trace id;
// and the decision, where one was made.
inline void RequireParent(const opentelemetry::trace::SpanContext& sent,
                          const opentelemetry::trace::SpanContext& read) {
  using propagators::HighHalf;
  using propagators::LowHalf;
  Require(read.IsValid() == sent.IsValid());
  if (!sent.IsValid()) return;
  Require(read.span_id() == sent.span_id());
  Require(LowHalf(read.trace_id()) == LowHalf(sent.trace_id()));
  const std::uint64_t high = HighHalf(read.trace_id());
  Require(high == 0 || high == HighHalf(sent.trace_id()));
  const unsigned open = WireNotes::kDeferred | WireNotes::kDebug;
  if ((sent.wire_notes() & open) == 0) Require(read.IsSampled() == sent.IsSampled());
}

inline void RequireOneParent(const std::vector<AnyFormat>& formats,
                             const opentelemetry::context::Context& context) {
  const auto sent = opentelemetry::trace::GetSpanContext(context);
  const bool is_64_bit_zero = propagators::LowHalf(sent.trace_id()) == 0;
  for (const AnyFormat& format : formats) {
    const bool says_half = format.name == "ottrace" || format.name == "lightstep";
    if (format.name == "baggage" || (says_half && is_64_bit_zero)) continue;  // no ids to send
    test::HeaderCarrier alone;
    format.propagator->Inject(alone, context);
    opentelemetry::context::Context empty;
    RequireParent(sent,
                  opentelemetry::trace::GetSpanContext(format.propagator->Extract(alone, empty)));
  }
}

}  // namespace tracebridge::fuzz
