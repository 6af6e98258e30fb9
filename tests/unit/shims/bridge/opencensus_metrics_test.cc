#include "shims/bridge/opencensus_metrics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/stats/stats.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/scope.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"
#include "tracebridge/opencensus_metrics.h"

namespace tracebridge {
namespace {
namespace metrics = opentelemetry::sdk::metrics;
using opencensus_shim::CollectedDistribution;
using opencensus_shim::CollectedRow;
using opencensus_shim::CollectedView;
using opencensus_shim::ViewAggregation;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr system_clock::time_point kStart{seconds(100)};
constexpr system_clock::time_point kEnd{seconds(200)};

CollectedView View(ViewAggregation aggregation, std::vector<CollectedRow> rows,
                   bool only_grows = true) {
  CollectedView view{"v",        "what it shows", "ms",   aggregation, only_grows,
                     {"a", "b"}, {0, 10},         kStart, kEnd,        std::move(rows)};
  if (aggregation != ViewAggregation::kDistribution) view.boundaries.clear();
  return view;
}

CollectedRow Row(decltype(CollectedRow::value) value) {
  return {{"x", ""}, false, kStart + seconds(50), std::move(value)};
}

// `v [ms] Counter Long cumulative: {a=x} 3 monotonic; ...`
std::string Text(const metrics::MetricData& metric) {
  using Util = metrics::InstrumentDescriptorUtil;
  const metrics::InstrumentDescriptor& descriptor = metric.instrument_descriptor;
  std::string text = descriptor.name_ + " [" + descriptor.unit_ + "] " +
                     std::string(Util::GetInstrumentTypeString(descriptor.type_)) + " " +
                     std::string(Util::GetInstrumentValueTypeString(descriptor.value_type_));
  std::vector<std::string> points;
  for (const auto& point : metric.point_data_attr_) {
    points.push_back(metrics::Text(point.attributes) + " " + metrics::Text(point.point_data));
    if (const auto* sum = std::get_if<metrics::SumPointData>(&point.point_data)) {
      points.back() += sum->is_monotonic_ ? " monotonic" : " not monotonic";
    }
  }
  std::sort(points.begin(), points.end());
  for (const auto& point : points) text += "; " + point;
  return text;
}

struct ConversionCase {
  std::string name;
  CollectedView view;
  std::string expected;
};

// docs/mapping.md, "OpenCensus stats to OpenTelemetry", row by row.
class OpenCensusMetricsTest : public testing::TestWithParam<ConversionCase> {};

TEST_P(OpenCensusMetricsTest, AreWhatTheirViewsShow) {
  const auto converted = ToOtel({GetParam().view});
  ASSERT_EQ(converted.size(), 1u);
  EXPECT_EQ(Text(converted[0]), GetParam().expected);
  EXPECT_EQ(converted[0].instrument_descriptor.description_, "what it shows");
  EXPECT_EQ(converted[0].aggregation_temporality, metrics::AggregationTemporality::kCumulative);
  EXPECT_EQ(converted[0].start_ts.time_since_epoch(), nanoseconds(seconds(100)));
  EXPECT_EQ(converted[0].end_ts.time_since_epoch(), nanoseconds(seconds(200)));
}

INSTANTIATE_TEST_SUITE_P(
    Each, OpenCensusMetricsTest,
    testing::ValuesIn(std::vector<ConversionCase>{
        {"Count", View(ViewAggregation::kCount, {Row(std::int64_t{3})}),
         "v [ms] Counter Long; {a=x} 3 monotonic"},
        {"SumOfIntegers", View(ViewAggregation::kSum, {Row(std::int64_t{3})}),
         "v [ms] Counter Long; {a=x} 3 monotonic"},
        {"SumOfDoubles", View(ViewAggregation::kSum, {Row(2.5)}),
         "v [ms] Counter Double; {a=x} 2.5 monotonic"},
        {"SumThatFell", View(ViewAggregation::kSum, {Row(2.5)}, false),
         "v [ms] UpDownCounter Double; {a=x} 2.5 not monotonic"},
        {"LastInteger", View(ViewAggregation::kLastValue, {Row(std::int64_t{3})}),
         "v [ms] Gauge Long; {a=x} last 3"},
        {"LastDouble", View(ViewAggregation::kLastValue, {Row(2.5)}),
         "v [ms] Gauge Double; {a=x} last 2.5"},
        {"Distribution",
         View(ViewAggregation::kDistribution,
              {Row(CollectedDistribution{3, 4.5, -1, 11, {1, 0, 2}})}),
         "v [ms] Histogram Double; {a=x} 3 values, sum 13.5, -1..11, [1 0 2]"},
        {"BeyondTheLimit",
         View(ViewAggregation::kSum, {{{"o", "o"}, true, kStart, std::int64_t{7}}}),
         "v [ms] Counter Long; {otel.metric.overflow=true} 7 monotonic"},
    }),
    [](const auto& info) { return info.param.name; });

TEST(OpenCensusMetricsTest, HaveTheBoundariesOfTheirDistribution) {
  const auto converted = ToOtel({View(ViewAggregation::kDistribution,
                                      {Row(CollectedDistribution{3, 4.5, -1, 11, {1, 0, 2}})})});
  const auto& point = converted.at(0).point_data_attr_.at(0).point_data;
  EXPECT_EQ(std::get<metrics::HistogramPointData>(point).boundaries_, (std::vector<double>{0, 10}));
}

TEST(OpenCensusMetricsTest, HaveTheExemplarsThatWereMadeSince) {
  CollectedRow row = Row(std::int64_t{3});
  row.exemplars = {{kStart, 1.5, {1, 2}, {3}}, {kStart + seconds(1), 2.5, {4}, {5}}};
  const auto all = ToOtel({View(ViewAggregation::kSum, {row})});
  const auto& exemplars = all.at(0).point_data_attr_.at(0).exemplars;
  ASSERT_EQ(exemplars.size(), 2u);
  EXPECT_EQ(std::get<double>(exemplars[0].value), 1.5);
  EXPECT_EQ(exemplars[0].time.time_since_epoch(), nanoseconds(seconds(100)));
  EXPECT_EQ(exemplars[0].trace_id.Id()[1], 2);
  EXPECT_EQ(exemplars[0].span_id.Id()[0], 3);
  EXPECT_TRUE(exemplars[0].filtered_attributes.empty());

  const auto later = ToOtel({View(ViewAggregation::kSum, {row})}, kStart);
  ASSERT_EQ(later.at(0).point_data_attr_.at(0).exemplars.size(), 1u);
  EXPECT_EQ(std::get<double>(later[0].point_data_attr_[0].exemplars[0].value), 2.5);
}

TEST(OpenCensusMetricsTest, AreNotThereWithoutData) {
  EXPECT_TRUE(ToOtel({View(ViewAggregation::kSum, {})}).empty());
}

TEST(OpenCensusMetricProducerTest, ProducesTheExportedViewsAsTheyAre) {
  namespace stats = opencensus::stats;
  const auto measure = stats::MeasureInt64::Register("producer_test/bytes", "", "By");
  const auto key = opencensus::tags::TagKey::Register("producer_test.key");
  const auto view = [&](const char* name, const stats::Aggregation& aggregation) {
    return stats::ViewDescriptor()
        .set_name(name)
        .set_measure("producer_test/bytes")
        .set_description("d")
        .set_aggregation(aggregation)
        .add_column(key);
  };
  view("count", stats::Aggregation::Count()).RegisterForExport();
  view("sum", stats::Aggregation::Sum()).RegisterForExport();
  view("without a measure", stats::Aggregation::Sum()).set_measure("none").RegisterForExport();
  const auto producer = MakeOpenCensusMetricProducer();

  auto produced = producer->Produce();
  EXPECT_EQ(produced.status_, metrics::MetricProducer::Status::kSuccess);
  EXPECT_TRUE(produced.points_.scope_metric_data_.empty()) << "nothing was recorded";

  stats::Record({{measure, 3}}, {{key, "x"}});
  produced = producer->Produce();
  ASSERT_EQ(produced.points_.scope_metric_data_.size(), 1u);
  EXPECT_EQ(produced.points_.scope_metric_data_[0].scope_->GetName(), "opencensus-shim");
  EXPECT_FALSE(produced.points_.scope_metric_data_[0].scope_->GetVersion().empty());
  const auto& first = produced.points_.scope_metric_data_[0].metric_data_;
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(Text(first[0]), "count [1] Counter Long; {producer_test.key=x} 1 monotonic");
  EXPECT_EQ(Text(first[1]), "sum [By] Counter Long; {producer_test.key=x} 3 monotonic");
  EXPECT_LE(first[1].start_ts.time_since_epoch(), first[1].end_ts.time_since_epoch());

  stats::Record({{measure, -1}}, {{key, "x"}});
  const auto start = first[1].start_ts.time_since_epoch();
  produced = producer->Produce();
  const auto& second = produced.points_.scope_metric_data_[0].metric_data_;
  EXPECT_EQ(Text(second[0]), "count [1] Counter Long; {producer_test.key=x} 2 monotonic");
  EXPECT_EQ(Text(second[1]), "sum [By] UpDownCounter Long; {producer_test.key=x} 2 not monotonic");
  EXPECT_EQ(second[1].start_ts.time_since_epoch(), start) << "cumulative";
}

// Whose spans are sampled, and go nowhere.
class Recording final : public opentelemetry::sdk::trace::SpanProcessor {
 public:
  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override {
    return opentelemetry::sdk::trace::SpanRecord::Create();
  }
  void OnStart(opentelemetry::sdk::trace::Recordable&,
               const opentelemetry::trace::SpanContext&) noexcept override {}
  void OnEnd(std::unique_ptr<opentelemetry::sdk::trace::Recordable>&&) noexcept override {}
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

TEST(OpenCensusMetricProducerTest, ProducesAnExemplarOnceWithTheSpanThatWasCurrent) {
  namespace stats = opencensus::stats;
  const auto measure = stats::MeasureInt64::Register("exemplar_test/bytes", "", "By");
  stats::ViewDescriptor()
      .set_name("bytes")
      .set_measure("exemplar_test/bytes")
      .set_aggregation(stats::Aggregation::Sum())
      .RegisterForExport();
  const auto producer = MakeOpenCensusMetricProducer();
  const auto exemplars = [&] {
    const auto produced = producer->Produce();
    return produced.points_.scope_metric_data_.at(0)
        .metric_data_.at(0)
        .point_data_attr_.at(0)
        .exemplars;
  };

  opentelemetry::sdk::trace::TracerProvider tracers(std::make_unique<Recording>());
  const auto span = tracers.GetTracer("test")->StartSpan("request");
  {
    const opentelemetry::trace::Scope scope(span);
    stats::Record({{measure, 3}});
  }
  stats::Record({{measure, 4}});
  const auto first = exemplars();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(std::get<double>(first[0].value), 3);
  EXPECT_EQ(first[0].trace_id, span->GetContext().trace_id());
  EXPECT_EQ(first[0].span_id, span->GetContext().span_id());
  EXPECT_TRUE(exemplars().empty()) << "an old measurement is no example of what is new";
}

TEST(OpenCensusMetricProducerTest, KeepsExemplarsAsItsFilterSays) {
  using metrics::ExemplarFilterType;
  namespace stats = opencensus::stats;
  const auto measure = stats::MeasureInt64::Register("filter_test/bytes", "", "By");
  stats::ViewDescriptor()
      .set_name("filtered")
      .set_measure("filter_test/bytes")
      .set_aggregation(stats::Aggregation::Sum())
      .RegisterForExport();
  const std::pair<ExemplarFilterType, std::size_t> filters[] = {
      {ExemplarFilterType::kTraceBased, 0},  // there is no span
      {ExemplarFilterType::kAlwaysOn, 1},
      {ExemplarFilterType::kAlwaysOff, 0},
  };
  for (const auto& [filter, expected] : filters) {
    const auto producer = MakeOpenCensusMetricProducer(filter);
    producer->Produce();
    stats::Record({{measure, 3}});
    const auto produced = producer->Produce();
    const auto& metric = produced.points_.scope_metric_data_.at(0).metric_data_.at(0);
    EXPECT_EQ(metric.point_data_attr_.at(0).exemplars.size(), expected) << static_cast<int>(filter);
  }
}

}  // namespace
}  // namespace tracebridge
