// AWS X-Ray: the header `X-Amzn-Trace-Id`.
//
//   X-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1
//                    version 1, time, unique id: together the trace id; id of the caller's span; decision
//   Sampled=?, or no Sampled    the receiver decides
//   Self=1-...                  of a load balancer; not sent on
//   Lineage=..., anything=...   sent on: "An application can add arbitrary fields for its own purposes"
//
// Fields come in any order and any case. Those that are sent on are kept in the trace state as the member `xray`, so that
// a child span has them, and a hop that speaks W3C Trace Context hands them over.
//
// Source: AWS X-Ray developer guide, "Tracing header"; Elastic Load Balancing, "Request tracing".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

// Has no state: one object serves all threads.
class XRayPropagator : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;

  // Without Parent the header is a decision about a new trace, for OpenTelemetry has no parent without a span id. A
  // decision that is none of 0, 1 and ? counts as none, and is counted.
  opentelemetry::context::Context Extract(
      const opentelemetry::context::propagation::TextMapCarrier& carrier,
      opentelemetry::context::Context& context) noexcept override;

  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override;

  bool Prefixes(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)>)
      const noexcept override {
    return true;
  }
};

}  // namespace tracebridge
