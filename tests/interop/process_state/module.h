// What the executable, the hidden library and the plugin of this test each answer from their own copy of the headers.
#pragma once

#include <cstdint>
#include <cstring>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/span.h"

struct Seen {
  const void* provider;
  const void* meter_provider;
  const void* propagator;
  std::uint64_t current_span_id;
  const void* frame_at_start;  // the current frame, as a span that starts sees it
  std::uint32_t thread_number;
  const void* object;
};

inline Seen Look() {
  namespace otel = opentelemetry;
  Seen seen{};
  seen.provider = otel::trace::Provider::GetTracerProvider().get();
  seen.meter_provider = otel::metrics::Provider::GetMeterProvider().get();
  seen.propagator =
      otel::context::propagation::GlobalTextMapPropagator::GetGlobalPropagator().get();
  const auto span = otel::trace::GetSpan(otel::context::RuntimeContext::GetCurrent());
  std::memcpy(&seen.current_span_id, span->GetContext().span_id().Id().data(), 8);
  tracebridge::state::Start start{};
  tracebridge_state_v1_start(&start);
  seen.frame_at_start = start.current;
  seen.thread_number = start.here.thread_number;
  seen.object =
      tracebridge_state_v1_object("process_state_test", [] { return static_cast<void*>(new int); });
  return seen;
}
