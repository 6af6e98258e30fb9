// OpenTelemetry specification 1.60.0, metrics/sdk.md, "MetricReader".
#include "opentelemetry/sdk/metrics/metric_reader.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "opentelemetry/sdk/resource/resource.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace metric_reader_test {

class PullReader final : public MetricReader {
 public:
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  std::string heard;

 private:
  bool OnForceFlush(std::chrono::microseconds) noexcept override {
    heard += "flush ";
    return true;
  }
  bool OnShutDown(std::chrono::microseconds) noexcept override {
    heard += Collect([](ResourceMetrics&) { return true; }) ? "shutdown " : "too late ";
    return true;
  }
  void OnInitialized() noexcept override { heard += "initialized "; }
  bool OnWakeUp() noexcept override {
    heard += "awake ";
    return true;
  }
};

// Produces one metric of its name.
class NamedProducer final : public MetricProducer {
 public:
  explicit NamedProducer(std::string name, Status status = Status::kSuccess,
                         const resource::Resource* resource = nullptr)
      : name_(std::move(name)), status_(status), resource_(resource) {}

  Result Produce() noexcept override {
    MetricData metric;
    metric.instrument_descriptor.name_ = name_;
    return {ResourceMetrics(resource_, std::vector<ScopeMetrics>{ScopeMetrics(
                                           nullptr, std::vector<MetricData>{metric})}),
            status_};
  }

 private:
  const std::string name_;
  const Status status_;
  const resource::Resource* const resource_;
};

std::string Collect(MetricReader& reader) {
  std::string names;
  const bool succeeded = reader.Collect([&](ResourceMetrics& data) {
    for (const ScopeMetrics& scope : data.scope_metric_data_) {
      for (const MetricData& metric : scope.metric_data_) {
        names += metric.instrument_descriptor.name_ + " ";
      }
    }
    return true;
  });
  return names + (succeeded ? "ok" : "failed");
}

TEST(MetricReaderTest, CollectsNothingBeforeItBelongsToAProvider) {
  PullReader reader;
  EXPECT_EQ(Collect(reader), "failed");
}

TEST(MetricReaderTest, CollectsOtherProducersAfterTheProviders) {
  const auto resource = resource::Resource::Create({{"service.name", "here"}});
  NamedProducer own("own", MetricProducer::Status::kSuccess, &resource);
  PullReader reader;
  reader.AddMetricProducer(std::make_shared<NamedProducer>("census"));
  reader.AddMetricProducer(nullptr);
  reader.SetMetricProducer(&own);
  EXPECT_EQ(Collect(reader), "own census ok");
  reader.Collect([&](ResourceMetrics& data) {
    EXPECT_EQ(data.resource_, &resource);
    return true;
  });
}

TEST(MetricReaderTest, WakesUpForAnotherProducerOnceItBelongsToAProvider) {
  NamedProducer own("own");
  PullReader first;
  first.AddMetricProducer(std::make_shared<NamedProducer>("census"));
  EXPECT_EQ(first.heard, "");
  first.SetMetricProducer(&own);
  EXPECT_EQ(first.heard, "initialized awake ");

  PullReader second;
  second.SetMetricProducer(&own);
  EXPECT_EQ(second.heard, "initialized ");
  second.AddMetricProducer(nullptr);
  EXPECT_EQ(second.heard, "initialized ");
  second.AddMetricProducer(std::make_shared<NamedProducer>("census"));
  EXPECT_EQ(second.heard, "initialized awake ");
}

TEST(MetricReaderTest, CollectsAQuietProducerLastAndWakesUpForNone) {
  NamedProducer own("own");
  PullReader reader;
  reader.AddQuietMetricProducer(std::make_shared<NamedProducer>("quiet"));
  reader.AddQuietMetricProducer(nullptr);
  reader.SetMetricProducer(&own);
  reader.AddQuietMetricProducer(std::make_shared<NamedProducer>("silent"));
  EXPECT_EQ(reader.heard, "initialized ");
  reader.AddMetricProducer(std::make_shared<NamedProducer>("census"));
  EXPECT_EQ(Collect(reader), "own census quiet silent ok");
}

TEST(MetricReaderTest, PassesOnWhatThereIsWhenAProducerFails) {
  NamedProducer own("own");
  PullReader reader;
  reader.SetMetricProducer(&own);
  reader.AddMetricProducer(
      std::make_shared<NamedProducer>("late", MetricProducer::Status::kTimeout));
  EXPECT_EQ(Collect(reader), "own late failed");
}

TEST(MetricReaderTest, FailsWithItsCallback) {
  NamedProducer own("own");
  PullReader reader;
  reader.SetMetricProducer(&own);
  EXPECT_FALSE(reader.Collect([](ResourceMetrics&) { return false; }));
  const auto before = tracebridge::Counted(tracebridge::Diagnostic::kCallbackThrew);
  EXPECT_FALSE(reader.Collect([](ResourceMetrics&) -> bool { throw std::runtime_error("no"); }));
  EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kCallbackThrew), before + 1);
}

TEST(MetricReaderTest, CollectsALastTimeInShutdownAndThenNoMore) {
  NamedProducer own("own");
  PullReader reader;
  reader.SetMetricProducer(&own);
  EXPECT_TRUE(reader.ForceFlush());
  EXPECT_FALSE(reader.IsShutdown());
  EXPECT_TRUE(reader.Shutdown());
  EXPECT_TRUE(reader.IsShutdown());
  EXPECT_EQ(Collect(reader), "failed");
  EXPECT_FALSE(reader.ForceFlush());
  EXPECT_TRUE(reader.Shutdown());
  EXPECT_EQ(reader.heard, "initialized flush shutdown ");
}

TEST(MetricReaderTest, HasALimitForEachKindOfInstrument) {
  PullReader reader;
  EXPECT_EQ(reader.GetCardinalityLimit(InstrumentType::kCounter), 2000u);
  CardinalityLimits limits;
  limits.counter = 1;
  limits.gauge = 2;
  limits.histogram = 3;
  limits.observable_counter = 4;
  limits.observable_gauge = 5;
  limits.observable_up_down_counter = 6;
  limits.up_down_counter = 7;
  reader.SetCardinalityLimits(limits);
  const InstrumentType in_order[] = {
      InstrumentType::kCounter,         InstrumentType::kGauge,
      InstrumentType::kHistogram,       InstrumentType::kObservableCounter,
      InstrumentType::kObservableGauge, InstrumentType::kObservableUpDownCounter,
      InstrumentType::kUpDownCounter};
  std::size_t expected = 0;
  for (const InstrumentType type : in_order)
    EXPECT_EQ(reader.GetCardinalityLimit(type), ++expected);
}

// A page may be scraped every second before there is a provider.
TEST(MetricReaderTest, SaysOnceThatItHasNoProvider) {
  PullReader reader;
  const auto collect = [&] {
    testing::internal::CaptureStderr();
    EXPECT_FALSE(reader.Collect([](ResourceMetrics&) { return true; }));
    return testing::internal::GetCapturedStderr();
  };
  EXPECT_NE(collect().find("belongs to no MeterProvider"), std::string::npos);
  EXPECT_EQ(collect(), "");
}

}  // namespace metric_reader_test
}  // namespace opentelemetry::sdk::metrics
