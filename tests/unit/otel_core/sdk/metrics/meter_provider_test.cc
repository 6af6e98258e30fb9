// OpenTelemetry specification 1.60.0, metrics/sdk.md.
#include "opentelemetry/sdk/metrics/meter_provider.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/meter.h"
#include "opentelemetry/sdk/metrics/meter_context_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "opentelemetry/sdk/metrics/provider.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace meter_provider_test {

using tracebridge::Counted;
using tracebridge::Diagnostic;

class MeterProviderTest : public testing::Test {
 protected:
  explicit MeterProviderTest(
      AggregationTemporality temporality = AggregationTemporality::kCumulative)
      : reader_(std::make_shared<PullReader>(temporality)) {
    provider_.AddMetricReader(reader_);
  }

  MeterProvider provider_;
  std::shared_ptr<PullReader> reader_;
  nostd::shared_ptr<opentelemetry::metrics::Meter> meter_ = provider_.GetMeter("shop", "1.2");
};

class DeltaTest : public MeterProviderTest {
 protected:
  DeltaTest() : MeterProviderTest(AggregationTemporality::kDelta) {}
};

TEST_F(MeterProviderTest, CollectsEverySynchronousInstrument) {
  meter_->CreateUInt64Counter("counter")->Add(7);
  meter_->CreateDoubleCounter("double_counter")->Add(0.5);
  meter_->CreateInt64UpDownCounter("up_down")->Add(-3);
  meter_->CreateDoubleUpDownCounter("double_up_down")->Add(-0.5);
  meter_->CreateUInt64Histogram("histogram")->Record(7);
  meter_->CreateDoubleHistogram("double_histogram")->Record(0.5);
  meter_->CreateInt64Gauge("gauge")->Record(-7);
  meter_->CreateDoubleGauge("double_gauge")->Record(-0.5);
  EXPECT_EQ(reader_->Text(),
            "counter{} 7\n"
            "double_counter{} 0.5\n"
            "up_down{} -3\n"
            "double_up_down{} -0.5\n"
            "histogram{} 1 values, sum 7, 7..7, [0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0]\n"
            "double_histogram{} 1 values, sum 0.5, 0.5..0.5, [0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0]\n"
            "gauge{} last -7\n"
            "double_gauge{} last -0.5\n");
}

TEST_F(MeterProviderTest, MakesASeriesOfEachSetOfAttributes) {
  const auto counter = meter_->CreateUInt64Counter("requests");
  counter->Add(1, {{"route", "/"}, {"code", 200}});
  counter->Add(2, {{"code", 200}, {"route", "/"}});  // in another order
  counter->Add(4, {{"code", 500}, {"code", int64_t{200}}, {"route", std::string_view("/")}});
  counter->Add(8, {{"route", "/"}});
  counter->Add(16);
  EXPECT_EQ(reader_->Text(),
            "requests{code=200, route=/} 7\n"
            "requests{route=/} 8\n"
            "requests{} 16\n");
}

TEST_F(MeterProviderTest, TellsValuesOfEveryTypeApart) {
  const bool flags[] = {true, false};
  const int64_t numbers[] = {1, 2};
  const double doubles[] = {1, 2};
  const nostd::string_view texts[] = {"1", "2"};
  const uint8_t bytes[] = {1, 2};
  const auto counter = meter_->CreateUInt64Counter("n");
  for (int twice = 0; twice < 2; ++twice) {
    counter->Add(1, {{"k", 1}});
    counter->Add(1, {{"k", 1.0}});
    counter->Add(1, {{"k", true}});
    counter->Add(1, {{"k", "1"}});
    counter->Add(1, {{"k", std::numeric_limits<uint64_t>::max()}});
    counter->Add(1, {{"k", nostd::span<const bool>(flags)}});
    counter->Add(1, {{"k", nostd::span<const int64_t>(numbers)}});
    counter->Add(1, {{"k", nostd::span<const double>(doubles)}});
    counter->Add(1, {{"k", nostd::span<const nostd::string_view>(texts)}});
    counter->Add(1, {{"k", nostd::span<const uint8_t>(bytes)}});
  }
  const auto metrics = reader_->Metrics();
  ASSERT_EQ(metrics.size(), 1u);
  ASSERT_EQ(metrics[0].point_data_attr_.size(), 10u);
  for (const PointDataAttributes& point : metrics[0].point_data_attr_) {
    EXPECT_EQ(Text(point.point_data), "2") << Text(point.attributes);
  }
}

