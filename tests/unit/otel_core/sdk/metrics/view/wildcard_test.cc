// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Instrument selection criteria".
#include "otel_core/sdk/src/metrics/view/wildcard.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::sdk {
namespace wildcard_test {

struct Case {
  const char* name;
  const char* pattern;
  const char* text;
  bool matches;
};

const Case kCases[] = {
    {"TheSame", "requests", "requests", true},
    {"LongerText", "requests", "requests2", false},
    {"ShorterText", "requests", "request", false},
    {"AnotherCase", "Requests", "requests", false},
    {"StarIsAnyText", "http.*", "http.server.duration", true},
    {"StarIsNoText", "http.*", "http.", true},
    {"StarAlone", "*", "anything", true},
    {"StarAndNothing", "*", "", true},
    {"StarInTheMiddle", "http.*.duration", "http.server.duration", true},
    {"StarInTheMiddleOfNothing", "http.*.duration", "http.duration", false},
    {"StarGoesBack", "*ab", "aab", true},
    {"StarsGoBack", "*a*b", "xaxxb", true},
    {"StarDoesNotSkipTheEnd", "*a", "ab", false},
    {"QuestionIsOneCharacter", "queue?", "queue1", true},
    {"QuestionIsNotNone", "queue?", "queue", false},
    {"QuestionIsNotTwo", "queue?", "queue10", false},
    {"Both", "?*", "", false},
    {"EmptyAndEmpty", "", "", true},
    {"EmptyAndSomething", "", "a", false},
    {"ADotIsADot", "a.b", "axb", false},
};

class WildcardTest : public testing::TestWithParam<Case> {};

TEST_P(WildcardTest, DescribesTheWholeText) {
  EXPECT_EQ(MatchesWildcard(GetParam().pattern, GetParam().text), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(Specification, WildcardTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(WildcardTest, ManyStarsTakeNoTime) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(MatchesWildcard(pattern + "b", std::string(5000, 'a')));
}

}  // namespace wildcard_test
}  // namespace tracebridge::sdk
