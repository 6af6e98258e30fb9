// Input: headers of any format (header_lines.h), read by all formats in turn. Whatever they make of one another, what is sent on
// is safe and within the limits of each.
#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/fuzz/header_lines.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/xray_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace formats = opentelemetry::trace::propagation;
  using opentelemetry::baggage::Baggage;
  std::vector<std::unique_ptr<opentelemetry::context::propagation::TextMapPropagator>> parts;
  parts.push_back(std::make_unique<formats::HttpTraceContext>());
  parts.push_back(std::make_unique<opentelemetry::baggage::propagation::BaggagePropagator>());
  parts.push_back(std::make_unique<formats::B3Propagator>());
  parts.push_back(std::make_unique<formats::B3PropagatorMultiHeader>());
  parts.push_back(std::make_unique<formats::JaegerPropagator>());
  parts.push_back(
      std::make_unique<tracebridge::OtTracePropagator>(tracebridge::LightStepOptions()));
  parts.push_back(std::make_unique<tracebridge::OpenCensusPropagator>());
  parts.push_back(std::make_unique<tracebridge::CloudTracePropagator>());
  parts.push_back(std::make_unique<tracebridge::XRayPropagator>());
  parts.push_back(std::make_unique<tracebridge::DatadogPropagator>());
  opentelemetry::context::propagation::CompositePropagator all(std::move(parts));

  const auto received = tracebridge::fuzz::Headers(data, size);
  constexpr std::size_t kIds = 2560;  // of all formats, their other fields, and a trace state
  tracebridge::fuzz::RequireSendable(tracebridge::fuzz::SentOn(all, received),
                                     kIds + 3 * Baggage::kMaxSize);
  return 0;
}
