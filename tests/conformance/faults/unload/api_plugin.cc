// A plugin that uses APIs which lie in shared libraries, and is really unloaded: nothing in it is visible but this function.
#include <opentracing/tracer.h>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"

extern "C" __attribute__((visibility("default"))) void Serve() {
  const auto span =
      opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("plugin")->StartSpan("plugin");
  const opentelemetry::trace::Scope scope(span);
  span->AddEvent("event", {{"key", "value"}});
  const auto legacy = opentracing::Tracer::Global()->StartSpan("plugin");
  legacy->SetTag("key", "value");
  legacy->SetBaggageItem("user", "alice");
  legacy->Log({{"event", "miss"}});
  legacy->Finish();
}
