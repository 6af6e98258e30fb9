#include "otel_core/exporters/prometheus/src/families.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/otel_core/exporters/prometheus/served_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace families_test {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric Point(std::vector<ClientMetric::Label> labels, double value) {
  ClientMetric point;
  point.label = std::move(labels);
  point.counter.value = point.gauge.value = value;
  return point;
}

std::string Served(std::vector<MetricFamily> added) {
  Families families;
  for (MetricFamily& family : added) families.Add(std::move(family));
  return ServedText(std::move(families).Take());
}

std::uint64_t LeftOut() { return Counted(Diagnostic::kLeftOutOfScrape); }

// "SHOULD NOT drop metric points as a result of conflicting UNIT or HELP comments".
TEST(PrometheusFamiliesTest, OfOneNameAndTypeAreOne) {
  const auto before = LeftOut();
  EXPECT_EQ(Served({{"a", "first", MetricType::Gauge, {Point({{"k", "1"}}, 1)}},
                    {"b", "", MetricType::Gauge, {Point({}, 2)}},
                    {"a", "second", MetricType::Gauge, {Point({{"k", "2"}}, 3)}}}),
            "# HELP a first\n# TYPE a gauge\na{k=\"1\"} 1\na{k=\"2\"} 3\n# TYPE b gauge\nb 2\n");
  EXPECT_EQ(LeftOut(), before);
}

// "Exporters MUST drop entire metrics to prevent conflicting TYPE comments"; "SHOULD warn the user through error logging".
TEST(PrometheusFamiliesTest, OfOneNameAndTwoTypesAreTheFirst) {
  const LogLines log;
  const auto before = LeftOut();
  for (int scrape = 0; scrape < 2; ++scrape) {
    EXPECT_EQ(
        Served({{"two_types", "", MetricType::Gauge, {Point({}, 1)}},
                {"two_types", "", MetricType::Counter, {Point({}, 2), Point({{"k", "v"}}, 3)}}}),
        "# TYPE two_types gauge\ntwo_types 1\n");
  }
  EXPECT_EQ(LeftOut(), before + 4);
  EXPECT_EQ(log.text,
            "Prometheus exporter: two_types is not served whole: another metric, two_types, has "
            "that name with "
            "another type\n");
}

TEST(PrometheusFamiliesTest, MayNotBeCalledAsALineOfAHistogram) {
  const auto before = LeftOut();
  const MetricFamily histogram{"rpc", "", MetricType::Histogram, {Point({}, 0)}};
  for (const char* name : {"rpc_count", "rpc_sum", "rpc_bucket"}) {
    const MetricFamily gauge{name, "", MetricType::Gauge, {Point({}, 1)}};
    EXPECT_EQ(Served({histogram, gauge}), ServedText({histogram}));
    EXPECT_EQ(Served({gauge, histogram}), ServedText({gauge}));
  }
  EXPECT_EQ(LeftOut(), before + 6);
  const MetricFamily fine{"rpc_total", "", MetricType::Counter, {Point({}, 1)}};
  EXPECT_EQ(Served({histogram, fine}), ServedText({histogram, fine}));
}

TEST(PrometheusFamiliesTest, HaveEachSetOfLabelsOnce) {
  const LogLines log;
  const auto before = LeftOut();
  EXPECT_EQ(
      Served({{"twice",
               "",
               MetricType::Gauge,
               {Point({{"a", "1"}, {"b", ""}}, 1), Point({{"a", "1"}}, 2), Point({{"a", "2"}}, 3)}},
              {"twice", "", MetricType::Gauge, {Point({{"a", "2"}}, 4)}}}),
      "# TYPE twice gauge\ntwice{a=\"1\",b=\"\"} 1\ntwice{a=\"2\"} 3\n");
  EXPECT_EQ(LeftOut(), before + 2);
  EXPECT_EQ(log.text,
            "Prometheus exporter: twice is not served whole: several points have the same labels, "
            "and the first is "
            "served\n");
}

TEST(PrometheusFamiliesTest, WithoutPointsAreNotServed) {
  EXPECT_EQ(Served({{"empty", "help", MetricType::Gauge, {}}}), "");
}

// The last ones: the process remembers what it reported.
TEST(PrometheusFamiliesTest, MayBeThousandsThatClash) {
  std::vector<MetricFamily> added;
  for (int i = 0; i < 10000; ++i) {
    const MetricType type = i % 2 == 0 ? MetricType::Gauge : MetricType::Histogram;
    added.push_back({"view_" + std::to_string(i / 2), "", type, {Point({}, i)}});
  }
  const auto before = LeftOut();
  const std::string text = Served(std::move(added));
  EXPECT_EQ(LeftOut(), before + 5000);
  EXPECT_NE(text.find("\nview_4999 9998\n"), std::string::npos);
}

TEST(PrometheusFamiliesTest, AreReportedForALimitedNumberOfNames) {
  LogLines log;
  const auto before = LeftOut();
  for (int i = 0; i < 1000; ++i) LeaveOut("many_" + std::to_string(i), "why", 1);
  EXPECT_EQ(LeftOut(), before + 1000);
  EXPECT_LE(std::count(log.text.begin(), log.text.end(), '\n'), 100);
}

}  // namespace families_test
}  // namespace tracebridge::prometheus_exporter
