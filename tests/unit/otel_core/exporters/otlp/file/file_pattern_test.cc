#include "otel_core/exporters/otlp/src/file/file_pattern.h"

#include <gtest/gtest.h>

namespace tracebridge::otlp {
namespace {

struct PatternCase {
  std::string name;
  std::string pattern;
  std::string path;
};

const PatternCase kCases[] = {
    {"Plain", "trace.jsonl", "trace.jsonl"},
    {"NumberFromZero", "trace-%N.jsonl", "trace-2.jsonl"},
    {"NumberFromOne", "trace-%n.jsonl", "trace-3.jsonl"},
    {"Time", "%Y %y %m %j %d %w %H %I %M %S", "2026 26 03 060 01 0 14 02 05 09"},
    {"ShortForms", "%F %T %R", "2026-03-01 14:05:09 14:05"},
    {"Percent", "100%%.jsonl", "100%.jsonl"},
    {"Unknown_IsKept", "%q%.jsonl", "%q%.jsonl"},
    {"PercentAtTheEnd_IsKept", "trace%", "trace%"},
};

class FilePatternTest : public testing::TestWithParam<PatternCase> {};

TEST_P(FilePatternTest, Expands) {
  std::tm time{};
  time.tm_year = 126;
  time.tm_mon = 2;
  time.tm_mday = 1;
  time.tm_yday = 59;
  time.tm_hour = 14;
  time.tm_min = 5;
  time.tm_sec = 9;
  EXPECT_EQ(ExpandPattern(GetParam().pattern, 2, time), GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(Placeholders, FilePatternTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(HasNumberTest, IsTrueForNAlone) {
  EXPECT_TRUE(HasNumber("a%N"));
  EXPECT_TRUE(HasNumber("a%n"));
  EXPECT_FALSE(HasNumber("a%%N"));
  EXPECT_FALSE(HasNumber("a%Y"));
}

}  // namespace
}  // namespace tracebridge::otlp
