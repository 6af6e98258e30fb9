#include "opentelemetry/exporters/ostream/metric_exporter.h"

#include <gtest/gtest.h>

#include <sstream>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/ostream/metric_exporter_factory.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"

namespace opentelemetry::exporter::metrics {
namespace metric_exporter_test {

using namespace sdk::metrics;  // NOLINT(google-build-using-namespace): what is exported
using common::SystemTimestamp;
using sdk::common::ExportResult;
using std::chrono::nanoseconds;
using std::chrono::seconds;

MetricData Metric(const std::string& name, PointDataAttributes point) {
  MetricData metric;
  metric.instrument_descriptor = {name, "described", "ms", InstrumentType::kCounter,
                                  InstrumentValueType::kLong};
  metric.start_ts = SystemTimestamp(seconds(0));
  metric.end_ts = SystemTimestamp(seconds(86400));
  metric.point_data_attr_.push_back(std::move(point));
  return metric;
}

PointDataAttributes Sum() {
  SumPointData sum;
  sum.value_ = int64_t{7};
  PointDataAttributes point{{{"route", "/\x1b[31m"}, {"code", 200}}, sum};
  const uint8_t id[16] = {0xab};
  point.exemplars.push_back({2.5,
                             SystemTimestamp(nanoseconds(5)),
                             trace::TraceId(id),
                             trace::SpanId(nostd::span<const uint8_t, 8>(id, 8)),
                             {{"user", "u42"}}});
  return point;
}

PointDataAttributes Explicit() {
  HistogramPointData histogram({1, 2.5});
  histogram.counts_ = {1, 0, 2};
  histogram.count_ = 3;
  histogram.sum_ = 9.5;
  histogram.min_ = 0.5;
  histogram.max_ = 5.0;
  return {{}, histogram};
}

PointDataAttributes Exponential() {
  Base2ExponentialHistogramPointData histogram;
  histogram.positive_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(4);
  histogram.positive_buckets_->Increment(-1, 2);
  histogram.positive_buckets_->Increment(0, 1);
  histogram.count_ = 4;
  histogram.zero_count_ = 1;
  histogram.sum_ = 3;
  histogram.scale_ = 2;
  histogram.record_min_max_ = false;
  return {{}, histogram};
}

PointDataAttributes Last() {
  LastValuePointData last;
  last.value_ = 0.5;
  last.is_lastvalue_valid_ = true;
  last.sample_ts_ = SystemTimestamp(nanoseconds(9));
  return {{}, last};
}

const char* const kBegin =
    "{\n"
    "  scope name\t: lib\n"
    "  schema url\t: \n"
    "  version\t: 1.2\n"
    "  start time\t: Thu Jan  1 00:00:00 1970\n"
    "  end time\t: Fri Jan  2 00:00:00 1970\n"
    "  instrument name\t: n\n"
    "  description\t: described\n"
    "  unit\t\t: ms\n";
const char* const kEnd =
    "\n  resources\t:\n"
    "\tservice.name: shop\n"
    "}\n";

struct Case {
  const char* name;
  PointDataAttributes (*point)();
  const char* expected;
};

const Case kCases[] = {
    {"Sum", Sum,
     "  type\t\t: SumPointData\n"
     "  value\t\t: 7\n"
     "  attributes\t\t: \n"
     "\tcode: 200\n"
     "\troute: /\\x1b[31m\n"
     "  exemplars\t\t: \n"
     "\t{\n"
     "\t  value         : 2.5\n"
     "\t  timestamp     : 5\n"
     "\t  trace_id      : ab000000000000000000000000000000\n"
     "\t  span_id       : ab00000000000000\n"
     "\t  attributes    : \n"
     "\t\tuser: u42\n"
     "\t}"},
    {"Explicit", Explicit,
     "  type     : HistogramPointData\n"
     "  count     : 3\n"
     "  sum     : 9.5\n"
     "  min     : 0.5\n"
     "  max     : 5\n"
     "  buckets     : [1, 2.5]\n"
     "  counts     : [1, 0, 2]\n"
     "  attributes\t\t: "},
    {"Exponential", Exponential,
     "  type: Base2ExponentialHistogramPointData\n"
     "  count: 4\n"
     "  sum: 3\n"
     "  zero_count: 1\n"
     "  scale: 2\n"
     "  positive buckets:\n"
     "\t-1: 2\n"
     "\t0: 1\n"
     "  negative buckets:\n"
     "  attributes\t\t: "},
    {"LastValue", Last,
     "  type     : LastValuePointData\n"
     "  timestamp     : 9\n"
     "  valid     : true\n"
     "  value     : 0.5\n"
     "  attributes\t\t: "},
};

class OStreamMetricExporterTest : public testing::TestWithParam<Case> {};

TEST_P(OStreamMetricExporterTest, PrintsABlockAScope) {
  const auto resource = sdk::resource::Resource({{"service.name", "shop"}});
  const auto scope = sdk::instrumentationscope::InstrumentationScope::Create("lib", "1.2");
  std::ostringstream out;
  const auto exporter = OStreamMetricExporterFactory::Create(out);
  const ResourceMetrics data(
      &resource, std::vector<ScopeMetrics>{ScopeMetrics(
                     scope.get(), std::vector<MetricData>{Metric("n", GetParam().point())})});
  EXPECT_EQ(exporter->Export(data), ExportResult::kSuccess);
  EXPECT_EQ(out.str(), std::string(kBegin) + GetParam().expected + kEnd);
}

INSTANTIATE_TEST_SUITE_P(Points, OStreamMetricExporterTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(OStreamMetricExporterTest, HasTheTemporalityThatIsAskedFor) {
  std::ostringstream out;
  EXPECT_EQ(
      OStreamMetricExporterFactory::Create()->GetAggregationTemporality(InstrumentType::kCounter),
      AggregationTemporality::kCumulative);
  EXPECT_EQ(OStreamMetricExporterFactory::Create(out, AggregationTemporality::kDelta)
                ->GetAggregationTemporality(InstrumentType::kCounter),
            AggregationTemporality::kDelta);
}

TEST(OStreamMetricExporterTest, FailsWhenTheStreamDoesAndAfterShutdown) {
  std::ostringstream out;
  OStreamMetricExporter exporter(out);
  out.setstate(std::ios::badbit);
  EXPECT_EQ(exporter.Export({}), ExportResult::kFailure);
  EXPECT_EQ(exporter.Export({}), ExportResult::kSuccess) << "a disk that was full";
  EXPECT_TRUE(exporter.ForceFlush());
  EXPECT_TRUE(exporter.Shutdown());
  EXPECT_EQ(exporter.Export({}), ExportResult::kFailure);
}

}  // namespace metric_exporter_test
}  // namespace opentelemetry::exporter::metrics
