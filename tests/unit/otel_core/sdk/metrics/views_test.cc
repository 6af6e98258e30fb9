// OpenTelemetry specification 1.60.0, metrics/sdk.md, "View".
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/predicate_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/sdk/metrics/view/view_registry_factory.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"

namespace opentelemetry::sdk::metrics {
namespace views_test {

struct PatternCase {
  const char* pattern;
  const char* name;
  bool matches;
};

TEST(PredicateTest, APatternIsOneOfTheSpecificationOrARegularExpression) {
  const PatternCase cases[] = {
      {"*", "anything", true},
      {"requests", "requests", true},
      {"requests", "requests2", false},
      {"http.?", "http.a", true},
      {"http.?", "http.ab", false},
      {"*.duration", "http.duration", true},
      {"*.duration", "httpXduration", false},
      // opentelemetry-cpp's
      {".*", "anything", true},
      {"http.*", "http.server", true},
      {"http.*", "https", true},
      {"a|b", "b", true},
      {"[ab]+", "abba", true},
      {"[ab]+", "c", false},
      {"(", "(", false},
  };
  for (const PatternCase& row : cases) {
    testing::internal::CaptureStderr();
    const auto predicate = PredicateFactory::GetPredicate(row.pattern, PredicateType::kPattern);
    EXPECT_EQ(predicate->Match(row.name), row.matches) << row.pattern << " " << row.name;
    EXPECT_EQ(testing::internal::GetCapturedStderr().empty(), std::string("(") != row.pattern);
  }
}

TEST(PredicateTest, AnExactTextIsItselfAndNoneIsAny) {
  EXPECT_TRUE(PredicateFactory::GetPredicate("a*", PredicateType::kExact)->Match("a*"));
  EXPECT_FALSE(PredicateFactory::GetPredicate("a*", PredicateType::kExact)->Match("ab"));
  EXPECT_TRUE(PredicateFactory::GetPredicate("", PredicateType::kExact)->Match("ab"));
}

class ViewTest : public testing::Test {
 protected:
  ViewTest() { provider_.AddMetricReader(reader_); }

  void AddView(InstrumentType type, const std::string& name, std::unique_ptr<View> view,
               const std::string& unit = "", const std::string& meter = "",
               const std::string& version = "") {
    provider_.AddView(InstrumentSelectorFactory::Create(type, name, unit),
                      MeterSelectorFactory::Create(meter, version, ""), std::move(view));
  }

  nostd::shared_ptr<opentelemetry::metrics::Meter> meter() { return provider_.GetMeter("m", "1"); }

