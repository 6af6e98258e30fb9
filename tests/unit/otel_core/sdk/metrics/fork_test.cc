// A process that forks while it measures.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "tests/support/forked.h"
#include "tests/support/sanitizers.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"

namespace opentelemetry::sdk::metrics {
namespace fork_test {

using tracebridge::test::InChild;

TEST(MetricsForkTest, TheChildStartsFromZero) {
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  counter->Add(1, {{"of", "both"}});
  counter->Add(2, {{"of", "the parent"}});
  EXPECT_EQ(reader->Text(), "n{of=both} 1\nn{of=the parent} 2\n");
  const auto forked = std::chrono::system_clock::now().time_since_epoch();
  EXPECT_TRUE(InChild([&] {
    if (reader->Text() != "") return false;
    counter->Add(4, {{"of", "both"}});
    counter->Add(8, {{"of", "the child"}});
    const auto metrics = reader->Metrics();
    return metrics[0].start_ts.time_since_epoch() >= forked &&
           reader->Text() == "n{of=both} 4\nn{of=the child} 8\n";
  }));
  EXPECT_EQ(reader->Text(), "n{of=both} 1\nn{of=the parent} 2\n");
}

// Counts, without a lock that a fork could copy in its taken state.
class CountingExporter final : public PushMetricExporter {
 public:
  explicit CountingExporter(std::atomic<int>* count) : count_(count) {}
  sdk::common::ExportResult Export(const ResourceMetrics&) noexcept override {
    ++*count_;
    return sdk::common::ExportResult::kSuccess;
  }
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::atomic<int>* const count_;
};

TEST(MetricsForkTest, TheChildsReaderStartsAThreadOfItsOwn) {
  std::atomic<int> exports{0};
  PeriodicExportingMetricReaderOptions options;
  options.export_interval_millis = std::chrono::hours(1);
  MeterProvider provider;
  provider.AddMetricReader(PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<CountingExporter>(&exports), options));
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  counter->Add(1);
  EXPECT_TRUE(provider.ForceFlush());
  EXPECT_EQ(exports, 1);
  tracebridge::test::WaitUntilOthersSleep();
  EXPECT_TRUE(InChild([&] {
    const std::size_t threads = tracebridge::test::Threads();
    counter->Add(1);
    if (tracebridge::test::ThreadsOnce(threads + 1) != threads + 1) return false;
    return provider.ForceFlush() && exports == 2 && provider.Shutdown();
  }));
}

TEST(MetricsForkTest, TheChildNeverFindsALockTaken) {
  if (!tracebridge::test::kHeapSurvivesFork) GTEST_SKIP() << "forks from threads";
  MeterProvider provider;
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  const auto meter = provider.GetMeter("m");
  const auto counter = meter->CreateUInt64Counter("n");
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    for (int i = 0; !is_over; ++i) counter->Add(1, {{"i", i % 100}});
  });
  threads.emplace_back([&] {
    while (!is_over) reader->Text();
  });
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(InChild([&] {
      counter->Add(1, {{"i", 1}});
      meter->CreateUInt64Counter("m")->Add(1);
      return reader->Text() == "n{i=1} 1\nm{} 1\n";
    }));
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace fork_test
}  // namespace opentelemetry::sdk::metrics