TEST_F(MeterProviderTest, AddsUpWhileItIsCollected) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  EXPECT_EQ(reader_->Text(), "n{} 1\n");
  counter->Add(2);
  EXPECT_EQ(reader_->Text(), "n{} 3\n");
  EXPECT_EQ(reader_->Text(), "n{} 3\n");
}

TEST_F(MeterProviderTest, StartsOnceAndEndsAtEachCollection) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  const auto first = reader_->Metrics();
  const auto second = reader_->Metrics();
  EXPECT_EQ(first[0].aggregation_temporality, AggregationTemporality::kCumulative);
  EXPECT_EQ(first[0].start_ts, second[0].start_ts);
  EXPECT_LE(first[0].start_ts.time_since_epoch(), first[0].end_ts.time_since_epoch());
  EXPECT_LT(first[0].end_ts.time_since_epoch(), second[0].end_ts.time_since_epoch());
}

TEST_F(MeterProviderTest, AReaderThatComesLaterStartsWhereTheCollectionBeforeEnded) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  const auto before = reader_->Metrics();
  const auto late = std::make_shared<PullReader>();
  provider_.AddMetricReader(late);
  for (const char* const total : {"2", "4"}) {
    counter->Add(2);
    const auto metrics = late->Metrics();
    EXPECT_EQ(Text(metrics[0].point_data_attr_[0].point_data), total);
    EXPECT_EQ(metrics[0].start_ts, before[0].end_ts);
  }
  EXPECT_EQ(reader_->Metrics()[0].start_ts, before[0].start_ts);
}

TEST_F(DeltaTest, TellsWhatCameSinceTheCollectionBefore) {
  const auto counter = meter_->CreateUInt64Counter("n");
  const auto histogram = meter_->CreateDoubleHistogram("h");
  counter->Add(1);
  histogram->Record(5);
  EXPECT_EQ(reader_->Text(),
            "n{} 1\nh{} 1 values, sum 5, 5..5, [0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0]\n");
  EXPECT_EQ(reader_->Text(), "");
  counter->Add(2);
  EXPECT_EQ(reader_->Text(), "n{} 2\n");
}

TEST_F(DeltaTest, EachIntervalBeginsWhereTheOneBeforeEnded) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  const auto first = reader_->Metrics();
  counter->Add(1);
  const auto second = reader_->Metrics();
  EXPECT_EQ(second[0].aggregation_temporality, AggregationTemporality::kDelta);
  EXPECT_EQ(second[0].start_ts, first[0].end_ts);
}

TEST_F(MeterProviderTest, EachReaderHasItsOwnTemporality) {
  const auto delta = std::make_shared<PullReader>(AggregationTemporality::kDelta);
  provider_.AddMetricReader(delta);
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  EXPECT_EQ(reader_->Text(), "n{} 1\n");
  counter->Add(2);
  EXPECT_EQ(delta->Text(), "n{} 3\n");
  EXPECT_EQ(reader_->Text(), "n{} 3\n");
  EXPECT_EQ(delta->Text(), "");
}

TEST_F(MeterProviderTest, IgnoresValuesThatAnInstrumentDoesNotTake) {
  const auto before = Counted(Diagnostic::kMetricValueIgnored);
  meter_->CreateDoubleCounter("counter")->Add(-1);
  meter_->CreateDoubleCounter("counter")->Add(NAN);
  meter_->CreateDoubleUpDownCounter("up_down")->Add(INFINITY);
  meter_->CreateDoubleHistogram("histogram")->Record(-0.5);
  meter_->CreateDoubleHistogram("histogram")->Record(NAN);
  meter_->CreateUInt64Histogram("integers")->Record(std::numeric_limits<uint64_t>::max());
  meter_->CreateUInt64Counter("integer_counter")->Add(std::uint64_t{1} << 63);
  EXPECT_EQ(Counted(Diagnostic::kMetricValueIgnored), before + 7);
  EXPECT_EQ(reader_->Text(), "");
}

