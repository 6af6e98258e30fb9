// What a measurement allocates: nothing, once its attributes were seen; and what happens without memory: nothing bad.
#include <gtest/gtest.h>
#include <malloc.h>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "tests/support/failing_allocations.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace allocation_test {

using tracebridge::test::AllocateAgain;
using tracebridge::test::Fail;
using tracebridge::test::FailAllocation;

// One of each, with and without attributes.
class EveryInstrument {
 public:
  explicit EveryInstrument(opentelemetry::metrics::Meter& meter)
      : counter_(meter.CreateUInt64Counter("counter")),
        up_down_(meter.CreateDoubleUpDownCounter("up_down")),
        histogram_(meter.CreateDoubleHistogram("histogram")),
        exponential_(meter.CreateDoubleHistogram("exponential")),
        filtered_(meter.CreateUInt64Counter("filtered")),
        gauge_(meter.CreateInt64Gauge("gauge")) {}

  void Measure() {
    for (int i = 0; i < 3; ++i) {
      const std::pair<nostd::string_view, opentelemetry::common::AttributeValue> attributes[] = {
          {"route", "/users/{id}/orders"}, {"code", 200 + i}, {"user", i}};
      const opentelemetry::common::KeyValueIterableView<decltype(attributes)> view(attributes);
      counter_->Add(1, view);
      up_down_->Add(-0.5, view);
      histogram_->Record(12.5, view);
      exponential_->Record(12.5, view);
      filtered_->Add(1, view);
      gauge_->Record(3, view);
      counter_->Add(1);
      histogram_->Record(12.5);
    }
  }

 private:
  nostd::unique_ptr<opentelemetry::metrics::Counter<uint64_t>> counter_;
  nostd::unique_ptr<opentelemetry::metrics::UpDownCounter<double>> up_down_;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<double>> histogram_;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<double>> exponential_;
  nostd::unique_ptr<opentelemetry::metrics::Counter<uint64_t>> filtered_;
  nostd::unique_ptr<opentelemetry::metrics::Gauge<int64_t>> gauge_;
};

void AddViews(MeterProvider& provider) {
  provider.AddView(InstrumentSelectorFactory::Create(InstrumentType::kHistogram, "exponential", ""),
                   MeterSelectorFactory::Create("", "", ""),
                   ViewFactory::Create("", "", AggregationType::kBase2ExponentialHistogram));
  provider.AddView(InstrumentSelectorFactory::Create(InstrumentType::kCounter, "filtered", ""),
                   MeterSelectorFactory::Create("", "", ""),
                   ViewFactory::Create("", "", AggregationType::kDefault, nullptr,
                                       std::make_unique<FilteringExcludeAttributesProcessor>(
                                           FilterAttributeMap{{"user", true}})));
}

TEST(MetricsAllocationTest, AMeasurementThatWasSeenAllocatesNothing) {
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  AddViews(provider);
  EveryInstrument instruments(*provider.GetMeter("m"));
  instruments.Measure();
  for (int collected = 0; collected < 2; ++collected) {
    FailAllocation(1, Fail::kFromThenOn);
    for (int i = 0; i < 100; ++i) instruments.Measure();
    EXPECT_FALSE(AllocateAgain());
    EXPECT_NE(reader->Text(), "");
  }
}

TEST(MetricsAllocationTest, NorUnderASampledSpan) {
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  AddViews(provider);
  EveryInstrument instruments(*provider.GetMeter("m"));
  const uint8_t id[16] = {1};
  const trace::Scope scope(nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(
      trace::SpanContext(trace::TraceId(id), trace::SpanId(nostd::span<const uint8_t, 8>(id, 8)),
                         trace::TraceFlags(1), /*is_remote=*/false))));
  instruments.Measure();
  for (int collected = 0; collected < 2; ++collected) {
    FailAllocation(1, Fail::kFromThenOn);
    for (int i = 0; i < 100; ++i) instruments.Measure();
    EXPECT_FALSE(AllocateAgain());
    EXPECT_NE(reader->Text(), "");
  }
}

