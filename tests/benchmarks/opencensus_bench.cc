// Rows of the OpenCensus API over the embedded core.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/provider.h"
#include "tests/benchmarks/discarding_exporter.h"
#include "tests/benchmarks/row.h"
#include "tests/benchmarks/workloads.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanExporterTestPeer {
 public:
  static void Flush() { SpanExporter::ExportForTesting(); }
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace tracebridge::bench {
namespace {

namespace sdk = opentelemetry::sdk::trace;
using opencensus::trace::GetCurrentSpan;
using opencensus::trace::Span;
using opencensus::trace::WithSpan;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opencensus::trace::exporter::SpanExporterTestPeer;

opencensus::trace::AlwaysSampler always;
opencensus::trace::NeverSampler never;

// Sets the provider of the process while it lives.
class Configured {
 public:
  explicit Configured(std::unique_ptr<sdk::Sampler> sampler)
      : provider_(std::make_shared<sdk::TracerProvider>(
            std::make_unique<sdk::BatchSpanProcessor>(std::make_unique<DiscardingExporter>(),
                                                      sdk::BatchSpanProcessorOptions()),
            opentelemetry::sdk::resource::Resource::Create({}), std::move(sampler))) {
    opentelemetry::trace::Provider::SetTracerProvider(provider_);
  }
  ~Configured() {
    opentelemetry::trace::Provider::SetTracerProvider(
        opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>());
  }
  void Flush() { provider_->ForceFlush(); }

 private:
  std::shared_ptr<sdk::TracerProvider> provider_;
};

// OpenCensus has no double.
void AddFourAttributes(const Span& span) {
  span.AddAttributes({{"http.method", "GET"},
                      {"http.url", "http://example.test/api/v1/items"},
                      {"http.status_code", 200},
                      {"load", 1}});
}

void KeptSpan() {
  const Span span = Span::StartSpan(kSpanName, nullptr, {&always});
  AddFourAttributes(span);
  span.End();
}

void KeptSpanSingleCalls() {
  const Span span = Span::StartSpan(kSpanName, nullptr, {&always});
  span.AddAttribute("http.method", "GET");
  span.AddAttribute("http.url", "http://example.test/api/v1/items");
  span.AddAttribute("http.status_code", 200);
  span.AddAttribute("load", 1);
  span.End();
}

void KeptChild() {
  const Span span = Span::StartSpan(kSpanName, &GetCurrentSpan(), {&always});
  AddFourAttributes(span);
  span.AddAnnotation("cache.miss");
  span.End();
}

void Kept(benchmark::State& state, void (*operation)(), bool has_target) {
  static std::unique_ptr<Configured> configured;
  if (state.thread_index() == 0) {
    configured = std::make_unique<Configured>(std::make_unique<sdk::AlwaysOnSampler>());
  }
  Bursts(state, operation, [] { configured->Flush(); });
  if (has_target) SetTarget(state, 3);
  if (state.thread_index() == 0) configured.reset();
}
BENCHMARK_CAPTURE(Kept, four, KeptSpan, true)
    ->Name("row: OpenCensus span, 4 attributes, kept")
    ->Threads(1)
    ->Threads(2);
BENCHMARK_CAPTURE(Kept, single, KeptSpanSingleCalls, true)
    ->Name("row: OpenCensus span, 4 attributes one by one, kept");

void KeptUnderCurrent(benchmark::State& state) {
  Configured configured(std::make_unique<sdk::AlwaysOnSampler>());
  const Span parent = Span::StartSpan("parent", nullptr, {&always});
  const WithSpan with_parent(parent);
  Bursts(state, KeptChild, [&] { configured.Flush(); });
}
BENCHMARK(KeptUnderCurrent)
    ->Name("row: OpenCensus child of the current span, 4 attributes, 1 annotation, kept");

// No provider set: OpenCensus's rules decide, in the shim.
void Unsampled(benchmark::State& state) {
  Loop(state, [] {
    const Span span = Span::StartSpan(kSpanName, nullptr, {&never});
    span.End();
  });
  SetTarget(state, 0.4);
}
BENCHMARK(Unsampled)->Name("row: OpenCensus span, unsampled")->Threads(1)->Threads(2);

void UnsampledByProvider(benchmark::State& state) {
  static std::unique_ptr<Configured> configured;
  if (state.thread_index() == 0) {
    configured = std::make_unique<Configured>(std::make_unique<sdk::AlwaysOffSampler>());
  }
  Loop(state, [] {
    const Span span = Span::StartSpan(kSpanName, nullptr, {&always});
    span.End();
  });
  if (state.thread_index() == 0) configured.reset();
}
BENCHMARK(UnsampledByProvider)
    ->Name("row: OpenCensus span, unsampled by the program's provider")
    ->Threads(1)
    ->Threads(2);

void MakeCurrent(benchmark::State& state, bool sampled) {
  opencensus::trace::Sampler* sampler = &never;
  if (sampled) sampler = &always;
  const Span span = Span::StartSpan(kSpanName, nullptr, {sampler});
  Loop(state, [&] {
    const WithSpan with_span(span);
    benchmark::ClobberMemory();
  });
  SetTarget(state, 0.3);
  span.End();
}
BENCHMARK_CAPTURE(MakeCurrent, sampled, true)
    ->Name("row: OpenCensus WithSpan")
    ->Threads(1)
    ->Threads(2);
BENCHMARK_CAPTURE(MakeCurrent, unsampled, false)
    ->Name("row: OpenCensus WithSpan, unsampled span")
    ->Threads(1);

void Current(benchmark::State& state) {
  const Span span = Span::StartSpan(kSpanName, nullptr, {&always});
  const WithSpan with_span(span);
  Loop(state, [] { benchmark::DoNotOptimize(GetCurrentSpan().IsSampled()); });
}
BENCHMARK(Current)->Name("row: OpenCensus GetCurrentSpan()");

void Inject(benchmark::State& state) {
  const Span span = Span::StartSpan(kSpanName, nullptr, {&never});
  Loop(state, [&] {
    const std::string header = opencensus::trace::propagation::ToTraceParentHeader(span.context());
    benchmark::DoNotOptimize(header.data());
  });
}
BENCHMARK(Inject)->Name("row: OpenCensus ToTraceParentHeader");

void Extract(benchmark::State& state) {
  Loop(state, [] {
    auto context = opencensus::trace::propagation::FromTraceParentHeader(
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    benchmark::DoNotOptimize(context);
  });
}
BENCHMARK(Extract)->Name("row: OpenCensus FromTraceParentHeader");

// Last: a handler stays for the rest of the process.
void KeptByHandler(benchmark::State& state) {
  class Discarding final : public SpanExporter::Handler {
   public:
    void Export(const std::vector<SpanData>&) override {}
  };
  static const bool registered = [] {
    SpanExporter::SetBatchSize(512);
    SpanExporter::RegisterHandler(std::make_unique<Discarding>());
    return true;
  }();
  benchmark::DoNotOptimize(registered);
  Bursts(state, KeptSpan, [] { SpanExporterTestPeer::Flush(); });
}
BENCHMARK(KeptByHandler)->Name("row: OpenCensus span, 4 attributes, kept for a handler");

}  // namespace
}  // namespace tracebridge::bench
