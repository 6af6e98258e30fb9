// Each view as prometheus-cpp's serializer writes what opencensus-cpp's exporter would have made of it.
#include "shims/opencensus_exporters/metric_family.h"

#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include "opencensus/stats/stats.h"
#include "opencensus/stats/testing/test_utils.h"

namespace tracebridge::opencensus_exporters {
namespace metric_family_test {

namespace stats = opencensus::stats;
using opencensus::tags::TagKey;
using stats::Aggregation;
using stats::BucketBoundaries;
using stats::ViewDescriptor;
using stats::testing::TestUtils;

stats::MeasureDouble Latency() {
  static const auto measure = stats::MeasureDouble::Register("latency", "", "ms");
  return measure;
}
stats::MeasureInt64 Bytes() {
  static const auto measure = stats::MeasureInt64::Register("bytes", "", "By/s");
  return measure;
}

ViewDescriptor View(const std::string& measure, const Aggregation& aggregation) {
  Latency();
  Bytes();
  return ViewDescriptor()
      .set_name("example.com/a--b")
      .set_description("what it \"shows\"")
      .set_measure(measure)
      .set_aggregation(aggregation)
      .add_column(TagKey::Register("http.method"))
      .add_column(TagKey::Register("k"));
}

// Without the times, which are those of the call.
std::string Served(const ViewDescriptor& view,
                   std::initializer_list<std::pair<std::vector<std::string>, double>> values) {
  prometheus::MetricFamily family = ToPrometheus(view, TestUtils::MakeViewData(view, values));
  for (auto& point : family.metric) point.timestamp_ms = 0;
  return prometheus::TextSerializer().Serialize({family});
}

TEST(OpenCensusMetricFamilyTest, OfACountIsACounter) {
  EXPECT_EQ(Served(View("latency", Aggregation::Count()), {{{"GET", ""}, 1.5}, {{"GET", ""}, 2}}),
            "# HELP example_com_a__b_ms what it \"shows\"\n# TYPE example_com_a__b_ms counter\n"
            "example_com_a__b_ms{http_method=\"GET\",k=\"\"} 2\n");
  EXPECT_EQ(Served(View("bytes", Aggregation::Count()), {{{"GET", ""}, 7}}),
            "# HELP example_com_a__b_By_s what it \"shows\"\n# TYPE example_com_a__b_By_s counter\n"
            "example_com_a__b_By_s{http_method=\"GET\",k=\"\"} 1\n");
}

TEST(OpenCensusMetricFamilyTest, OfASumHasNoType) {
  EXPECT_EQ(Served(View("latency", Aggregation::Sum()), {{{"a\"", "b"}, 1.5}, {{"a\"", "b"}, -2}}),
            "# HELP example_com_a__b_ms what it \"shows\"\n# TYPE example_com_a__b_ms untyped\n"
            "example_com_a__b_ms{http_method=\"a\\\"\",k=\"b\"} -0.5\n");
  EXPECT_EQ(Served(View("bytes", Aggregation::Sum()), {{{"", ""}, 3}, {{"", ""}, 4}}),
            "# HELP example_com_a__b_By_s what it \"shows\"\n# TYPE example_com_a__b_By_s untyped\n"
            "example_com_a__b_By_s{http_method=\"\",k=\"\"} 7\n");
}

TEST(OpenCensusMetricFamilyTest, OfALastValueIsAGauge) {
  EXPECT_EQ(Served(View("latency", Aggregation::LastValue()), {{{"", "b"}, 1.5}, {{"", "b"}, 2.5}}),
            "# HELP example_com_a__b_ms what it \"shows\"\n# TYPE example_com_a__b_ms gauge\n"
            "example_com_a__b_ms{http_method=\"\",k=\"b\"} 2.5\n");
  EXPECT_EQ(Served(View("bytes", Aggregation::LastValue()), {{{"", "b"}, 9}}),
            "# HELP example_com_a__b_By_s what it \"shows\"\n# TYPE example_com_a__b_By_s gauge\n"
            "example_com_a__b_By_s{http_method=\"\",k=\"b\"} 9\n");
}

TEST(OpenCensusMetricFamilyTest, OfADistributionIsAHistogram) {
  const Aggregation distribution = Aggregation::Distribution(BucketBoundaries::Explicit({0, 10}));
  const std::string head =
      "# HELP example_com_a__b_ms what it \"shows\"\n# TYPE example_com_a__b_ms histogram\n";
  // A value on a boundary is in the bucket above, as it was.
  EXPECT_EQ(
      Served(View("latency", distribution), {{{"a", "b"}, -1}, {{"a", "b"}, 7}, {{"a", "b"}, 10}}),
      head +
          "example_com_a__b_ms_count{http_method=\"a\",k=\"b\"} 3\n"
          "example_com_a__b_ms_sum{http_method=\"a\",k=\"b\"} 16\n"
          "example_com_a__b_ms_bucket{http_method=\"a\",k=\"b\",le=\"0\"} 1\n"
          "example_com_a__b_ms_bucket{http_method=\"a\",k=\"b\",le=\"10\"} 2\n"
          "example_com_a__b_ms_bucket{http_method=\"a\",k=\"b\",le=\"+Inf\"} 3\n");
  EXPECT_EQ(Served(View("latency", Aggregation::Distribution(BucketBoundaries::Explicit({}))),
                   {{{"a", "b"}, 4}}),
            head +
                "example_com_a__b_ms_count{http_method=\"a\",k=\"b\"} 1\n"
                "example_com_a__b_ms_sum{http_method=\"a\",k=\"b\"} 4\n"
                "example_com_a__b_ms_bucket{http_method=\"a\",k=\"b\",le=\"+Inf\"} 1\n");
}

TEST(OpenCensusMetricFamilyTest, HasARowAPoint) {
  const ViewDescriptor view = View("latency", Aggregation::Sum());
  const auto family =
      ToPrometheus(view, TestUtils::MakeViewData(view, {{{"a", ""}, 1}, {{"b", ""}, 2}}));
  EXPECT_EQ(family.metric.size(), 2u);
  EXPECT_EQ(ToPrometheus(view, TestUtils::MakeViewData(view, {})).metric.size(), 0u);
}

TEST(OpenCensusMetricFamilyTest, HasTheTimeOfTheData) {
  const ViewDescriptor view = View("latency", Aggregation::Sum());
  const auto data = TestUtils::MakeViewData(view, {{{"a", ""}, 1}});
  EXPECT_EQ(ToPrometheus(view, data).metric.at(0).timestamp_ms,
            absl::ToUnixMillis(data.end_time()));
}

}  // namespace metric_family_test
}  // namespace tracebridge::opencensus_exporters
