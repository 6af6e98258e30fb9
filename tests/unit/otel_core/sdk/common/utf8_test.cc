#include "otel_core/sdk/src/common/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge {
namespace {

#define REPLACEMENT "\xEF\xBF\xBD"

struct Utf8Case {
  std::string name;
  std::string text;
  std::string repaired;  // equal to `text` when that is valid
};

// Unicode 15, section 3.9: tables 3-7 to 3-11.
const Utf8Case kCases[] = {
    {"Empty", "", ""},
    {"Ascii", "plain text of more than eight bytes", "plain text of more than eight bytes"},
    {"TwoBytes", "\xC3\xBC", "\xC3\xBC"},
    {"ThreeBytes", "\xE2\x82\xAC", "\xE2\x82\xAC"},
    {"FourBytes", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    {"LastCodePoint", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},
    {"BeyondLastCodePoint", "\xF4\x90\x80\x80", REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT},
    {"LoneContinuation", "a\x80z", "a" REPLACEMENT "z"},
    {"OverlongSlash", "\xC0\xAF", REPLACEMENT REPLACEMENT},
    {"OverlongThreeBytes", "\xE0\x80\x80", REPLACEMENT REPLACEMENT REPLACEMENT},
    {"Surrogate", "\xED\xA0\x80", REPLACEMENT REPLACEMENT REPLACEMENT},
    {"TruncatedAtEnd", "abc\xE2\x82", "abc" REPLACEMENT},
    {"TruncatedInside", "\xF0\x9F\x98z", REPLACEMENT "z"},
    {"InvalidAfterEightBytes", "12345678\xFF", "12345678" REPLACEMENT},
};

class Utf8Test : public ::testing::TestWithParam<Utf8Case> {};

TEST_P(Utf8Test, IsRecognised) {
  EXPECT_EQ(IsValidUtf8(GetParam().text), GetParam().text == GetParam().repaired);
}

TEST_P(Utf8Test, IsRepaired) {
  EXPECT_EQ(ReplaceInvalidUtf8(GetParam().text), GetParam().repaired);
}

INSTANTIATE_TEST_SUITE_P(Unicode, Utf8Test, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(FirstCharactersTest, CutsBetweenCharacters) {
  EXPECT_EQ(FirstCharacters("\xC3\xBCx", 1), "\xC3\xBC");
  EXPECT_EQ(FirstCharacters("abc", 2), "ab");
  EXPECT_EQ(FirstCharacters("abc", 3), "abc");
  EXPECT_EQ(FirstCharacters("abc", 0), "");
  EXPECT_EQ(FirstCharacters("\xFF\xFF\xFF", 2), "\xFF\xFF");
}

}  // namespace
}  // namespace tracebridge
