// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Periodic exporting MetricReader".
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace periodic_exporting_metric_reader_test {

using sdk::common::ExportResult;
using std::chrono::microseconds;

// What an exporter was asked, and what it does with it. Outlives the exporter.
struct Exported {
  std::mutex mutex;
  std::condition_variable changed;
  int exports = 0;
  std::string text;
  bool is_shut_down = false;
  int flushes = 0;
  bool blocks = false;  // until Shutdown
  ExportResult result = ExportResult::kSuccess;

  void WaitForExports(int count) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return exports >= count; });
  }
};

class TestExporter final : public PushMetricExporter {
 public:
  explicit TestExporter(Exported* exported) : exported_(exported) {}

  ExportResult Export(const ResourceMetrics& data) noexcept override {
    std::unique_lock<std::mutex> lock(exported_->mutex);
    ++exported_->exports;
    for (const ScopeMetrics& scope : data.scope_metric_data_) {
      for (const MetricData& metric : scope.metric_data_) {
        for (const PointDataAttributes& point : metric.point_data_attr_) {
          exported_->text +=
              metric.instrument_descriptor.name_ + " " + Text(point.point_data) + "\n";
        }
      }
    }
    exported_->changed.notify_all();
    if (exported_->blocks) {
      exported_->changed.wait(lock, [&] { return exported_->is_shut_down; });
      return ExportResult::kFailure;
    }
    return exported_->result;
  }
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kDelta;
  }
  bool ForceFlush(microseconds) noexcept override {
    const std::lock_guard<std::mutex> lock(exported_->mutex);
    ++exported_->flushes;
    return true;
  }
  bool Shutdown(microseconds) noexcept override {
    const std::lock_guard<std::mutex> lock(exported_->mutex);
    exported_->is_shut_down = true;
    exported_->changed.notify_all();
    return true;
  }

 private:
  Exported* const exported_;
};

PeriodicExportingMetricReaderOptions Every(std::chrono::milliseconds interval) {
  PeriodicExportingMetricReaderOptions options;
  options.export_interval_millis = interval;
  return options;
}

constexpr std::chrono::hours kNever{1};

class PeriodicReaderTest : public testing::Test {
 protected:
  void Start(std::chrono::milliseconds interval = kNever) {
    provider_ = std::make_unique<MeterProvider>();
    provider_->AddMetricReader(PeriodicExportingMetricReaderFactory::Create(
        std::make_unique<TestExporter>(&exported_), Every(interval)));
    counter_ = provider_->GetMeter("m")->CreateUInt64Counter("n");
  }

  Exported exported_;
  std::unique_ptr<MeterProvider> provider_;
  nostd::unique_ptr<opentelemetry::metrics::Counter<uint64_t>> counter_;
};

TEST_F(PeriodicReaderTest, ExportsAtIntervals) {
  Start(std::chrono::milliseconds(1));
  counter_->Add(1);
  exported_.WaitForExports(1);
  counter_->Add(2);
  exported_.WaitForExports(2);
  provider_.reset();
  EXPECT_EQ(exported_.text, "n 1\nn 2\n");
}

TEST_F(PeriodicReaderTest, ExportsObservedValues) {
  Start(std::chrono::milliseconds(1));
  const auto gauge = provider_->GetMeter("m")->CreateInt64ObservableGauge("g");
  gauge->AddCallback([](opentelemetry::metrics::ObserverResult result,
                        void*) { nostd::get<0>(result)->Observe(1); },
                     nullptr);
  exported_.WaitForExports(2);
  EXPECT_TRUE(provider_->Shutdown());
}

TEST_F(PeriodicReaderTest, ExportsWhatWasMeasuredBeforeItCame) {
  provider_ = std::make_unique<MeterProvider>();
  counter_ = provider_->GetMeter("m")->CreateUInt64Counter("n");
  counter_->Add(1);
  provider_->AddMetricReader(PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<TestExporter>(&exported_), Every(std::chrono::milliseconds(1))));
  exported_.WaitForExports(1);
  provider_.reset();
  EXPECT_EQ(exported_.text, "n 1\n");
}

