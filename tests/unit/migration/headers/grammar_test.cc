#include "migration/headers/grammar.h"

#include <gtest/gtest.h>

namespace tracebridge::headers {
namespace {

struct GrammarCase {
  std::string name;
  std::string header;
  std::string value;
  std::string expected;  // empty: nothing is wrong
};

const GrammarCase kCases[] = {
    {"Traceparent", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ""},
    {"TraceparentOfALaterVersion", "traceparent",
     "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future", ""},
    {"TraceIdTooShort", "traceparent", "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
     "the trace id has 31 lower-case hex digits, not 32"},
    {"UpperCase", "traceparent", "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
     "the trace id has `A` at its place 2; only lower-case hex digits may stand there"},
    {"ZeroParent", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
     "the parent id is zero"},
    {"CutOff", "traceparent", "00-0af7651916cd43dd8448eb211c80319c",
     "it ends after the trace id, without the parent id"},
    {"Twice", "traceparent", "00-a,00-b", "it is there more than once"},
    {"Empty", "traceparent", " ", "it is empty"},
    {"Control", "traceparent", "0\x1b-",
     "the version has `\\x1b` at its place 2; only lower-case hex "
     "digits may stand there"},
    {"Uber", "uber-trace-id", "64fe8b2a57d3eff7:e457b5a2e4d86bd1:0:1", ""},
    {"UberWithoutFlags", "uber-trace-id", "64fe8b2a57d3eff7:e457b5a2e4d86bd1:0",
     "it ends after the parent id, without the flags"},
    {"UberEscaped", "uber-trace-id", "64fe8b2a57d3eff7%3Ae457",
     "the trace id has `%` at its place 17; only hex digits may stand there"},
    {"B3DecisionAlone", "b3", "0", ""},
    {"B3", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1", ""},
    {"B3WithState", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-d-05e3ac9a4f6e3b90", ""},
    {"B3LongState", "b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-true",
     "the sampling state has 4 characters, not 1"},
    {"Cloud", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/1;o=1", ""},
    {"CloudHexSpan", "x-cloud-trace-context", "105445aa7843bc8bf206b12000100000/af;o=1",
     "the span id has `a` at its place 1; only decimal digits may stand there"},
    {"DatadogHex", "x-datadog-trace-id", "64fe8b2a57d3eff7",
     "the trace id has `f` at its place 3; only decimal digits may stand there"},
    {"NotKnown", "x-request-id", "anything", ""},
};

class GrammarTest : public testing::TestWithParam<GrammarCase> {};

TEST_P(GrammarTest, SaysWhatIsWrong) {
  EXPECT_EQ(WhyMalformed(GetParam().header, GetParam().value).value_or(""), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Table, GrammarTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::headers
