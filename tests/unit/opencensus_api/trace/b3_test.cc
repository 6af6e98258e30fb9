#include "opencensus/trace/propagation/b3.h"

#include <gtest/gtest.h>

#include <string>

namespace opencensus {
namespace trace {
namespace propagation {
namespace b3_test {
namespace {

constexpr char kLong[] = "463ac35c9f6413ad48485a3953bb6124";
constexpr char kShort[] = "a2fb4a1d1a96d312";
constexpr char kSpan[] = "0020000000000001";
constexpr char kInvalid[] = "00000000000000000000000000000000-0000000000000000-00";

struct HeaderCase {
  std::string name;
  std::string trace_id, span_id, sampled, flags;
  std::string context;
};

const HeaderCase kCases[] = {
    {"Sampled", kLong, kSpan, "1", "", "463ac35c9f6413ad48485a3953bb6124-0020000000000001-01"},
    {"Unsampled", kLong, kSpan, "0", "", "463ac35c9f6413ad48485a3953bb6124-0020000000000001-00"},
    {"AbsentIsUnsampled", kLong, kSpan, "", "",
     "463ac35c9f6413ad48485a3953bb6124-0020000000000001-00"},
    {"DebugIsSampled", kLong, kSpan, "", "1",
     "463ac35c9f6413ad48485a3953bb6124-0020000000000001-01"},
    {"DebugOutranksUnsampled", kLong, kSpan, "0", "1",
     "463ac35c9f6413ad48485a3953bb6124-0020000000000001-01"},
    {"ShortTraceIdIsTheRightHalf", kShort, kSpan, "1", "",
     "0000000000000000a2fb4a1d1a96d312-0020000000000001-01"},
    {"UpperCase", "463AC35C9F6413AD48485A3953BB6124", "00200000000000AB", "1", "",
     "463ac35c9f6413ad48485a3953bb6124-00200000000000ab-01"},
    {"SampledTrue", kLong, kSpan, "true", "", kInvalid},
    {"SampledD", kLong, kSpan, "d", "", kInvalid},
    {"Sampled2", kLong, kSpan, "2", "", kInvalid},
    {"Flags0", kLong, kSpan, "1", "0", kInvalid},
    {"OddTraceId", "463ac35c9f6413ad48485a3953bb612", kSpan, "1", "", kInvalid},
    {"LongTraceId", std::string(kLong) + "00", kSpan, "1", "", kInvalid},
    {"BadTraceId", "463ac35c9f6413ad48485a3953bb612x", kSpan, "1", "", kInvalid},
    {"BadSpanId", kLong, "002000000000000x", "1", "", kInvalid},
    {"ShortSpanId", kLong, "002000000000001", "1", "", kInvalid},
    {"Empty", "", "", "", "", kInvalid},
};

class B3Test : public testing::TestWithParam<HeaderCase> {};

TEST_P(B3Test, ReadsOrRefuses) {
  const HeaderCase& c = GetParam();
  EXPECT_EQ(FromB3Headers(c.trace_id, c.span_id, c.sampled, c.flags).ToString(), c.context);
}

INSTANTIATE_TEST_SUITE_P(Headers, B3Test, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(B3Test, WritesThreeHeaders) {
  const SpanContext context = FromB3Headers(kShort, kSpan, "1", "");
  EXPECT_EQ(ToB3TraceIdHeader(context), "0000000000000000a2fb4a1d1a96d312");
  EXPECT_EQ(ToB3SpanIdHeader(context), kSpan);
  EXPECT_EQ(ToB3SampledHeader(context), "1");
  EXPECT_EQ(ToB3SampledHeader(SpanContext()), "0");
}

}  // namespace
}  // namespace b3_test
}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