// Produces one metric.
class OtherLibrary final : public MetricProducer {
 public:
  Result Produce() noexcept override {
    SumPointData sum;
    sum.value_ = std::int64_t{7};
    MetricData metric;
    metric.instrument_descriptor.name_ = "other";
    metric.point_data_attr_.push_back({{}, sum, {}});
    return {ResourceMetrics(nullptr, std::vector<ScopeMetrics>{ScopeMetrics(
                                         nullptr, std::vector<MetricData>{metric})}),
            Status::kSuccess};
  }
};

TEST_F(PeriodicReaderTest, ExportsWhatOtherLibrariesProduceWithoutAnInstrument) {
  auto reader = PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<TestExporter>(&exported_), Every(std::chrono::milliseconds(1)));
  reader->AddMetricProducer(std::make_shared<OtherLibrary>());
  provider_ = std::make_unique<MeterProvider>();
  provider_->AddMetricReader(std::move(reader));
  exported_.WaitForExports(1);
  provider_.reset();
  EXPECT_EQ(exported_.text.substr(0, 8), "other 7\n");
}

TEST_F(PeriodicReaderTest, ExportsWhatThereIsWhenFlushed) {
  Start();
  counter_->Add(1);
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_.text, "n 1\n");
  EXPECT_EQ(exported_.flushes, 1);
}

TEST_F(PeriodicReaderTest, ExportsNothingWhenThereIsNothing) {
  Start();
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_.exports, 0);
}

TEST_F(PeriodicReaderTest, ExportsOnlyWhenAskedWithTheLongestOfIntervals) {
  PeriodicExportingMetricReaderOptions options = Every(std::chrono::milliseconds::max());
  options.export_timeout_millis = std::chrono::milliseconds::max();
  auto reader = PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<TestExporter>(&exported_), options);
  reader->AddMetricProducer(std::make_shared<OtherLibrary>());  // always has something
  provider_ = std::make_unique<MeterProvider>();
  provider_->AddMetricReader(std::move(reader));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(provider_->ForceFlush());
  provider_.reset();
  EXPECT_EQ(exported_.exports, 11) << "the flushes, and a last time";
}

TEST_F(PeriodicReaderTest, ExportsALastTimeInShutdown) {
  Start();
  counter_->Add(1);
  EXPECT_TRUE(provider_->Shutdown());
  EXPECT_EQ(exported_.text, "n 1\n");
  EXPECT_TRUE(exported_.is_shut_down);
  EXPECT_FALSE(provider_->ForceFlush());
}

TEST_F(PeriodicReaderTest, ExportsALastTimeWhenItIsDestroyed) {
  Start();
  counter_->Add(1);
  provider_.reset();
  EXPECT_EQ(exported_.text, "n 1\n");
  EXPECT_TRUE(exported_.is_shut_down);
}

TEST_F(PeriodicReaderTest, CountsWhatCouldNotBeExported) {
  Start();
  exported_.result = ExportResult::kFailure;
  counter_->Add(1);
  const auto before = tracebridge::Counted(tracebridge::Diagnostic::kMetricDroppedExportFailed);
  EXPECT_FALSE(provider_->ForceFlush());
  EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kMetricDroppedExportFailed), before + 1);
}

TEST_F(PeriodicReaderTest, FlushAndShutdownDoNotWaitLongerThanTheyMay) {
  Start();
  exported_.blocks = true;
  counter_->Add(1);
  EXPECT_FALSE(provider_->ForceFlush(microseconds(1)));
  exported_.WaitForExports(1);
  EXPECT_FALSE(provider_->Shutdown(microseconds(1)));
  EXPECT_TRUE(exported_.is_shut_down) << "so that the export ends";
}

