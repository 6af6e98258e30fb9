#include "otel_core/sdk/src/common/key_value_list.h"

#include <gtest/gtest.h>

namespace tracebridge::core {
namespace {

struct ListCase {
  std::string name;
  std::string text;
  std::string expected;
};

std::string Text(const Expected<KeyValueList>& list) {
  if (!list) return "error: " + list.error().message;
  std::string text;
  for (const auto& [key, value] : *list) text += "{" + key + ": \"" + value + "\"}";
  return text;
}

const ListCase kCases[] = {
    {"Empty_IsNothing", "", ""},
    {"One", "service.name=shop", R"({service.name: "shop"})"},
    {"Several_KeepTheirOrder", "b=1,a=2,b=3", R"({b: "1"}{a: "2"}{b: "3"})"},
    {"SpacesAround_AreDropped", " a = 1 ,\tb= 2", R"({a: "1"}{b: "2"})"},
    {"SpacesInside_AreKept", "a=1 2", R"({a: "1 2"})"},
    {"EmptyValue", "a=", R"({a: ""})"},
    {"EmptyMembers_AreSkipped", ",a=1,,", R"({a: "1"})"},
    {"EqualsInTheValue_IsKept", "a=b=c", R"({a: "b=c"})"},
    {"Percent_IsDecoded", "a%2Cb=c%3d%C3%A9", "{a,b: \"c=\xC3\xA9\"}"},
    {"Plus_IsNotASpace", "a=b+c", R"({a: "b+c"})"},
    {"NoEquals_Fails", "a=1,shop", R"(error: "shop" has no "=")"},
    {"NoKey_Fails", "=1", R"(error: "=1" has no key)"},
    {"PercentAtTheEnd_Fails", "a=b%", R"(error: "b%" has a "%" without two hexadecimal digits)"},
    {"PercentAndOneDigit_Fails", "a=b%2",
     R"(error: "b%2" has a "%" without two hexadecimal digits)"},
    {"PercentAndNoDigits_Fails", "a=%zz",
     R"(error: "%zz" has a "%" without two hexadecimal digits)"},
};

class KeyValueListTest : public testing::TestWithParam<ListCase> {};

TEST_P(KeyValueListTest, Parses) {
  EXPECT_EQ(Text(ParseKeyValueList(GetParam().text)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, KeyValueListTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::core
