#include <opentracing/tracer.h>
#include <tracebridge/bridge.h>

#include <iostream>

#include "opencensus/trace/span.h"

int main() {
  tracebridge::BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "console";
  const auto bridge = tracebridge::Bridge::FromOptions(options);
  const auto span = opentracing::Tracer::Global()->StartSpan("from OpenTracing");
  const bool works = !span->context().ToTraceID().empty();
  opencensus::trace::Span::StartSpan("from OpenCensus").End();
  std::cout << (works ? "works\n" : "the global tracer is a no-op\n");
  return works ? 0 : 1;
}