TEST_F(MeterProviderTest, TakesTheGreatestSignedInteger) {
  meter_->CreateUInt64Counter("counter")->Add((std::uint64_t{1} << 63) - 1);
  EXPECT_EQ(reader_->Text(), "counter{} 9223372036854775807\n");
}

TEST(MetricReaderOwnershipTest, WhatIsCollectedOutlivesTheProvider) {
  auto provider = std::make_unique<MeterProvider>();
  const auto reader = std::make_shared<PullReader>();
  provider->AddMetricReader(reader);
  provider->GetMeter("shop")->CreateUInt64Counter("n")->Add(1);
  std::string scope;
  EXPECT_TRUE(reader->Collect([&](ResourceMetrics& data) {
    provider.reset();
    scope = data.scope_metric_data_.at(0).scope_->GetName();
    return data.resource_->GetAttributes().size() > 0;
  }));
  EXPECT_EQ(scope, "shop");
  EXPECT_FALSE(reader->Collect([](ResourceMetrics&) { return true; }));
}

// Wakes up when it is asked for the `tries`-th time.
class SleepyReader final : public MetricReader {
 public:
  explicit SleepyReader(int tries) : tries_(tries) {}
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  int asked = 0;

 private:
  bool OnForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool OnShutDown(std::chrono::microseconds) noexcept override { return true; }
  bool OnWakeUp() noexcept override { return ++asked >= tries_; }

  const int tries_;
};

TEST_F(MeterProviderTest, AsksAReaderThatDoesNotWakeUpAgainAndEverMoreSeldom) {
  const auto reader = std::make_shared<SleepyReader>(4);
  provider_.AddMetricReader(reader);
  const auto counter = meter_->CreateUInt64Counter("n");
  for (const int asked : {1, 1, 2, 2, 2, 2, 3, 3, 3}) {
    counter->Add(1);
    EXPECT_EQ(reader->asked, asked);
  }
  for (int i = 0; i < 100; ++i) counter->Add(1);
  EXPECT_EQ(reader->asked, 4);

  const auto never = std::make_shared<SleepyReader>(1000);
  provider_.AddMetricReader(never);
  const auto other = meter_->CreateUInt64Counter("other");
  never->asked = 0;
  for (int i = 0; i < 2000; ++i) other->Add(1);
  EXPECT_EQ(never->asked, 10);
}

// Throws instead of a second attribute.
struct ThrowingAttributes {
  struct Iterator {
    int at;
    const std::pair<std::string, int>* operator->() const {
      static const std::pair<std::string, int> first{"k", 1};
      if (at == 1) throw std::runtime_error("no more");
      return &first;
    }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Iterator begin() const { return {0}; }
  Iterator end() const { return {2}; }
  std::size_t size() const { return 2; }
};

TEST_F(MeterProviderTest, IgnoresAMeasurementWhoseAttributesThrow) {
  const auto counter = meter_->CreateUInt64Counter("n");
  const auto before = Counted(Diagnostic::kCallbackThrew);
  counter->Add(1, ThrowingAttributes());
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
  EXPECT_EQ(reader_->Text(), "");
}

TEST_F(MeterProviderTest, MendsInvalidUtf8) {
  meter_->CreateUInt64Counter("n", "caf\xe9")->Add(1, {{"k\xff", "v\xff"}});
  const auto metrics = reader_->Metrics();
  EXPECT_EQ(metrics[0].instrument_descriptor.description_, "caf\xef\xbf\xbd");
  EXPECT_EQ(Text(metrics[0].point_data_attr_[0].attributes), "{k\xef\xbf\xbd=v\xef\xbf\xbd}");
}

TEST_F(MeterProviderTest, EqualInstrumentsCountForOneMetric) {
  meter_->CreateUInt64Counter("Requests", "served", "1")->Add(1);
  meter_->CreateUInt64Counter("requests", "served", "1")->Add(2);
  provider_.GetMeter("shop", "1.2")->CreateUInt64Counter("REQUESTS", "served", "1")->Add(4);
  EXPECT_EQ(reader_->Text(), "Requests{} 7\n");
}

TEST_F(MeterProviderTest, ContradictoryInstrumentsMakeTwoMetrics) {
  testing::internal::CaptureStderr();
  meter_->CreateUInt64Counter("n")->Add(1);
  meter_->CreateUInt64Histogram("n")->Record(2);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("makes a second metric \"n\""),
            std::string::npos);
  EXPECT_EQ(reader_->Metrics().size(), 2u);
}

