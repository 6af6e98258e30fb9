// Bytes are written as hexadecimal digits; a result as in tests/support/span_context_text.h, with the baggage behind it.
#include "tracebridge/jaeger_binary.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/bytes_text.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger_binary_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using test::FromHex;

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kSpan = "53995c3f42cd8ad8";
const std::string kNoParent = "0000000000000000";
const std::string kFixed = kTrace + kSpan + kNoParent;
const std::string kItem =
    "000000016b"
    "0000000176";

context::Context Extracted(const std::string& hex) {
  return JaegerBinary().FromBytes(FromHex(hex), context::Context());
}

std::string Text(const context::Context& context) {
  const std::string items = test::BaggageText(context);
  const std::string span_context = test::Text(trace::GetSpanContext(context));
  return items.empty() ? span_context : span_context + " {" + items + "}";
}

struct BinaryCase {
  std::string name;
  std::string bytes;
  std::string expected;
};

const BinaryCase kCases[] = {
    {"Sampled",
     kFixed + "01"
              "00000000",
     kTrace + " " + kSpan + " 01 remote"},
    {"NotSampled",
     kFixed + "00"
              "00000000",
     kTrace + " " + kSpan + " 00 remote"},
    {"Debug",
     kFixed + "03"
              "00000000",
     kTrace + " " + kSpan + " 01 remote debug"},
    {"64Bits",
     "0000000000000000" + kTrace.substr(16) + kSpan + kNoParent +
         "01"
         "00000000",
     "0000000000000000a3ce929d0e0e4736 " + kSpan + " 01 remote short"},
    {"Baggage",
     kFixed +
         "01"
         "00000001" +
         kItem,
     kTrace + " " + kSpan + " 01 remote {k=v}"},
    {"BytesBehind_AreNotLookedAt",
     kFixed + "01"
              "00000000"
              "ff",
     kTrace + " " + kSpan + " 01 remote"},
    {"NegativeCount_IsNone",
     kFixed + "01"
              "ffffffff",
     kTrace + " " + kSpan + " 01 remote"},
    {"Empty", "", "none"},
    {"CutInAnId", kTrace.substr(0, 30), "none"},
    {"WithoutFlags", kFixed, "none"},
    {"WithoutACount", kFixed + "01", "none"},
    {"MoreItemsThanBytes",
     kFixed +
         "01"
         "7fffffff" +
         kItem,
     "none"},
    {"NegativeLength",
     kFixed + "01"
              "00000001"
              "ffffffff"
              "6b",
     "none"},
    {"HugeLength",
     kFixed + "01"
              "00000001"
              "7fffffff"
              "6b",
     "none"},
    {"ZeroTraceId",
     "00000000000000000000000000000000" + kSpan + kNoParent +
         "01"
         "00000000",
     "none"},
    {"ZeroSpanId",
     kTrace + kNoParent + kNoParent +
         "01"
         "00000000",
     "none"},
};

class JaegerBinaryTest : public ::testing::TestWithParam<BinaryCase> {};

TEST_P(JaegerBinaryTest, ReadsFixedFieldsAndBaggage) {
  EXPECT_EQ(Text(Extracted(GetParam().bytes)), GetParam().expected);
}

TEST_P(JaegerBinaryTest, CountsWhatIsMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().bytes);
  const bool malformed = GetParam().expected == "none" && !GetParam().bytes.empty();
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, malformed ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Messages, JaegerBinaryTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

// As jaeger-client-cpp 0.9 wrote it, on x86-64; but for the parent, which is not sent.
TEST(JaegerBinaryFormatTest, SpeaksTheOrderOfTheCppClient) {
  const JaegerBinary format(JaegerBinary::ByteOrder::kLittleEndian);
  const std::string ids = "a64db377352ff94b36470e0e9d92cea3d88acd423f5c9953";
  const std::string rest = "01 01000000 03000000 6b6579 05000000 76616c7565";
  const auto read = format.FromBytes(FromHex(ids + "8877665544332211" + rest), context::Context());
  EXPECT_EQ(Text(read), kTrace + " " + kSpan + " 01 remote {key=value}");
  std::string bytes;
  ASSERT_TRUE(format.ToBytes(read, &bytes));
  EXPECT_EQ(bytes, FromHex(ids + kNoParent + rest));
}

TEST(JaegerBinaryFormatTest, WritesWhatItRead) {
  for (const std::string& hex : {kFixed + "01"
                                          "00000000",
                                 kFixed + "0b"
                                          "00000000",
                                 kFixed +
                                     "01"
                                     "00000001" +
                                     kItem}) {
    std::string bytes;
    EXPECT_TRUE(JaegerBinary().ToBytes(Extracted(hex), &bytes));
    EXPECT_EQ(test::ToHex(bytes), hex);
  }
}

TEST(JaegerBinaryFormatTest, WritesNothingWithoutASpanContext) {
  std::string bytes = "left over";
  EXPECT_FALSE(JaegerBinary().ToBytes(context::Context(), &bytes));
  EXPECT_EQ(bytes, "");
}

}  // namespace
}  // namespace tracebridge::jaeger_binary_test