TEST(MetricsAllocationTest, AttributesWithoutAPlaceShareOneCell) {
  constexpr std::size_t kLimit = 100;
  constexpr std::size_t kBoundaries = 1000;  // a cell has one of them and one count for each
  constexpr std::size_t kCell = 2 * kBoundaries * sizeof(double);
  const auto config = std::make_shared<HistogramAggregationConfig>(kLimit);
  for (std::size_t i = 0; i < kBoundaries; ++i) {
    config->boundaries_.push_back(static_cast<double>(i));
  }
  MeterProvider provider;
  provider.AddView(InstrumentSelectorFactory::Create(InstrumentType::kHistogram, "h", ""),
                   MeterSelectorFactory::Create("", "", ""),
                   ViewFactory::Create("", "", AggregationType::kHistogram, config));
  const auto histogram = provider.GetMeter("m")->CreateDoubleHistogram("h");
  const std::size_t before = mallinfo2().uordblks;
  for (int i = 0; i < 10000; ++i) histogram->Record(1, {{"i", i}});
  const std::size_t grown = mallinfo2().uordblks - before;
  EXPECT_GT(grown, kLimit * kCell) << "or it says nothing";
  EXPECT_LT(grown, kLimit * kCell * 5 / 4);
}

TEST(MetricsAllocationTest, WithoutMemoryMeasurementsAreLostAndCountedAndLaterOnesAreNot) {
  int failures = 0;
  for (bool failed = true; failed; ++failures) {
    MeterProvider provider;
    const auto reader = std::make_shared<PullReader>();
    provider.AddMetricReader(reader);
    AddViews(provider);
    const auto meter = provider.GetMeter("m");
    EveryInstrument instruments(*meter);
    const auto before = tracebridge::Counted(tracebridge::Diagnostic::kOutOfMemory);
    FailAllocation(failures + 1, Fail::kOnce);
    instruments.Measure();
    failed = AllocateAgain();
    EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kOutOfMemory) > before, failed)
        << failures;
    instruments.Measure();
    EXPECT_EQ(reader->Metrics().size(), 6u);
  }
  EXPECT_GT(failures, 20);
}

TEST(MetricsAllocationTest, ACollectionWithoutMemoryLosesNoTotal) {
  for (int failures = 0, failed = 1; failed != 0; ++failures) {
    MeterProvider provider;
    const auto reader = std::make_shared<PullReader>();
    provider.AddMetricReader(reader);
    AddViews(provider);
    EveryInstrument instruments(*provider.GetMeter("m"));
    instruments.Measure();
    FailAllocation(failures + 1, Fail::kOnce);
    reader->Collect([](ResourceMetrics&) { return true; });
    failed = AllocateAgain() ? 1 : 0;
    instruments.Measure();
    const std::string text = reader->Text();
    EXPECT_NE(text.find("counter{} 6\n"), std::string::npos) << failures << text;
    EXPECT_NE(text.find("histogram{} 6 values"), std::string::npos) << failures << text;
  }
}

class NoExporter final : public PushMetricExporter {
 public:
  sdk::common::ExportResult Export(const ResourceMetrics&) noexcept override {
    return sdk::common::ExportResult::kSuccess;
  }
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

TEST(MetricsAllocationTest, AReaderWithoutMemoryForItsThreadSaysSo) {
  MeterProvider provider;
  const std::shared_ptr<MetricReader> reader = PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<NoExporter>(), PeriodicExportingMetricReaderOptions());
  provider.AddMetricReader(reader);
  FailAllocation(1, Fail::kFromThenOn);
  const bool is_awake = reader->WakeUp();
  EXPECT_TRUE(AllocateAgain());
  EXPECT_FALSE(is_awake);
  EXPECT_TRUE(reader->WakeUp());
}

TEST(MetricsAllocationTest, InstrumentsAreMadeWithoutMemory) {
  MeterProvider provider;
  const auto meter = provider.GetMeter("m");
  opentelemetry::metrics::NoopMeter noop;
  for (opentelemetry::metrics::Meter* const maker :
       std::initializer_list<opentelemetry::metrics::Meter*>{meter.get(), &noop}) {
    for (int round = 0; round < 3; ++round) {  // the places are given back
      std::vector<nostd::unique_ptr<opentelemetry::metrics::Counter<double>>> counters(40);
      FailAllocation(1, Fail::kFromThenOn);
      for (auto& counter : counters) {
        counter = maker->CreateDoubleCounter("n");
        if (counter != nullptr) counter->Add(1);
      }
      const auto observable = maker->CreateInt64ObservableGauge("g");
      EXPECT_TRUE(AllocateAgain());
      EXPECT_NE(observable, nullptr);
      for (const auto& counter : counters) EXPECT_NE(counter, nullptr);
    }
  }
  EXPECT_NE(provider.GetMeter("m2"), nullptr);
}

}  // namespace allocation_test
}  // namespace opentelemetry::sdk::metrics
