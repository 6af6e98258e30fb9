// Something that a bridge counts: tracebridge.header.malformed.
#pragma once

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "tests/support/header_carrier.h"

namespace tracebridge::test {

inline void ReceiveAMalformedHeader() {
  HeaderCarrier carrier;
  carrier.Receive("traceparent", "00-nonsense");
  auto context = opentelemetry::context::RuntimeContext::GetCurrent();
  opentelemetry::context::propagation::GlobalTextMapPropagator::GetGlobalPropagator()->Extract(
      carrier, context);
}

}  // namespace tracebridge::test
