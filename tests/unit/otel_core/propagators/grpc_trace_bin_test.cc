// One case per rule of OpenCensus's BinaryEncoding.md, "Deserialization Rules" and "Trace Context". Bytes are written in
// hexadecimal, a result as in tests/support/span_context_text.h.
#include "tracebridge/grpc_trace_bin.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/trace/context.h"
#include "tests/support/bytes_text.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_trace_bin_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using test::FromHex;
using test::Text;
using test::ToHex;

const std::string kTrace = "00 4bf92f3577b34da6a3ce929d0e0e4736 ";
const std::string kSpan = "01 00f067aa0ba902b7 ";
const std::string kResult = "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7";

context::Context Extracted(const std::string& hex, context::Context before = {}) {
  return GrpcTraceBin().FromBytes(FromHex(hex), before);
}

struct GrpcTraceBinCase {
  std::string name;
  std::string hex;
  std::string expected;
};

const GrpcTraceBinCase kCases[] = {
    {"Sampled", "00" + kTrace + kSpan + "0201", kResult + " 01 remote"},
    {"NotSampled", "00" + kTrace + kSpan + "0200", kResult + " 00 remote"},
    {"OtherOptions_AreIgnored", "00" + kTrace + kSpan + "02fe", kResult + " 00 remote"},
    {"NoOptions_AreUndecided", "00" + kTrace + kSpan, kResult + " 00 remote deferred"},
    {"OptionsCutOff_AreUndecided", "00" + kTrace + kSpan + "02", kResult + " 00 remote deferred"},
    {"OtherOrder", "00 0201" + kSpan + kTrace, kResult + " 01 remote"},
    {"LastOfTwoOptions", "00" + kTrace + kSpan + "0201 0200", kResult + " 00 remote"},
    {"UnknownField_EndsIt", "00" + kTrace + kSpan + "0201 03aa", kResult + " 01 remote"},
    {"UnknownFieldInBetween_EndsIt", "00" + kTrace + kSpan + "03aa 0201",
     kResult + " 00 remote deferred"},
    {"UnknownFieldFirst", "00 05" + kTrace + kSpan + "0201", "none"},
    {"TraceIdAlone", "00" + kTrace, "none"},
    {"SpanIdAlone", "00" + kSpan, "none"},
    {"SpanIdCutOff", "00" + kTrace + "01 00f067aa0ba902", "none"},
    {"TraceIdCutOff", "00 00 4bf92f3577b34da6a3ce929d0e0e47", "none"},
    {"OptionsAlone", "00 0201", "none"},
    {"ZeroTraceId", "00 00 00000000000000000000000000000000" + kSpan + "0201", "none"},
    {"ZeroSpanId", "00" + kTrace + "01 0000000000000000 0201", "none"},
    {"LaterVersion", "01" + kTrace + kSpan + "0201", "none"},
    {"VersionAlone", "00", "none"},
    {"Nothing", "", "none"},
};

class GrpcTraceBinTest : public ::testing::TestWithParam<GrpcTraceBinCase> {};

TEST_P(GrpcTraceBinTest, IsReadAsTheSpecificationSays) {
  EXPECT_EQ(Text(trace::GetSpanContext(Extracted(GetParam().hex))), GetParam().expected);
}

TEST_P(GrpcTraceBinTest, IsCountedExactlyWhenMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().hex);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().expected == "none" ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Specification, GrpcTraceBinTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string SentOn(const std::string& hex) {
  std::string bytes = "what was there before";
  const bool is_written = GrpcTraceBin().ToBytes(Extracted(hex), &bytes);
  EXPECT_EQ(is_written, !bytes.empty());
  return ToHex(bytes);
}

TEST(GrpcTraceBinWriteTest, WritesAllFieldsInTheirOrder) {
  const std::string sampled = ToHex(FromHex("00" + kTrace + kSpan + "0201"));
  const std::string unsampled = ToHex(FromHex("00" + kTrace + kSpan + "0200"));
  EXPECT_EQ(SentOn("00" + kTrace + kSpan + "0201"), sampled);
  EXPECT_EQ(SentOn("00 02ff" + kSpan + kTrace), sampled);
  EXPECT_EQ(SentOn("00" + kTrace + kSpan), unsampled);
}

TEST(GrpcTraceBinWriteTest, WritesNothingWithoutASpanContext) { EXPECT_EQ(SentOn("00"), ""); }

}  // namespace
}  // namespace tracebridge::grpc_trace_bin_test