struct NameCase {
  std::string name;
  std::string unit;
  bool is_allowed;
};

TEST_F(MeterProviderTest, RefusesNamesAndUnitsThatAreNotAllowed) {
  const NameCase cases[] = {
      {"a", "", true},
      {"http.server/requests-per_second2", "{request}/s", true},
      {"a" + std::string(254, 'b'), std::string(63, 'u'), true},
      {"", "", false},
      {"2fast", "", false},
      {"_a", "", false},
      {"a b", "", false},
      {"caf\xc3\xa9", "", false},
      {"a" + std::string(255, 'b'), "", false},
      {"ok", std::string(64, 'u'), false},
      {"ok", "\xc2\xb5s", false},
  };
  for (const NameCase& row : cases) {
    MeterProvider provider;
    const auto reader = std::make_shared<PullReader>();
    provider.AddMetricReader(reader);
    testing::internal::CaptureStderr();
    const auto counter = provider.GetMeter("m")->CreateUInt64Counter(row.name, "", row.unit);
    const std::string message = testing::internal::GetCapturedStderr();
    ASSERT_NE(counter, nullptr);
    counter->Add(1);
    EXPECT_EQ(reader->Metrics().size(), row.is_allowed ? 1u : 0u) << row.name;
    EXPECT_EQ(message.find("does nothing") != std::string::npos, !row.is_allowed) << message;
  }
}

TEST_F(MeterProviderTest, TellsMetersApartByTheirScope) {
  EXPECT_EQ(provider_.GetMeter("shop", "1.2"), meter_);
  EXPECT_NE(provider_.GetMeter("shop", "1.3"), meter_);
  EXPECT_NE(provider_.GetMeter("shop", "1.2", "", {{"k", "v"}}), meter_);
  const auto& meter = static_cast<const Meter&>(*meter_);
  EXPECT_EQ(meter.GetInstrumentationScope()->GetName(), "shop");
}

TEST_F(MeterProviderTest, ARemovedMeterIsCollectedNoMore) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  provider_.RemoveMeter("shop", "1.2", "");
  counter->Add(1);
  EXPECT_EQ(reader_->Text(), "");
  provider_.GetMeter("shop", "1.2")->CreateUInt64Counter("n")->Add(5);
  EXPECT_EQ(reader_->Text(), "n{} 5\n");
}

TEST_F(MeterProviderTest, ADisabledMeterDoesNothing) {
  using Configurator = instrumentationscope::ScopeConfigurator<MeterConfig>;
  MeterProvider provider(
      nullptr, resource::Resource::Create({}),
      std::make_unique<Configurator>(Configurator::Builder(MeterConfig::Default())
                                         .AddConditionNameEquals("off", MeterConfig::Disabled())
                                         .Build()));
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  provider.GetMeter("off")->CreateUInt64Counter("a")->Add(1);
  provider.GetMeter("on")->CreateUInt64Counter("b")->Add(1);
  EXPECT_EQ(reader->Text(), "b{} 1\n");
}

TEST_F(MeterProviderTest, CollectsNoMoreAfterShutdown) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  EXPECT_TRUE(provider_.ForceFlush());
  EXPECT_TRUE(provider_.Shutdown());
  EXPECT_TRUE(provider_.Shutdown());
  counter->Add(1);
  EXPECT_EQ(reader_->Text(), "");
}

TEST(MeterProviderLifetimeTest, InstrumentsAndMetersMayOutliveIt) {
  auto provider = MeterProviderFactory::Create(MeterContextFactory::Create());
  const auto reader = std::make_shared<PullReader>();
  provider->AddMetricReader(reader);
  const auto meter = provider->GetMeter("m");
  const auto counter = meter->CreateUInt64Counter("n");
  const auto gauge = meter->CreateInt64ObservableGauge("g");
  provider.reset();
  counter->Add(1);
  meter->CreateUInt64Counter("later")->Add(1);
  gauge->AddCallback([](opentelemetry::metrics::ObserverResult, void*) { FAIL(); }, nullptr);
  EXPECT_EQ(reader->Text(), "");
}

