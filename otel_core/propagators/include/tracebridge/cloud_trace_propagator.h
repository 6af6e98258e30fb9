// Google Cloud's header from before W3C Trace Context: `X-Cloud-Trace-Context`.
//
//   X-Cloud-Trace-Context: 4bf92f3577b34da6a3ce929d0e0e4736/67667974448284343;o=1
//                          trace id, hexadecimal / id of the caller's span, decimal ;o=options (bit 0: sampled)
//   X-Cloud-Trace-Context: 4bf92f3577b34da6a3ce929d0e0e4736/67667974448284343
//                          no options: the receiver decides
//
// Source: Google Cloud, "Trace context", legacy header.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

// Has no state: one object serves all threads.
class CloudTracePropagator : public opentelemetry::context::propagation::TextMapPropagator {
 public:
  void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
              const opentelemetry::context::Context& context) noexcept override;

  // Reads a trace id of either case, and a shorter one, which OpenCensus for JavaScript can send. Without a span id the header is a decision about a new trace, for OpenTelemetry has
  // no parent without one. Options that are no number are no decision, and counted.
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