  const std::shared_ptr<PullReader> reader_ = std::make_shared<PullReader>();
  MeterProvider provider_;
};

TEST_F(ViewTest, RenamesAndDescribes) {
  AddView(InstrumentType::kCounter, "n", ViewFactory::Create("renamed", "described"));
  meter()->CreateUInt64Counter("n", "old", "1")->Add(1);
  const auto metrics = reader_->Metrics();
  EXPECT_EQ(metrics[0].instrument_descriptor.name_, "renamed");
  EXPECT_EQ(metrics[0].instrument_descriptor.description_, "described");
  EXPECT_EQ(metrics[0].instrument_descriptor.unit_, "1");
}

TEST_F(ViewTest, ChangesTheAggregation) {
  auto config = std::make_shared<HistogramAggregationConfig>();
  config->boundaries_ = {10, 1, 10, 5};
  AddView(InstrumentType::kHistogram, "explicit",
          ViewFactory::Create("", "", AggregationType::kHistogram, config));
  auto exponential = std::make_shared<Base2ExponentialHistogramAggregationConfig>();
  exponential->max_scale_ = 0;
  AddView(InstrumentType::kHistogram, "exponential",
          ViewFactory::Create("", "", AggregationType::kBase2ExponentialHistogram, exponential));
  AddView(InstrumentType::kHistogram, "summed", ViewFactory::Create("", "", AggregationType::kSum));
  AddView(InstrumentType::kHistogram, "dropped",
          ViewFactory::Create("", "", AggregationType::kDrop));
  for (const char* name : {"explicit", "exponential", "summed", "dropped"}) {
    meter()->CreateDoubleHistogram(name)->Record(6);
  }
  EXPECT_EQ(reader_->Text(),
            "explicit{} 1 values, sum 6, 6..6, [0 0 1 0]\n"
            "exponential{} 1 values, sum 6, 6..6, scale 0, zeros 0, + {2: 1}, - {}\n"
            "summed{} 6\n");
}

TEST_F(ViewTest, KeepsTheAttributesThatItNames) {
  AddView(InstrumentType::kCounter, "n",
          ViewFactory::Create(
              "", "", AggregationType::kDefault, nullptr,
              std::make_unique<FilteringAttributesProcessor>(FilterAttributeMap{{"route", true}})));
  const auto counter = meter()->CreateUInt64Counter("n");
  for (int user = 0; user < 5000; ++user) counter->Add(1, {{"user", user}, {"route", "/"}});
  EXPECT_EQ(reader_->Text(), "n{route=/} 5000\n");
}

// Not one of ours: its process() says more than its isPresent().
class Renamer final : public AttributesProcessor {
 public:
  MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept override {
    MetricAttributes result;
    attributes.ForEachKeyValue(
        [&](nostd::string_view key, opentelemetry::common::AttributeValue value) {
          result.SetAttribute("my." + std::string(key), value);
          return true;
        });
    result.UpdateHash();
    return result;
  }
  bool isPresent(nostd::string_view) const noexcept override { return true; }
};

TEST_F(ViewTest, AsksAProgramsOwnProcessor) {
  AddView(
      InstrumentType::kCounter, "n",
      ViewFactory::Create("", "", AggregationType::kDefault, nullptr, std::make_unique<Renamer>()));
  const auto counter = meter()->CreateUInt64Counter("n");
  counter->Add(1, {{"a", 1}, {"b", 2}});
  counter->Add(2, {{"b", 2}, {"a", 1}});
  EXPECT_EQ(reader_->Text(), "n{my.a=1, my.b=2} 3\n");
}

TEST_F(ViewTest, SeveralViewsMakeSeveralMetrics) {
  AddView(InstrumentType::kCounter, "n", ViewFactory::Create("one"));
  AddView(InstrumentType::kCounter, "*", ViewFactory::Create("two"));
  meter()->CreateUInt64Counter("n")->Add(1);
  EXPECT_EQ(reader_->Text(), "one{} 1\ntwo{} 1\n");
}

TEST_F(ViewTest, IsForTheKindUnitAndMeterThatItNames) {
  AddView(InstrumentType::kHistogram, "*", ViewFactory::Create("wrong_kind"));
  AddView(InstrumentType::kCounter, "*", ViewFactory::Create("wrong_unit"), "s");
  AddView(InstrumentType::kCounter, "*", ViewFactory::Create("wrong_meter"), "", "other");
  AddView(InstrumentType::kCounter, "*", ViewFactory::Create("wrong_version"), "", "m", "2");
  AddView(InstrumentType::kCounter, "*", ViewFactory::Create("right"), "ms", "m", "1");
  meter()->CreateUInt64Counter("n", "", "ms")->Add(1);
  provider_.GetMeter("m")->CreateUInt64Counter("n", "", "ms")->Add(2);  // without a version
  EXPECT_EQ(reader_->Text(), "right{} 1\nwrong_version{} 2\nright{} 2\n");
}

TEST_F(ViewTest, LimitsTheNumberOfSeries) {
  AddView(
      InstrumentType::kCounter, "n",
      ViewFactory::Create("", "", AggregationType::kSum, std::make_shared<AggregationConfig>(2)));
  const auto counter = meter()->CreateUInt64Counter("n");
  for (int i = 0; i < 5; ++i) counter->Add(1, {{"i", i}});
  EXPECT_EQ(reader_->Text(), "n{i=0} 1\nn{otel.metric.overflow=true} 4\n");
}

TEST_F(ViewTest, IsRefusedWhenItContradictsItself) {
  testing::internal::CaptureStderr();
  AddView(InstrumentType::kCounter, "n",
          ViewFactory::Create("changed", "", AggregationType::kSum,
                              std::make_shared<HistogramAggregationConfig>()));
  provider_.AddView(nullptr, nullptr, ViewFactory::Create("changed"));
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("view \"changed\" is ignored"), std::string::npos) << log;
  EXPECT_NE(log.find("a view without selectors"), std::string::npos) << log;
  meter()->CreateUInt64Counter("n")->Add(1);
  EXPECT_EQ(reader_->Text(), "n{} 1\n");
}

TEST_F(ViewTest, OfTheRegistryThatTheProviderIsMadeWithCounts) {
  auto registry = ViewRegistryFactory::Create();
  registry->AddView(InstrumentSelectorFactory::Create(InstrumentType::kCounter, "n", ""),
                    MeterSelectorFactory::Create("", "", ""), ViewFactory::Create("renamed"));
  MeterProvider provider(std::move(registry));
  const auto reader = std::make_shared<PullReader>();
  provider.AddMetricReader(reader);
  provider.GetMeter("m")->CreateUInt64Counter("n")->Add(1);
  EXPECT_EQ(reader->Text(), "renamed{} 1\n");
}

// A reader that wants exponential histograms.
class ExponentialReader final : public MetricReader {
 public:
  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return AggregationTemporality::kCumulative;
  }
  AggregationType GetDefaultAggregation(InstrumentType type) const noexcept override {
    return type == InstrumentType::kHistogram ? AggregationType::kBase2ExponentialHistogram
                                              : AggregationType::kDefault;
  }

 private:
  bool OnForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool OnShutDown(std::chrono::microseconds) noexcept override { return true; }
};

// "exponential" or "explicit": what the histogram "h" becomes, with a view that has `type` and `config` when `has_view`.
std::string KindOfHistogram(bool has_view, AggregationType type,
                            std::shared_ptr<AggregationConfig> config) {
  MeterProvider provider;
  const auto plain = std::make_shared<PullReader>();
  provider.AddMetricReader(plain);
  provider.AddMetricReader(std::make_shared<ExponentialReader>());
  if (has_view) {
    provider.AddView(InstrumentSelectorFactory::Create(InstrumentType::kHistogram, "h", ""),
                     MeterSelectorFactory::Create("", "", ""),
                     ViewFactory::Create("h", "", type, std::move(config)));
  }
  const auto histogram = provider.GetMeter("m")->CreateUInt64Histogram("h");
  histogram->Record(1, context::Context());
  const auto metrics = plain->Metrics();
  const auto& point = metrics.at(0).point_data_attr_.at(0).point_data;
  return nostd::holds_alternative<HistogramPointData>(point) ? "explicit" : "exponential";
}

TEST(ReaderTest, SaysHowToAggregateWhatNoViewSpeaksOf) {
  EXPECT_EQ(KindOfHistogram(false, AggregationType::kDefault, nullptr), "exponential");
  EXPECT_EQ(KindOfHistogram(true, AggregationType::kDefault, nullptr), "exponential");
  EXPECT_EQ(KindOfHistogram(true, AggregationType::kHistogram, nullptr), "explicit");
  EXPECT_EQ(KindOfHistogram(true, AggregationType::kDefault,
                            std::make_shared<HistogramAggregationConfig>()),
            "explicit");
}

}  // namespace views_test
}  // namespace opentelemetry::sdk::metrics
