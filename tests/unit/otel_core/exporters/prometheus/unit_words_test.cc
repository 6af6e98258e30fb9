// One case per row of the specification's table, and per sentence about units.
#include "otel_core/exporters/prometheus/src/unit_words.h"

#include <gtest/gtest.h>

namespace tracebridge::prometheus_exporter {
namespace unit_words_test {

struct UnitCase {
  const char* unit;
  const char* words;
};

class UnitWordsTest : public testing::TestWithParam<UnitCase> {};

TEST_P(UnitWordsTest, AreThoseOfTheSpecification) {
  EXPECT_EQ(UnitWords(GetParam().unit), GetParam().words) << GetParam().unit;
}

// compatibility/prometheus_and_openmetrics.md, "Metric Metadata", the table.
INSTANTIATE_TEST_SUITE_P(Table, UnitWordsTest,
                         testing::ValuesIn(std::initializer_list<UnitCase>{
                             {"d", "days"},         {"h", "hours"},         {"min", "minutes"},
                             {"s", "seconds"},      {"ms", "milliseconds"}, {"us", "microseconds"},
                             {"ns", "nanoseconds"}, {"By", "bytes"},        {"KiBy", "kibibytes"},
                             {"MiBy", "mebibytes"}, {"GiBy", "gibibytes"},  {"TiBy", "tebibytes"},
                             {"kBy", "kilobytes"},  {"MBy", "megabytes"},   {"GBy", "gigabytes"},
                             {"TBy", "terabytes"},  {"m", "meters"},        {"V", "volts"},
                             {"A", "amperes"},      {"J", "joules"},        {"W", "watts"},
                             {"g", "grams"},        {"Cel", "celsius"},     {"Hz", "hertz"},
                             {"%", "percent"}}));

// The sentences behind "OTLP Metric points to Prometheus"; a unit without a word stays what it is.
INSTANTIATE_TEST_SUITE_P(Sentences, UnitWordsTest,
                         testing::ValuesIn(std::initializer_list<UnitCase>{
                             {"", ""},
                             {"1", ""},
                             {"{packet}", ""},
                             {"{packet}By", "bytes"},
                             {" s ", "seconds"},
                             {"{unclosed", ""},
                             {"By}", "By"},
                             {"m/s", "meters_per_second"},
                             {"By/min", "bytes_per_minute"},
                             {"km/h", "km_per_hour"},
                             {"{call}/s", "per_second"},
                             {"1/s", "per_second"},
                             {"By/{request}", "bytes"},
                             {"{a}/{b}", ""},
                             {"/", ""},
                             {"By/s/s", "bytes_per_s_s"},
                             {"furlong", "furlong"},
                             {"m^2 .x_", "m_2_x"},
                             {"\xc2\xb5s", "s"},
                             {"___", ""}}));

}  // namespace unit_words_test
}  // namespace tracebridge::prometheus_exporter