// Two readers, and a callback that runs once: on the thread of one of them.
class PeriodicReaderCallbackTest : public testing::Test {
 protected:
  void Run(std::function<void()> callback) {
    provider_ = std::make_unique<MeterProvider>();
    for (Exported* exported : {&first_, &second_}) {
      provider_->AddMetricReader(PeriodicExportingMetricReaderFactory::Create(
          std::make_unique<TestExporter>(exported), Every(std::chrono::milliseconds(1))));
    }
    callback_ = std::move(callback);
    const auto gauge = provider_->GetMeter("m")->CreateInt64ObservableGauge("g");
    gauge->AddCallback(
        [](opentelemetry::metrics::ObserverResult, void* state) {
          auto* const self = static_cast<PeriodicReaderCallbackTest*>(state);
          if (self->has_run_.exchange(true)) return;
          self->callback_();
          self->done_.set_value();
        },
        this);
    done_.get_future().wait();
  }

  static void WaitForShutdown(Exported* exported) {
    std::unique_lock<std::mutex> lock(exported->mutex);
    exported->changed.wait(lock, [&] { return exported->is_shut_down; });
  }

  Exported first_;
  Exported second_;
  std::unique_ptr<MeterProvider> provider_;
  std::function<void()> callback_;
  std::atomic<bool> has_run_{false};
  std::promise<void> done_;
};

TEST_F(PeriodicReaderCallbackTest, MayShutTheProviderDown) {
  Run([this] { EXPECT_FALSE(provider_->Shutdown(microseconds::max())); });
  WaitForShutdown(&first_);
  WaitForShutdown(&second_);
}

TEST_F(PeriodicReaderCallbackTest, MayFlushTheProvider) {
  Run([this] { EXPECT_FALSE(provider_->ForceFlush(microseconds::max())); });
}

TEST_F(PeriodicReaderCallbackTest, MayDestroyTheProvider) {
  Run([this] { provider_.reset(); });
  WaitForShutdown(&first_);
  WaitForShutdown(&second_);
}

TEST_F(PeriodicReaderTest, WithoutAnExporterDoesNothing) {
  MeterProvider provider;
  provider.AddMetricReader(PeriodicExportingMetricReaderFactory::Create(nullptr, Every(kNever)));
  provider.GetMeter("m")->CreateUInt64Counter("n")->Add(1);
  EXPECT_TRUE(provider.ForceFlush());
  EXPECT_TRUE(provider.Shutdown());
}

TEST(PeriodicReaderOptionsTest, AreReadFromTheEnvironment) {
  EXPECT_EQ(PeriodicExportingMetricReaderOptions().export_interval_millis,
            std::chrono::milliseconds(60000));
  EXPECT_EQ(PeriodicExportingMetricReaderOptions().export_timeout_millis,
            std::chrono::milliseconds(30000));
  setenv("OTEL_METRIC_EXPORT_INTERVAL", "1500", 1);
  setenv("OTEL_METRIC_EXPORT_TIMEOUT", "250", 1);
  EXPECT_EQ(PeriodicExportingMetricReaderOptions().export_interval_millis,
            std::chrono::milliseconds(1500));
  EXPECT_EQ(PeriodicExportingMetricReaderOptions().export_timeout_millis,
            std::chrono::milliseconds(250));
  unsetenv("OTEL_METRIC_EXPORT_INTERVAL");
  unsetenv("OTEL_METRIC_EXPORT_TIMEOUT");
}

class CountingHooks final : public sdk::common::ThreadInstrumentation {
 public:
  void OnStart() override { ++starts; }
  void OnEnd() override { ++ends; }
  std::atomic<int> starts{0};
  std::atomic<int> ends{0};
};

TEST(PeriodicReaderThreadTest, StartsWithTheFirstMeasurement) {
  Exported exported;
  const auto hooks = std::make_shared<CountingHooks>();
  PeriodicExportingMetricReaderRuntimeOptions runtime_options;
  runtime_options.periodic_thread_instrumentation = hooks;
  MeterProvider provider;
  provider.AddMetricReader(PeriodicExportingMetricReaderFactory::Create(
      std::make_unique<TestExporter>(&exported), Every(kNever), runtime_options));
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  EXPECT_EQ(hooks->starts, 0);
  counter->Add(1);
  EXPECT_TRUE(provider.Shutdown());
  EXPECT_EQ(hooks->starts, 1);
  EXPECT_EQ(hooks->ends, 1);
}

}  // namespace periodic_exporting_metric_reader_test
}  // namespace opentelemetry::sdk::metrics
