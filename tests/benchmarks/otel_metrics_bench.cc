// Rows of metrics: an instrument with ready attributes.
//
// The floor beside is what a measurement cannot do without: two attributes of a ready set, read through the interface that
// the API prescribes, and a locked addition on a cache line of the thread's own.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "tests/benchmarks/row.h"

namespace tracebridge::bench {
namespace {

namespace common = opentelemetry::common;
namespace metrics = opentelemetry::sdk::metrics;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

constexpr char kFloor[] = "loop: read two attributes, add";

using Attributes = std::pair<nostd::string_view, common::AttributeValue>[2];
const Attributes kAttributes = {{"http.route", "/users/{id}"}, {"http.response.status_code", 200}};
const common::KeyValueIterableView<Attributes> kReady(kAttributes);

// One provider for all rows and threads: never destroyed.
struct Instruments {
  Instruments() {
    provider.AddView(
        metrics::InstrumentSelectorFactory::Create(metrics::InstrumentType::kHistogram,
                                                   "exponential", ""),
        metrics::MeterSelectorFactory::Create("", "", ""),
        metrics::ViewFactory::Create("", "", metrics::AggregationType::kBase2ExponentialHistogram));
    const auto meter = provider.GetMeter("bench");
    counter = meter->CreateUInt64Counter("counter");
    histogram = meter->CreateDoubleHistogram("histogram");
    exponential = meter->CreateDoubleHistogram("exponential");
    gauge = meter->CreateInt64Gauge("gauge");
  }

  metrics::MeterProvider provider;
  nostd::unique_ptr<opentelemetry::metrics::Counter<std::uint64_t>> counter;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<double>> histogram;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<double>> exponential;
  nostd::unique_ptr<opentelemetry::metrics::Gauge<std::int64_t>> gauge;
};

Instruments& Made() {
  static auto& instruments = *new Instruments;
  return instruments;
}

void ReadTwoAttributesAndAdd(benchmark::State& state) {
  alignas(64) std::atomic<std::uint64_t> sum{0};
  const common::KeyValueIterable* ready = &kReady;
  Loop(state, [&] {
    std::uint64_t bytes = 0;
    benchmark::DoNotOptimize(ready);  // as an instrument gets it: of a class that it does not know
    ready->ForEachKeyValue([&](nostd::string_view key, common::AttributeValue value) {
      bytes += key.size() + value.index();
      return true;
    });
    sum.fetch_add(bytes, std::memory_order_relaxed);
  });
  benchmark::DoNotOptimize(sum.load());
}
BENCHMARK(ReadTwoAttributesAndAdd)->Name(kFloor);

void CounterAdd(benchmark::State& state) {
  SetTarget(state, 0.9);
  SetReference(state, kFloor);
  auto& counter = *Made().counter;
  Loop(state, [&] { counter.Add(1, kReady); });
}
BENCHMARK(CounterAdd)->Name("row: counter add, two ready attributes")->Threads(1)->Threads(2);

void CounterAddWithoutAttributes(benchmark::State& state) {
  SetTarget(state, 0.45);
  auto& counter = *Made().counter;
  Loop(state, [&] { counter.Add(1); });
}
BENCHMARK(CounterAddWithoutAttributes)->Name("row: counter add, no attributes");

void HistogramRecord(benchmark::State& state) {
  SetTarget(state, 1);
  SetReference(state, kFloor);
  auto& histogram = *Made().histogram;
  double value = 0;
  Loop(state, [&] {
    value = value < 12000 ? value * 1.7 + 1 : 0;
    histogram.Record(value, kReady);
  });
}
BENCHMARK(HistogramRecord)
    ->Name("row: histogram record, two ready attributes")
    ->Threads(1)
    ->Threads(2);

void ExponentialHistogramRecord(benchmark::State& state) {
  SetTarget(state, 1.2);
  auto& histogram = *Made().exponential;
  double value = 0;
  Loop(state, [&] {
    value = value < 12000 ? value * 1.7 + 1 : 1;
    histogram.Record(value, kReady);
  });
}
BENCHMARK(ExponentialHistogramRecord)
    ->Name("row: exponential histogram record, two ready attributes");

void GaugeRecord(benchmark::State& state) {
  auto& gauge = *Made().gauge;
  Loop(state, [&] { gauge.Record(7, kReady); });
}
BENCHMARK(GaugeRecord)->Name("row: gauge record, two ready attributes");

void HistogramRecordUnderASpan(benchmark::State& state) {
  const std::uint8_t id[16] = {1};
  const trace::Scope scope(nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(trace::SpanContext(
      trace::TraceId(id), trace::SpanId(nostd::span<const std::uint8_t, 8>(id, 8)),
      trace::TraceFlags(1), /*is_remote=*/false))));
  auto& histogram = *Made().histogram;
  Loop(state, [&] { histogram.Record(12.5, kReady); });
}
BENCHMARK(HistogramRecordUnderASpan)
    ->Name("row: histogram record under a sampled span, kept as its exemplar");

}  // namespace
}  // namespace tracebridge::bench
