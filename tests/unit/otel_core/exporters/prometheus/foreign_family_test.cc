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

}  // namespace foreign_family_test
}  // namespace tracebridge::prometheus_exporter
