#include "migration/tail/text.h"

#include <gtest/gtest.h>

namespace tracebridge::tail::text_test {
namespace {

struct TextCase {
  std::string name;
  std::string text;
  std::string terminal;
  std::string html;
};

const TextCase kCases[] = {
    {"Ascii", "GET /", "GET /", "GET /"},
    {"Markup", "<a href='x'>&\"", "<a href='x'>&\"", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"},
    {"Unicode", "Amélie 日本 😀", "Amélie 日本 😀", "Amélie 日本 😀"},
    {"Lines", "a\r\n\tb", "a\\r\\n\\tb", "a\\r\n\tb"},
    {"EscapeSequence", "\x1b]0;title\x07", "\\x1b]0;title\\x07", "\\x1b]0;title\\x07"},
    {"C1Control",
     "\xc2\x9b"
     "2J",
     "\\x9b2J", "\\x9b2J"},
    {"Delete", "a\x7f", "a\\x7f", "a\\x7f"},
    {"Nul", std::string("a\0b", 3), "a\\x00b", "a\\x00b"},
    {"DirectionOverride",
     "a\u202e"
     "b",
     "a\\u202eb", "a\\u202eb"},
    {"Tag", "\U000e0041", "\\U000e0041", "\\U000e0041"},
    {"LoneByte",
     "a\xff"
     "b",
     "a\ufffdb", "a\ufffdb"},
    {"Overlong", "\xc0\xaf", "\ufffd\ufffd", "\ufffd\ufffd"},
    {"OverlongControl", "\xe0\x80\x9b", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"},
    {"Surrogate", "\xed\xa0\x80", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"},
    {"BeyondUnicode", "\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd\ufffd"},
    {"CutShort", "\xf0\x9f\x98", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"},
};

class SafeTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(SafeTextTest, IsOnlyShown) {
  EXPECT_EQ(TerminalText(GetParam().text), GetParam().terminal);
  EXPECT_EQ(HtmlText(GetParam().text), GetParam().html);
}

INSTANTIATE_TEST_SUITE_P(Text, SafeTextTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(TextTest, TrimsSpacesAndTabs) {
  EXPECT_EQ(Trim(" \ta b\t "), "a b");
  EXPECT_EQ(Trim("  "), "");
}

TEST(TextTest, CodePointsSurviveTheRoundTrip) {
  for (const char32_t code_point : {U'\x7f', U'\x80', U'\x7ff', U'\x800', U'\xffff', U'\x10000'}) {
    const std::string utf8 = ToUtf8(code_point);
    std::string_view rest = utf8;
    EXPECT_EQ(TakeCodePoint(rest), code_point);
    EXPECT_TRUE(rest.empty());
  }
}

TEST(TextTest, WidthCountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("日本"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
}

TEST(TextTest, FitsTextIntoColumns) {
  EXPECT_EQ(FitColumns("abc", 5), "abc  ");
  EXPECT_EQ(FitColumns("abc", 3), "abc");
  EXPECT_EQ(FitColumns("abcd", 3), "ab…");
  EXPECT_EQ(FitColumns("日本語", 4), "日… ");
  EXPECT_EQ(FitColumns("abc", 0), "");
}

TEST(CutTextTest, EndsBetweenCharacters) {
  EXPECT_EQ(Cut("caf\u00e9", 5), "caf\u00e9");
  EXPECT_EQ(Cut("caf\u00e9", 4), "caf\u2026 (cut)");
  EXPECT_EQ(Cut("abc", 2), "ab\u2026 (cut)");
}

}  // namespace
}  // namespace tracebridge::tail::text_test
