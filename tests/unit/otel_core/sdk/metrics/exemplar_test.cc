// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Exemplar".
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"

namespace opentelemetry::sdk::metrics {
namespace exemplar_test {

nostd::shared_ptr<trace::Span> MakeSpan(uint8_t id, bool is_sampled = true) {
  const uint8_t trace_id[16] = {id};
  const uint8_t span_id[8] = {id};
  return nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(
      trace::SpanContext(trace::TraceId(trace_id), trace::SpanId(span_id),
                         trace::TraceFlags(is_sampled ? 1 : 0), /*is_remote=*/false)));
}

// "value span {filtered}" for each exemplar of each point.
std::string ExemplarsText(PullReader& reader) {
  std::string text;
  for (const MetricData& metric : reader.Metrics()) {
    for (const PointDataAttributes& point : metric.point_data_attr_) {
      for (const Exemplar& exemplar : point.exemplars) {
        EXPECT_NE(exemplar.time.time_since_epoch().count(), 0);
        EXPECT_EQ(exemplar.trace_id.Id()[0], exemplar.span_id.Id()[0]);
        text += Text(exemplar.value) + " span " + std::to_string(exemplar.span_id.Id()[0]) + " " +
                Text(exemplar.filtered_attributes) + "\n";
      }
    }
  }
  return text;
}

class ExemplarTest : public testing::Test {
 protected:
  ExemplarTest() { provider_.AddMetricReader(reader_); }

  const std::shared_ptr<PullReader> reader_ = std::make_shared<PullReader>();
  MeterProvider provider_;
  const nostd::shared_ptr<opentelemetry::metrics::Meter> meter_ = provider_.GetMeter("m");
};

TEST_F(ExemplarTest, PointsToTheSampledSpanThatIsCurrent) {
  const auto counter = meter_->CreateUInt64Counter("n");
  counter->Add(1);
  {
    const trace::Scope scope(MakeSpan(7));
    counter->Add(2);
  }
  {
    const trace::Scope scope(MakeSpan(8, /*is_sampled=*/false));
    counter->Add(4);
  }
  EXPECT_EQ(ExemplarsText(*reader_), "2 span 7 {}\n");
  EXPECT_EQ(ExemplarsText(*reader_), "") << "collected once";
}

TEST_F(ExemplarTest, PointsToTheSpanOfTheContextThatIsGiven) {
  const auto histogram = meter_->CreateDoubleHistogram("h");
  const trace::Scope scope(MakeSpan(7));
  context::Context context;
  histogram->Record(2.5, trace::SetSpan(context, MakeSpan(9)));
  EXPECT_EQ(ExemplarsText(*reader_), "2.5 span 9 {}\n");
}

TEST_F(ExemplarTest, AHistogramHasTheLastOfEachBucket) {
  const auto histogram = meter_->CreateUInt64Histogram("h");
  const trace::Scope scope(MakeSpan(7));
  for (const uint64_t value : {1, 6, 7, 2000}) histogram->Record(value);
  EXPECT_EQ(ExemplarsText(*reader_), "1 span 7 {}\n7 span 7 {}\n2000 span 7 {}\n");
}

TEST_F(ExemplarTest, ASumHasOneOfMany) {
  const auto counter = meter_->CreateUInt64Counter("n");
  const trace::Scope scope(MakeSpan(7));
  bool is_other_than_first = false;
  for (int round = 0; round < 50; ++round) {
    for (const uint64_t value : {1, 2, 3}) counter->Add(value);
    const std::string text = ExemplarsText(*reader_);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
    is_other_than_first = is_other_than_first || text[0] != '1';
  }
  EXPECT_TRUE(is_other_than_first) << "chosen at random";
}

TEST_F(ExemplarTest, AnExponentialHistogramHasTwenty) {
  provider_.AddView(InstrumentSelectorFactory::Create(InstrumentType::kHistogram, "h", ""),
                    MeterSelectorFactory::Create("", "", ""),
                    ViewFactory::Create("", "", AggregationType::kBase2ExponentialHistogram));
  const auto histogram = meter_->CreateDoubleHistogram("h");
  const trace::Scope scope(MakeSpan(7));
  for (int i = 1; i <= 100; ++i) histogram->Record(i);
  const std::string text = ExemplarsText(*reader_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 20);
}

TEST_F(ExemplarTest, KeepsTheAttributesThatAViewDropped) {
  provider_.AddView(InstrumentSelectorFactory::Create(InstrumentType::kCounter, "n", ""),
                    MeterSelectorFactory::Create("", "", ""),
                    ViewFactory::Create("", "", AggregationType::kDefault, nullptr,
                                        std::make_unique<FilteringAttributesProcessor>(
                                            FilterAttributeMap{{"route", true}})));
  const auto counter = meter_->CreateUInt64Counter("n");
  const trace::Scope scope(MakeSpan(7));
  counter->Add(1, {{"route", "/"}, {"user", "u42"}, {"tries", 3}});
  EXPECT_EQ(ExemplarsText(*reader_), "1 span 7 {tries=3, user=u42}\n");
}

TEST_F(ExemplarTest, IsThereAlwaysOrNeverWhenAskedFor) {
  const auto counter = meter_->CreateUInt64Counter("n");
  provider_.SetExemplarFilter(ExemplarFilterType::kAlwaysOn);
  counter->Add(1);
  EXPECT_EQ(ExemplarsText(*reader_), "1 span 0 {}\n");
  provider_.SetExemplarFilter(ExemplarFilterType::kAlwaysOff);
  const trace::Scope scope(MakeSpan(7));
  counter->Add(1);
  EXPECT_EQ(ExemplarsText(*reader_), "");
}

TEST(ExemplarFilterTest, IsWhatTheEnvironmentSays) {
  const auto filter = [](const char* value) {
    setenv("OTEL_METRICS_EXEMPLAR_FILTER", value, 1);
    const ExemplarFilterType type = MeterContext().GetExemplarFilter();
    unsetenv("OTEL_METRICS_EXEMPLAR_FILTER");
    return type;
  };
  EXPECT_EQ(filter("always_on"), ExemplarFilterType::kAlwaysOn);
  EXPECT_EQ(filter("ALWAYS_OFF"), ExemplarFilterType::kAlwaysOff);
  EXPECT_EQ(filter("trace_based"), ExemplarFilterType::kTraceBased);
  EXPECT_EQ(filter(""), ExemplarFilterType::kTraceBased);
  testing::internal::CaptureStderr();
  EXPECT_EQ(filter("sometimes"), ExemplarFilterType::kTraceBased);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("\"sometimes\" is none of"),
            std::string::npos);
}

}  // namespace exemplar_test
}  // namespace opentelemetry::sdk::metrics
