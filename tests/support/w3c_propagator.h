// The propagator that most programs install: W3C Trace Context and W3C Baggage.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"

namespace tracebridge::test {

inline opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
W3cPropagator() {
  using opentelemetry::context::propagation::CompositePropagator;
  using opentelemetry::context::propagation::TextMapPropagator;
  std::vector<std::unique_ptr<TextMapPropagator>> parts;
  parts.emplace_back(new opentelemetry::trace::propagation::HttpTraceContext);
  parts.emplace_back(new opentelemetry::baggage::propagation::BaggagePropagator);
  return opentelemetry::nostd::shared_ptr<TextMapPropagator>(
      new CompositePropagator(std::move(parts)));
}

}  // namespace tracebridge::test
