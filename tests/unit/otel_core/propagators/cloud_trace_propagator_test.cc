// One case per part of the header and per malformation. A result is written as in tests/support/span_context_text.h.
#include "tracebridge/cloud_trace_propagator.h"

#include <gtest/gtest.h>

#include <string>

#include "opentelemetry/trace/context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::cloud_trace_propagator_test {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using test::Text;

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kIds = kTrace + "/67667974448284343";
const std::string kResult = kTrace + " 00f067aa0ba902b7";

context::Context Extracted(const std::string& header, context::Context before = {}) {
  return CloudTracePropagator().Extract(HeaderCarrier({{"X-Cloud-Trace-Context", header}}), before);
}

struct CloudTraceCase {
  std::string name;
  std::string header;
  std::string expected;
  int malformed = 0;
};

const CloudTraceCase kCases[] = {
    {"Sampled", kIds + ";o=1", kResult + " 01 remote"},
    {"NotSampled", kIds + ";o=0", kResult + " 00 remote"},
    {"WithoutOptions_IsUndecided", kIds, kResult + " 00 remote deferred"},
    {"OptionsAreBits", kIds + ";o=3", kResult + " 01 remote"},
    {"OtherBits_AreNotSampled", kIds + ";o=2", kResult + " 00 remote"},
    {"EmptyOption_IsUndecided", kIds + ";o=", kResult + " 00 remote deferred", 1},
    {"OptionNotANumber_IsUndecided", kIds + ";o=x", kResult + " 00 remote deferred", 1},
    {"NegativeOption_IsUndecided", kIds + ";o=-1", kResult + " 00 remote deferred", 1},
    {"UnknownOption_IsSkipped", kIds + ";p=2", kResult + " 00 remote deferred"},
    {"OptionAmongOthers", kIds + ";p=2; o=1;q", kResult + " 01 remote"},
    {"UpperCaseOption_IsAnotherOne", kIds + ";O=1", kResult + " 00 remote deferred"},
    {"TrailingSemicolon", kIds + ";o=1;", kResult + " 01 remote"},
    {"SpacesAround", " \t" + kIds + ";o=1 ", kResult + " 01 remote"},
    {"UpperCaseTraceId", "4BF92F3577B34DA6A3CE929D0E0E4736/67667974448284343;o=1",
     kResult + " 01 remote"},
    {"SmallestSpanId", kTrace + "/1;o=1", kTrace + " 0000000000000001 01 remote"},
    {"LargestSpanId", kTrace + "/18446744073709551615;o=1", kTrace + " ffffffffffffffff 01 remote"},
    {"ZerosInFrontOfTheSpanId", kTrace + "/0000000000000000000000042;o=1",
     kTrace + " 000000000000002a 01 remote"},
    {"SpanIdOf65Bits", kTrace + "/18446744073709551616;o=1", "none", 1},
    {"NegativeSpanId", kTrace + "/-1;o=1", "none", 1},
    {"HexSpanId", kTrace + "/53995c3f42cd8ad8;o=1", "none", 1},
    {"EmptySpanId", kTrace + "/;o=1", "none", 1},
    {"SpanIdWithMoreBehind", kTrace + "/1/2;o=1", "none", 1},
    {"NoSpanId_IsADecision", kTrace + ";o=1", "no ids 01 remote"},
    {"NoSpanId_Denied", kTrace + ";o=0", "no ids 00 remote"},
    {"ZeroSpanId_IsADecision", kTrace + "/0;o=1", "no ids 01 remote"},
    {"TraceIdAlone_SaysNothing", kTrace, "none"},
    {"ShortTraceId", "a3ce929d0e0e4736/1;o=1",
     "0000000000000000a3ce929d0e0e4736 0000000000000001 01 remote short"},
    {"TraceIdWithoutItsLeadingZero", "bf92f3577b34da6a3ce929d0e0e4736/1;o=1",
     "0bf92f3577b34da6a3ce929d0e0e4736 0000000000000001 01 remote"},
    {"EmptyTraceId", "/1;o=1", "none", 1},
    {"LongTraceId", "14bf92f3577b34da6a3ce929d0e0e4736/1;o=1", "none", 1},
    {"ZeroTraceId", "00000000000000000000000000000000/1;o=1", "none", 1},
    {"TraceIdNotHex", "gbf92f3577b34da6a3ce929d0e0e4736/1;o=1", "none", 1},
    {"Empty", "", "none"},
    {"Slash", "/", "none", 1},
    {"Semicolon", ";", "none", 1},
    {"Garbage", "garbage", "none", 1},
    {"TwoHeaders", kIds + ";o=1," + kIds + ";o=1", "none", 1},
    {"LineBreak", kIds + ";o=1\r\nx: y", kResult + " 00 remote deferred", 1},
    {"NonAscii", kTrace + "/\xc3\xa9;o=1", "none", 1},
    {"VeryLong", std::string(1 << 20, '0'), "none", 1},
};

class CloudTraceTest : public ::testing::TestWithParam<CloudTraceCase> {};

TEST_P(CloudTraceTest, IsReadAsItsDescriptionSays) {
  EXPECT_EQ(Text(trace::GetSpanContext(Extracted(GetParam().header))), GetParam().expected);
}

TEST_P(CloudTraceTest, IsCountedWhenMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().header);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed);
}

TEST_P(CloudTraceTest, LeavesTheContextAloneWithoutAResult) {
  context::Context before("key", true);
  EXPECT_EQ(Extracted(GetParam().header, before) == before, GetParam().expected == "none");
}

INSTANTIATE_TEST_SUITE_P(Header, CloudTraceTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string SentOn(const std::string& header) {
  HeaderCarrier carrier;
  CloudTracePropagator().Inject(carrier, Extracted(header));
  return carrier.Text();
}

TEST(CloudTracePropagatorTest, SendsOnWhatItReceived) {
  for (const std::string& header :
       {kIds + ";o=1", kIds + ";o=0", kIds, kTrace + "/18446744073709551615;o=1"}) {
    EXPECT_EQ(SentOn(header), "x-cloud-trace-context: " + header);
  }
}

TEST(CloudTracePropagatorTest, SendsNothingWithoutASpanContext) {
  EXPECT_EQ(SentOn("garbage"), "");
  EXPECT_EQ(SentOn(kTrace + ";o=1"), "");
}

TEST(CloudTracePropagatorTest, NamesItsHeader) {
  std::string fields;
  EXPECT_TRUE(CloudTracePropagator().Fields([&](nostd::string_view field) {
    fields.append(field);
    return true;
  }));
  EXPECT_EQ(fields, "x-cloud-trace-context");
}

}  // namespace
}  // namespace tracebridge::cloud_trace_propagator_test
