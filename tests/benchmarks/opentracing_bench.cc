// Rows of OpenTracing: what a span costs the thread that makes it, through the OpenTracing headers, our shim and our SDK.
#include <benchmark/benchmark.h>
#include <opentracing/noop.h>
#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "tests/benchmarks/discarding_exporter.h"
#include "tests/benchmarks/row.h"
#include "tests/benchmarks/workloads.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::bench {
namespace {

namespace sdk = opentelemetry::sdk::trace;
using opentracing::SpanContext;
using opentracing::Tracer;

// A tracer and what it stands on. Without a sampler: the no-op tracer, what the OpenTracing headers themselves cost.
struct Rig {
  explicit Rig(std::unique_ptr<sdk::Sampler> sampler) {
    if (sampler == nullptr) {
      tracer = opentracing::MakeNoopTracer();
      return;
    }
    provider = std::make_shared<sdk::TracerProvider>(
        std::make_unique<sdk::BatchSpanProcessor>(std::make_unique<DiscardingExporter>(),
                                                  sdk::BatchSpanProcessorOptions()),
        opentelemetry::sdk::resource::Resource::Create({{"service.name", "bench"}}),
        std::move(sampler));
    OpenTelemetryObjects objects;
    objects.provider = provider;
    objects.http_headers = tracebridge::test::W3cPropagator();
    tracer = MakeOpenTracingTracer(objects);
  }

  void Flush() const {
    if (provider != nullptr) provider->ForceFlush();
  }

  std::shared_ptr<sdk::TracerProvider> provider;
  std::shared_ptr<Tracer> tracer;
};

void SetFourTags(const Tracer& tracer, const SpanContext& parent) {
  auto span = tracer.StartSpan(kSpanName, {opentracing::ChildOf(&parent)});
  span->SetTag("http.method", "GET");
  span->SetTag("http.url", "http://example.test/api/v1/items");
  span->SetTag("http.status_code", 200);
  span->SetTag("load", 0.75);
  span->Finish();
}

void StartWithFourTags(const Tracer& tracer, const SpanContext& parent) {
  using opentracing::SetTag;
  auto span =
      tracer.StartSpan(kSpanName, {opentracing::ChildOf(&parent), SetTag("http.method", "GET"),
                                   SetTag("http.url", "http://example.test/api/v1/items"),
                                   SetTag("http.status_code", 200), SetTag("load", 0.75)});
  span->Finish();
}

void Bare(const Tracer& tracer, const SpanContext&) { tracer.StartSpan(kSpanName)->Finish(); }

using Operation = void (*)(const Tracer&, const SpanContext&);

template <class MakeSampler>
void Spans(benchmark::State& state, MakeSampler make_sampler, Operation operation, double target) {
  static std::unique_ptr<Rig> rig;
  if (state.thread_index() == 0) rig = std::make_unique<Rig>(make_sampler());
  std::unique_ptr<opentracing::Span> parent;
  Bursts(
      state,
      [&] {
        if (__builtin_expect(parent == nullptr, 0)) parent = rig->tracer->StartSpan("parent");
        operation(*rig->tracer, parent->context());
      },
      [&] { rig->Flush(); });
  if (target > 0) SetTarget(state, target);
  parent.reset();
  if (state.thread_index() == 0) rig.reset();
}

std::unique_ptr<sdk::Sampler> On() { return std::make_unique<sdk::AlwaysOnSampler>(); }
std::unique_ptr<sdk::Sampler> Off() { return std::make_unique<sdk::AlwaysOffSampler>(); }
std::unique_ptr<sdk::Sampler> Noop() { return nullptr; }

#define TRACEBRIDGE_SPAN_ROW(name, sampler, operation, target) \
  BENCHMARK_CAPTURE(Spans, name, sampler, operation, target)   \
      ->Name("row: " name)                                     \
      ->Threads(1)                                             \
      ->Threads(2)

TRACEBRIDGE_SPAN_ROW("OpenTracing: ChildOf, 4 x SetTag, kept", On, SetFourTags, 3.5);
TRACEBRIDGE_SPAN_ROW("OpenTracing: 4 tags at start, kept", On, StartWithFourTags, 5.5);
TRACEBRIDGE_SPAN_ROW("OpenTracing: bare span, kept", On, Bare, 0);
TRACEBRIDGE_SPAN_ROW("OpenTracing: ChildOf, 4 x SetTag, unsampled", Off, SetFourTags, 1.4);
TRACEBRIDGE_SPAN_ROW("OpenTracing: 4 tags at start, unsampled", Off, StartWithFourTags, 0);
TRACEBRIDGE_SPAN_ROW("OpenTracing headers alone: ChildOf, 4 x SetTag", Noop, SetFourTags, 0);
TRACEBRIDGE_SPAN_ROW("OpenTracing headers alone: 4 tags at start", Noop, StartWithFourTags, 0);

using Map = std::unordered_map<std::string, std::string>;

struct Writer final : opentracing::HTTPHeadersWriter {
  explicit Writer(Map& to) : map(to) {}
  opentracing::expected<void> Set(opentracing::string_view key,
                                  opentracing::string_view value) const override {
    map[key] = value;
    return {};
  }
  Map& map;
};

struct Reader final : opentracing::HTTPHeadersReader {
  explicit Reader(const Map& from) : map(from) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    for (const auto& header : map) {
      const auto result = f(header.first, header.second);
      if (!result) return result;
    }
    return {};
  }
  const Map& map;
};

