// Rows of a program as the bridge sets it up: its sampler listens to all three APIs, and one API's span is another's parent.
// What has finished is dropped at once: that is the exporter's row elsewhere.
#include <benchmark/benchmark.h>
#include <opentracing/tracer.h>

#include <memory>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "tests/benchmarks/row.h"
#include "tests/benchmarks/workloads.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/bridge.h"

namespace tracebridge::bench {
namespace {

using opentelemetry::trace::Provider;

Bridge Bridged() {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  return Bridge::FromOptions(options);
}

void Native(benchmark::State& state) {
  const Bridge bridge = Bridged();
  const auto tracer = Provider::GetTracerProvider()->GetTracer("bench");
  Loop(state, [&] {
    auto span = tracer->StartSpan(kSpanName);
    SetFourAttributes(*span);
    span->End();
  });
}
BENCHMARK(Native)->Name("row: bridge: native span, 4 attributes");

void OpenTracing(benchmark::State& state) {
  const Bridge bridge = Bridged();
  const auto tracer = opentracing::Tracer::Global();
  Loop(state, [&] {
    auto span = tracer->StartSpan(kSpanName);
    span->SetTag("http.method", "GET");
    span->SetTag("http.url", "http://example.test/api/v1/items");
    span->SetTag("http.status_code", 200);
    span->SetTag("load", 0.75);
    span->Finish();
  });
}
BENCHMARK(OpenTracing)->Name("row: bridge: OpenTracing span, 4 x SetTag");

void OpenCensus(benchmark::State& state) {
  const Bridge bridge = Bridged();
  Loop(state, [&] {
    const auto span = opencensus::trace::Span::StartSpan(kSpanName);
    span.AddAttributes({{"http.method", "GET"},
                        {"http.url", "http://example.test/api/v1/items"},
                        {"http.status_code", 200},
                        {"load", 3}});
    span.End();
  });
}
BENCHMARK(OpenCensus)->Name("row: bridge: OpenCensus span, 4 attributes");

void OneRequest(benchmark::State& state) {
  const Bridge bridge = Bridged();
  const auto legacy = opentracing::Tracer::Global();
  const auto tracer = Provider::GetTracerProvider()->GetTracer("bench");
  Loop(state, [&] {
    const auto outer = legacy->StartSpan("outer");
    const ActivateSpan activation(*outer);
    const auto middle = tracer->StartSpan("middle");
    const opentelemetry::trace::Scope scope(middle);
    opencensus::trace::Span::StartSpan("inner").End();
    middle->End();
    outer->Finish();
  });
}
BENCHMARK(OneRequest)->Name("row: bridge: a span of each API, each inside the one before");

}  // namespace
}  // namespace tracebridge::bench
