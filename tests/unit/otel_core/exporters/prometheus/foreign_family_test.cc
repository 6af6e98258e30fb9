#include "otel_core/exporters/prometheus/src/foreign_family.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/prometheus/served_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace foreign_family_test {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric Point(std::vector<ClientMetric::Label> labels) {
  ClientMetric point;
  point.label = std::move(labels);
  point.gauge.value = 1;
  return point;
}

std::string Served(MetricFamily family) {
  return MakeServable(&family) ? ServedText({family}) : "not served";
}

TEST(ForeignFamilyTest, IsServedAsItIs) {
  const MetricFamily family{"rule:a_1", "help \\ me", MetricType::Gauge, {Point({{"_k1", "v\n"}})}};
  EXPECT_EQ(Served(family), ServedText({family}));
}

TEST(ForeignFamilyTest, StaysInItsLines) {
  EXPECT_EQ(Served({"a", "two\nlines\n\xff", MetricType::Gauge, {Point({{"k", "\xff"}})}}),
            "# HELP a two\\nlines\\n\xef\xbf\xbd\n# TYPE a gauge\na{k=\"\xef\xbf\xbd\"} 1\n");
}

TEST(ForeignFamilyTest, NeedsAName) {
  const auto before = Counted(Diagnostic::kLeftOutOfScrape);
  for (const char* name : {"", "9a", "a b", "a\nb", "a{", "\xc3\xb6"}) {
    EXPECT_EQ(Served({name, "", MetricType::Gauge, {Point({})}}), "not served") << name;
  }
  EXPECT_EQ(Counted(Diagnostic::kLeftOutOfScrape), before + 6);
}

TEST(ForeignFamilyTest, LosesPointsWithLabelsThatNobodyTakes) {
  const auto before = Counted(Diagnostic::kLeftOutOfScrape);
  EXPECT_EQ(Served({"labels",
                    "",
                    MetricType::Gauge,
                    {Point({{"a", "1"}}), Point({{"", "1"}}), Point({{"9", "1"}}),
                     Point({{"a:b", "1"}}), Point({{"a", "1"}, {"b", "1"}, {"a", "2"}})}}),
            "# TYPE labels gauge\nlabels{a=\"1\"} 1\n");
  EXPECT_EQ(Counted(Diagnostic::kLeftOutOfScrape), before + 4);
}

// Each page with a label twice is refused whole.
TEST(ForeignFamilyTest, GivesWayToTheLabelsOfTheFormat) {
  ClientMetric histogram = Point({{"le", "mine"}});
  histogram.histogram.sample_count = 2;
  histogram.histogram.sample_sum = 3;
  histogram.histogram.bucket = {{1, 0.5}};
  EXPECT_EQ(Served({"h", "", MetricType::Histogram, {histogram}}),
            "# TYPE h histogram\nh_count{exported_le=\"mine\"} 2\nh_sum{exported_le=\"mine\"} 3\n"
            "h_bucket{exported_le=\"mine\",le=\"0.5\"} 1\n"
            "h_bucket{exported_le=\"mine\",le=\"+Inf\"} 2\n");

  ClientMetric summary = Point({{"quantile", "mine"}});
  summary.summary.sample_count = 2;
  summary.summary.sample_sum = 3;
  summary.summary.quantile = {{0.5, 1}};
  EXPECT_EQ(Served({"s", "", MetricType::Summary, {summary}}),
            "# TYPE s summary\ns_count{exported_quantile=\"mine\"} 2\n"
            "s_sum{exported_quantile=\"mine\"} 3\n"
            "s{exported_quantile=\"mine\",quantile=\"0.5\"} 1\n");

  const ClientMetric gauge = Point({{"le", "mine"}, {"quantile", "mine"}});
  EXPECT_EQ(Served({"g", "", MetricType::Gauge, {gauge}}),
            "# TYPE g gauge\ng{le=\"mine\",quantile=\"mine\"} 1\n");
}

TEST(ForeignFamilyTest, LosesPointsWithLabelsThatCannotGiveWay) {
  const auto before = Counted(Diagnostic::kLeftOutOfScrape);
  EXPECT_EQ(Served({"h", "", MetricType::Histogram, {Point({{"le", "1"}, {"exported_le", "2"}})}}),
            "# TYPE h histogram\n");
  EXPECT_EQ(Served({"g", "", MetricType::Gauge, {Point({{"__name__", "other"}})}}),
            "# TYPE g gauge\n");
  EXPECT_EQ(Counted(Diagnostic::kLeftOutOfScrape), before + 2);
}

}  // namespace foreign_family_test
}  // namespace tracebridge::prometheus_exporter
