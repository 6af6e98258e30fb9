// One case per sentence about names.
#include "otel_core/exporters/prometheus/src/names.h"

#include <gtest/gtest.h>

namespace tracebridge::prometheus_exporter {
namespace names_test {

using prometheus::MetricType;
constexpr MetricType kCounter = MetricType::Counter;
constexpr MetricType kGauge = MetricType::Gauge;
constexpr MetricType kHistogram = MetricType::Histogram;

struct NameCase {
  const char* name;
  const char* unit;
  MetricType type;
  const char* expected;
};

class MetricNameTest : public testing::TestWithParam<NameCase> {};

TEST_P(MetricNameTest, IsThatOfTheSpecification) {
  const NameCase& row = GetParam();
  EXPECT_EQ(MetricName(row.name, row.unit, row.type, {}), row.expected);
}

// "Metric Metadata": "Discouraged characters in the metric name SHOULD be replaced with the `_` character", "Multiple
// consecutive `_` characters SHOULD be replaced with a single `_` character".
INSTANTIATE_TEST_SUITE_P(Characters, MetricNameTest,
                         testing::ValuesIn(std::initializer_list<NameCase>{
                             {"shop.items", "", kGauge, "shop_items"},
                             {"Shop/Items-Now", "", kGauge, "Shop_Items_Now"},
                             {"a..b.-_c", "", kGauge, "a_b_c"},
                             {"a__b", "", kGauge, "a_b"},
                             {"rule:sum", "", kGauge, "rule:sum"},
                             {"gr\xc3\xb6\xc3\x9f\x65", "", kGauge, "gr_e"},
                             {"a\xff\xfe z", "", kGauge, "a_z"},
                             {"2xx", "", kGauge, "_2xx"},
                             {"5", "s", kGauge, "_5_seconds"},
                             {".a.", "", kGauge, "_a_"},
                             {"...", "", kGauge, "_"},
                             {"", "s", kCounter, ""}}));

// "A suffix to the metric name SHOULD be added unless the metric name already ends with the unit (before type-specific
// suffixes). The unit suffix comes before any type-specific suffixes."
INSTANTIATE_TEST_SUITE_P(Units, MetricNameTest,
                         testing::ValuesIn(std::initializer_list<NameCase>{
                             {"latency", "ms", kHistogram, "latency_milliseconds"},
                             {"latency.seconds", "s", kHistogram, "latency_seconds"},
                             {"seconds", "s", kGauge, "seconds"},
                             {"milliseconds", "s", kGauge, "milliseconds_seconds"},
                             {"seconds.spent", "s", kGauge, "seconds_spent_seconds"},
                             {"sent.", "By", kGauge, "sent_bytes"},
                             {"sent.bytes", "By", kCounter, "sent_bytes_total"},
                             {"sent.total", "By", kCounter, "sent_bytes_total"},
                             {"sent.bytes.total", "By", kCounter, "sent_bytes_total"},
                             {"queue", "{item}", kGauge, "queue"},
                             {"speed", "m/s", kGauge, "speed_meters_per_second"},
                             {"calls", "{call}/s", kGauge, "calls_per_second"}}));

// opentelemetry-cpp and the collector: "_ratio" for gauges with the unit 1.
INSTANTIATE_TEST_SUITE_P(Ratios, MetricNameTest,
                         testing::ValuesIn(std::initializer_list<NameCase>{
                             {"cache.hits", "1", kGauge, "cache_hits_ratio"},
                             {"cache.ratio", "1", kGauge, "cache_ratio"},
                             {"cache.hits", "1", kCounter, "cache_hits_total"},
                             {"cache.hits", "1", kHistogram, "cache_hits"}}));

// "Sums": "If the metric name for monotonic Sum metric points does not end in a suffix of `_total` a suffix of `_total` SHOULD
// be added by default, otherwise the name MUST remain unchanged."
INSTANTIATE_TEST_SUITE_P(Totals, MetricNameTest,
                         testing::ValuesIn(std::initializer_list<NameCase>{
                             {"requests", "", kCounter, "requests_total"},
                             {"requests.total", "", kCounter, "requests_total"},
                             {"requests_total", "1", kCounter, "requests_total"},
                             {"subtotal", "", kCounter, "subtotal_total"},
                             {"total", "", kCounter, "total"},
                             {"_total", "By", kCounter, "_bytes_total"},
                             {"requests.total", "", kGauge, "requests_total"},
                             {"requests", "", kHistogram, "requests"}}));

TEST(MetricNameTest, LeavesOutUnitsOrTypesIfAsked) {
  EXPECT_EQ(MetricName("sent", "By", kCounter, {true, false}), "sent_total");
  EXPECT_EQ(MetricName("sent.total", "By", kCounter, {true, false}), "sent_total");
  EXPECT_EQ(MetricName("hits", "1", kGauge, {true, false}), "hits");
  EXPECT_EQ(MetricName("sent", "By", kCounter, {false, true}), "sent_bytes");
  EXPECT_EQ(MetricName("sent.total", "By", kCounter, {false, true}), "sent_bytes_total");
  EXPECT_EQ(MetricName("sent", "By", kCounter, {true, true}), "sent");
}

TEST(LabelNameTest, HasLettersDigitsAndSingleUnderscores) {
  const struct {
    const char* key;
    const char* name;
  } cases[] = {{"http.route", "http_route"},    {"a:b", "a_b"},
               {"__name__", "_name_"},          {"2xx", "_2xx"},
               {"a.\xf0\x9f\x90\x88.b", "a_b"}, {"", "_"}};
  for (const auto& row : cases) EXPECT_EQ(LabelName(row.key), row.name);
}

}  // namespace names_test
}  // namespace tracebridge::prometheus_exporter
