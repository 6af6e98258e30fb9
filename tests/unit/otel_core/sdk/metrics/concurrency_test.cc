// Threads that measure while readers collect: nothing is lost, nothing counted twice.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"

namespace opentelemetry::sdk::metrics {
namespace concurrency_test {

constexpr int kThreads = 4;
constexpr int kRounds = 3000;
constexpr int kSeries = 5;

void RunThreads(const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back(body, t);
  for (std::thread& thread : threads) thread.join();
}

std::int64_t SumOf(PullReader& reader) {
  std::int64_t sum = 0;
  for (const MetricData& metric : reader.Metrics()) {
    for (const PointDataAttributes& point : metric.point_data_attr_) {
      if (const auto* data = nostd::get_if<SumPointData>(&point.point_data)) {
        sum += nostd::get<std::int64_t>(data->value_);
      }
      if (const auto* data = nostd::get_if<HistogramPointData>(&point.point_data)) {
        std::uint64_t counted = 0;
        for (const std::uint64_t count : data->counts_) counted += count;
        EXPECT_EQ(counted, data->count_) << "a point is of one moment";
      }
    }
  }
  return sum;
}

TEST(MetricsConcurrencyTest, SumsAreExactWhileReadersCollect) {
  MeterProvider provider;
  const auto cumulative = std::make_shared<PullReader>();
  const auto delta = std::make_shared<PullReader>(AggregationTemporality::kDelta);
  provider.AddMetricReader(cumulative);
  provider.AddMetricReader(delta);
  const auto meter = provider.GetMeter("m");
  const auto counter = meter->CreateUInt64Counter("n");
  const auto histogram = meter->CreateUInt64Histogram("h");

  std::atomic<bool> is_over{false};
  std::int64_t of_deltas = 0;
  std::thread collecting([&] {
    std::int64_t last = 0;
    while (!is_over) {
      of_deltas += SumOf(*delta);
      const std::int64_t total = SumOf(*cumulative);
      EXPECT_GE(total, last) << "a total only grows";
      last = total;
    }
  });
  RunThreads([&](int) {
    for (int i = 0; i < kRounds; ++i) {
      counter->Add(1, {{"series", i % kSeries}});
      histogram->Record(static_cast<std::uint64_t>(i), {{"series", i % kSeries}});
    }
  });
  is_over = true;
  collecting.join();
  of_deltas += SumOf(*delta);
  EXPECT_EQ(of_deltas, kThreads * kRounds);
  EXPECT_EQ(SumOf(*cumulative), kThreads * kRounds);
}

TEST(MetricsConcurrencyTest, NothingIsLostInTheOverflow) {
  MeterProvider provider;
  const auto delta = std::make_shared<PullReader>(AggregationTemporality::kDelta);
  CardinalityLimits limits;
  limits.counter = 10;
  delta->SetCardinalityLimits(limits);
  provider.AddMetricReader(delta);
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");

  std::atomic<bool> is_over{false};
  std::int64_t of_deltas = 0;
  std::thread collecting([&] {
    while (!is_over) of_deltas += SumOf(*delta);
  });
  RunThreads([&](int t) {
    for (int i = 0; i < kRounds; ++i) counter->Add(1, {{"series", kRounds * t + i}});
  });
  is_over = true;
  collecting.join();
  EXPECT_EQ(of_deltas + SumOf(*delta), kThreads * kRounds);
}

TEST(MetricsConcurrencyTest, ASeriesKeepsItsPlaceOnAThreadThatOverflowed) {
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  CardinalityLimits limits;
  limits.counter = 3;
  reader->SetCardinalityLimits(limits);
  provider.AddMetricReader(reader);
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  counter->Add(1, {{"k", "a"}});
  counter->Add(1, {{"k", "b"}});
  std::thread([&] {
    for (int i = 0; i < 100; ++i) counter->Add(1, {{"k", i}});
    for (int i = 0; i < 2; ++i) counter->Add(1, {{"k", "a"}});
    for (int i = 0; i < 100; ++i) counter->Add(1, {{"k", i}});
  }).join();
  EXPECT_EQ(reader->Text(), "n{k=a} 3\nn{k=b} 1\nn{otel.metric.overflow=true} 200\n");
}

TEST(MetricsConcurrencyTest, InstrumentsViewsAndReadersComeAndGo) {
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  RunThreads([&](int t) {
    for (int i = 0; i < 100; ++i) {
      const auto meter = provider.GetMeter("m" + std::to_string(i % 7));
      meter->CreateUInt64Counter("n" + std::to_string(i))->Add(1);
      const auto gauge = meter->CreateInt64ObservableGauge("g" + std::to_string(t));
      gauge->AddCallback([](opentelemetry::metrics::ObserverResult result,
                            void*) { nostd::get<0>(result)->Observe(1); },
                         nullptr);
      if (i % 10 == t) reader->Text();
      if (i % 50 == 0) provider.AddMetricReader(std::make_shared<PullReader>());
      if (i % 25 == 0) provider.RemoveMeter("m1", "", "");
    }
  });
  EXPECT_TRUE(provider.Shutdown());
}

}  // namespace concurrency_test
}  // namespace opentelemetry::sdk::metrics