TEST(MeterProviderLifetimeTest, IsInstalledForTheProcess) {
  const std::shared_ptr<opentelemetry::metrics::MeterProvider> provider =
      MeterProviderFactory::Create();
  Provider::SetMeterProvider(provider);
  EXPECT_EQ(opentelemetry::metrics::Provider::GetMeterProvider(), provider);
  Provider::SetMeterProvider(nullptr);
}

TEST_F(MeterProviderTest, AFilterLeavesOutMetricsAndPoints) {
  const auto filtered = std::make_shared<PullReader>();
  provider_.AddMetricReader(
      filtered,
      MetricFilter::Create(
          [](const instrumentationscope::InstrumentationScope&, nostd::string_view name,
             const InstrumentType&, nostd::string_view) {
            if (name == "none") return MetricFilter::MetricFilterResult::kDrop;
            return name == "some" ? MetricFilter::MetricFilterResult::kAcceptPartial
                                  : MetricFilter::MetricFilterResult::kAccept;
          },
          [](const instrumentationscope::InstrumentationScope&, nostd::string_view,
             const InstrumentType&, nostd::string_view, const PointAttributes& attributes) {
            return attributes.empty() ? MetricFilter::AttributesFilterResult::kDrop
                                      : MetricFilter::AttributesFilterResult::kAccept;
          }));
  for (const char* name : {"none", "some", "all"}) {
    const auto counter = meter_->CreateUInt64Counter(name);
    counter->Add(1);
    counter->Add(2, {{"k", "v"}});
  }
  EXPECT_EQ(filtered->Text(), "some{k=v} 2\nall{} 1\nall{k=v} 2\n");
  EXPECT_EQ(reader_->Metrics().size(), 3u) << "the other reader has all";
}

class CardinalityTest : public MeterProviderTest {
 protected:
  static constexpr std::size_t kLimit = 4;

  void Limit() {
    CardinalityLimits limits;
    limits.counter = limits.observable_counter = kLimit;
    reader_->SetCardinalityLimits(limits);
  }
};

TEST_F(CardinalityTest, CountsWhatHasNoPlaceInOnePoint) {
  Limit();
  const auto counter = meter_->CreateUInt64Counter("n");
  const auto before = Counted(Diagnostic::kMetricOverflow);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20; ++i) counter->Add(1, {{"i", i}});
  }
  EXPECT_EQ(reader_->Text(), "n{i=0} 2\nn{i=1} 2\nn{i=2} 2\nn{otel.metric.overflow=true} 34\n");
  EXPECT_EQ(Counted(Diagnostic::kMetricOverflow), before + 34);
  for (int i = 0; i < 20; ++i) counter->Add(1, {{"i", i}});
  EXPECT_EQ(reader_->Text(), "n{i=0} 3\nn{i=1} 3\nn{i=2} 3\nn{otel.metric.overflow=true} 51\n");
}

TEST_F(CardinalityTest, FindsASeriesInEveryOrderOfItsAttributes) {
  Limit();
  const auto counter = meter_->CreateUInt64Counter("n");
  const std::pair<nostd::string_view, int> in_order[] = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}};
  std::vector<std::pair<nostd::string_view, int>> attributes(std::begin(in_order),
                                                             std::end(in_order));
  int orders = 0;
  do {
    counter->Add(1, attributes);
    ++orders;
  } while (std::next_permutation(attributes.begin(), attributes.end()));
  EXPECT_EQ(reader_->Text(), "n{a=1, b=1, c=1, d=1} " + std::to_string(orders) + "\n");
}

class DeltaCardinalityTest : public DeltaTest {};

TEST_F(DeltaCardinalityTest, GivesTheNextIntervalAllPlaces) {
  CardinalityLimits limits;
  limits.counter = 3;
  reader_->SetCardinalityLimits(limits);
  const auto counter = meter_->CreateUInt64Counter("n");
  for (int interval = 0; interval < 3; ++interval) {
    const int i = 10 * interval;
    for (int n = 0; n < 4; ++n) counter->Add(1, {{"i", i + n}});
    EXPECT_EQ(reader_->Text(), "n{i=" + std::to_string(i) + "} 1\nn{i=" + std::to_string(i + 1) +
                                   "} 1\nn{otel.metric.overflow=true} 2\n");
  }
}

}  // namespace meter_provider_test
}  // namespace opentelemetry::sdk::metrics