void Inject(benchmark::State& state, bool baggage) {
  const Rig rig{On()};
  const auto span = rig.tracer->StartSpan(kSpanName);
  if (baggage) span->SetBaggageItem("user.id", "42");
  Map headers;
  const Writer writer{headers};
  Loop(state, [&] { benchmark::DoNotOptimize(rig.tracer->Inject(span->context(), writer)); });
  if (!baggage) SetTarget(state, 1.2);
}
BENCHMARK_CAPTURE(Inject, context, false)->Name("row: OpenTracing Inject, HTTP headers");
BENCHMARK_CAPTURE(Inject, baggage, true)
    ->Name("row: OpenTracing Inject, HTTP headers, 1 baggage item");

// As a request does: once a span.
void StartAndInject(benchmark::State& state) {
  const Rig rig{Off()};
  Map headers;
  const Writer writer{headers};
  Loop(state, [&] {
    const auto span = rig.tracer->StartSpan(kSpanName);
    benchmark::DoNotOptimize(rig.tracer->Inject(span->context(), writer));
  });
}
BENCHMARK(StartAndInject)->Name("row: OpenTracing unsampled span and its Inject");

void Extract(benchmark::State& state, bool baggage, bool others) {
  const Rig rig{On()};
  const auto span = rig.tracer->StartSpan(kSpanName);
  if (baggage) span->SetBaggageItem("user.id", "42");
  Map headers;
  rig.tracer->Inject(span->context(), Writer{headers});
  if (others) {
    for (const char* name :
         {"host", "user-agent", "accept", "accept-encoding", "cookie", "content-type",
          "content-length", "connection", "x-request-id", "x-forwarded-for", "cache-control"}) {
      headers[name] = "some value of this header";
    }
  }
  const Reader reader{headers};
  Loop(state, [&] { benchmark::DoNotOptimize(rig.tracer->Extract(reader)); });
  if (!baggage) SetTarget(state, 2);
}
BENCHMARK_CAPTURE(Extract, alone, false, false)->Name("row: OpenTracing Extract, HTTP headers");
BENCHMARK_CAPTURE(Extract, others, false, true)
    ->Name("row: OpenTracing Extract, from 12 HTTP headers");
BENCHMARK_CAPTURE(Extract, baggage, true, false)
    ->Name("row: OpenTracing Extract, HTTP headers, 1 baggage item");

void Activate(benchmark::State& state) {
  const Rig rig{On()};
  const auto span = rig.tracer->StartSpan(kSpanName);
  Loop(state, [&] {
    const ActivateSpan scope{*span};
    benchmark::DoNotOptimize(&scope);
  });
}
BENCHMARK(Activate)->Name("row: ActivateSpan and restore");

// Returns a shared_ptr by value: two threads share its count.
void Global(benchmark::State& state) {
  Loop(state, [&] { benchmark::DoNotOptimize(Tracer::Global()); });
}
BENCHMARK(Global)->Name("row: Tracer::Global()")->Threads(1)->Threads(2);

}  // namespace
}  // namespace tracebridge::bench
