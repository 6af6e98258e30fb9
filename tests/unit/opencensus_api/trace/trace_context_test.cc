#include "opencensus/trace/propagation/trace_context.h"

#include <gtest/gtest.h>

#include <string>

namespace opencensus {
namespace trace {
namespace propagation {
namespace trace_context_test {
namespace {

constexpr char kInvalid[] = "00000000000000000000000000000000-0000000000000000-00";

struct HeaderCase {
  std::string name;
  std::string header;
  std::string context;
};

const HeaderCase kCases[] = {
    {"Sampled", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01",
     "404142434445464748494a4b4c4d4e4f-6162636465666768-01"},
    {"Unsampled", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-00",
     "404142434445464748494a4b4c4d4e4f-6162636465666768-00"},
    {"KeepsFlags03", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-03",
     "404142434445464748494a4b4c4d4e4f-6162636465666768-03"},
    {"KeepsAllFlags", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-fe",
     "404142434445464748494a4b4c4d4e4f-6162636465666768-fe"},
    {"ZeroIds", "00-00000000000000000000000000000000-0000000000000000-01",
     "00000000000000000000000000000000-0000000000000000-01"},
    {"Empty", "", kInvalid},
    {"Version01", "01-404142434445464748494a4b4c4d4e4f-6162636465666768-01", kInvalid},
    {"VersionFf", "ff-404142434445464748494a4b4c4d4e4f-6162636465666768-01", kInvalid},
    {"UpperCaseTraceId", "00-404142434445464748494A4B4C4D4E4F-6162636465666768-01", kInvalid},
    {"UpperCaseSpanId", "00-404142434445464748494a4b4c4d4e4f-616263646566676F-01", kInvalid},
    {"UpperCaseFlags", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-0A", kInvalid},
    {"TrailingData", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01-x", kInvalid},
    {"TrailingSpace", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01 ", kInvalid},
    {"LeadingSpace", " 00-404142434445464748494a4b4c4d4e4f-6162636465666768-01", kInvalid},
    {"TooShort", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-0", kInvalid},
    {"BadTraceId", "00-404142434445464748494a4b4c4d4e4g-6162636465666768-01", kInvalid},
    {"BadSpanId", "00-404142434445464748494a4b4c4d4e4f-616263646566676 -01", kInvalid},
    {"BadFlags", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-0x", kInvalid},
    {"NoFirstDash", "00.404142434445464748494a4b4c4d4e4f-6162636465666768-01", kInvalid},
    {"NoSecondDash", "00-404142434445464748494a4b4c4d4e4f_6162636465666768-01", kInvalid},
    {"NoThirdDash", "00-404142434445464748494a4b4c4d4e4f-6162636465666768+01", kInvalid},
    {"NotAscii",
     "00-\xc3\xa9"
     "4142434445464748494a4b4c4d4e4f-6162636465666768-01",
     kInvalid},
};

class TraceContextTest : public testing::TestWithParam<HeaderCase> {};

TEST_P(TraceContextTest, ReadsOrRefuses) {
  EXPECT_EQ(FromTraceParentHeader(GetParam().header).ToString(), GetParam().context);
}

TEST_P(TraceContextTest, WritesWhatItReads) {
  if (GetParam().context == kInvalid) return;
  EXPECT_EQ(ToTraceParentHeader(FromTraceParentHeader(GetParam().header)), GetParam().header);
}

INSTANTIATE_TEST_SUITE_P(Headers, TraceContextTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(TraceContextTest, WritesZerosForNoContext) {
  EXPECT_EQ(ToTraceParentHeader(SpanContext()), std::string("00-") + kInvalid);
}

}  // namespace
}  // namespace trace_context_test
}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
