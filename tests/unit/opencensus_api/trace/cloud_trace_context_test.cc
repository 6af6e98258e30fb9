#include "opencensus/trace/propagation/cloud_trace_context.h"

#include <gtest/gtest.h>

#include <string>

namespace opencensus {
namespace trace {
namespace propagation {
namespace cloud_trace_context_test {
namespace {

constexpr char kInvalid[] = "00000000000000000000000000000000-0000000000000000-00";

struct HeaderCase {
  std::string name;
  std::string header;
  std::string context;
};

const HeaderCase kCases[] = {
    {"Sampled", "12345678901234567890123456789012/12345;o=1",
     "12345678901234567890123456789012-0000000000003039-01"},
    {"Option3IsSampled", "12345678901234567890123456789012/12345;o=3",
     "12345678901234567890123456789012-0000000000003039-01"},
    {"Option2IsNot", "12345678901234567890123456789012/12345;o=2",
     "12345678901234567890123456789012-0000000000003039-00"},
    {"Option0IsNot", "12345678901234567890123456789012/12345;o=0",
     "12345678901234567890123456789012-0000000000003039-00"},
    {"AbsentIsNot", "12345678901234567890123456789012/12345",
     "12345678901234567890123456789012-0000000000003039-00"},
    {"UpperCase", "ABCDEF78901234567890123456789012/1",
     "abcdef78901234567890123456789012-0000000000000001-00"},
    {"LargestSpanId", "12345678901234567890123456789012/18446744073709551615;o=1",
     "12345678901234567890123456789012-ffffffffffffffff-01"},
    {"SpanIdTooLarge", "12345678901234567890123456789012/18446744073709551616;o=1", kInvalid},
    {"SpanIdZero", "12345678901234567890123456789012/0;o=1", kInvalid},
    {"SpanIdNegative", "12345678901234567890123456789012/-1;o=1", kInvalid},
    {"NoSpanId", "12345678901234567890123456789012/;o=1", kInvalid},
    {"NoSlash", "12345678901234567890123456789012 12345;o=1", kInvalid},
    {"BadTraceId", "1234567890123456789012345678901x/12345;o=1", kInvalid},
    {"ShortTraceId", "1234567890123456789012345678901/12345;o=1", kInvalid},
    {"Option4", "12345678901234567890123456789012/12345;o=4", kInvalid},
    {"OptionNotADigit", "12345678901234567890123456789012/12345;o=x", kInvalid},
    {"TrailingData", "12345678901234567890123456789012/12345;o=1x", kInvalid},
    {"Empty", "", kInvalid},
};

class CloudTraceContextTest : public testing::TestWithParam<HeaderCase> {};

TEST_P(CloudTraceContextTest, ReadsOrRefuses) {
  EXPECT_EQ(FromCloudTraceContextHeader(GetParam().header).ToString(), GetParam().context);
}

INSTANTIATE_TEST_SUITE_P(Headers, CloudTraceContextTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(CloudTraceContextTest, WritesTheOptionsAlways) {
  const SpanContext context =
      FromCloudTraceContextHeader("12345678901234567890123456789012/12345;o=3");
  EXPECT_EQ(ToCloudTraceContextHeader(context), "12345678901234567890123456789012/12345;o=1");
  EXPECT_EQ(ToCloudTraceContextHeader(SpanContext()), "00000000000000000000000000000000/0;o=0");
}

}  // namespace
}  // namespace cloud_trace_context_test
}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
