#include "opentelemetry/common/kv_properties.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace opentelemetry::common {
namespace {

struct TokenizerCase {
  std::string name;
  std::string text;
  KeyValueStringTokenizerOptions options;
  std::string members;  // <key|value>, or ? for one without separator
  std::size_t tokens;
};

const TokenizerCase kCases[] = {
    {"Nothing", "", {}, "", 0},
    {"One", "k=v", {}, "<k|v>", 1},
    {"TrimsMembersOnly", " k = v ,\ta=b\t", {}, "<k | v><a|b>", 2},
    {"FirstSeparatorCounts", "k=a=b", {}, "<k|a=b>", 1},
    {"EmptyKeyAndValue", "=v,k=,=", {}, "<|v><k|><|>", 3},
    {"WithoutSeparator", "k=v,oops,a=b", {}, "<k|v>?<a|b>", 3},
    {"SkipsEmptyMembers", ",k=v, ,,", {}, "<k|v>", 4},
    {"KeepsEmptyMembers", ",k=v,", {',', '=', false}, "<|><k|v>", 2},
    {"OtherSeparators", "k:v;a:b", {';', ':', true}, "<k|v><a|b>", 2},
};

class TokenizerTest : public testing::TestWithParam<TokenizerCase> {};

TEST_P(TokenizerTest, FindsMembers) {
  KeyValueStringTokenizer tokenizer(GetParam().text, GetParam().options);
  for (int pass = 0; pass < 2; ++pass, tokenizer.reset()) {
    std::string members;
    bool is_valid = false;
    nostd::string_view key, value;
    while (tokenizer.next(is_valid, key, value)) {
      members += is_valid ? "<" + std::string(key) + "|" + std::string(value) + ">" : "?";
    }
    EXPECT_EQ(members, GetParam().members);
  }
  EXPECT_EQ(tokenizer.NumTokens(), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(Text, TokenizerTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string Text(const KeyValueProperties& properties) {
  std::string text;
  properties.GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    text.append(key).append("=").append(value).append(" ");
    return true;
  });
  return text;
}

TEST(KeyValuePropertiesTest, HoldsAsManyPairsAsThereIsRoomFor) {
  KeyValueProperties properties(2);
  for (const char* key : {"a", "b", "c"}) properties.AddEntry(key, "1");
  EXPECT_EQ(Text(properties), "a=1 b=1 ");
  EXPECT_EQ(properties.Size(), 2u);

  KeyValueProperties none;
  none.AddEntry("a", "1");
  EXPECT_EQ(none.Size(), 0u);
}

TEST(KeyValuePropertiesTest, CopiesAContainer) {
  const std::map<std::string, std::string> map{{"a", "1"}, {"b", "2"}};
  const KeyValueProperties properties(map);
  EXPECT_EQ(Text(properties), "a=1 b=2 ");
  std::string value;
  EXPECT_TRUE(properties.GetValue("b", value));
  EXPECT_EQ(value, "2");
  EXPECT_FALSE(properties.GetValue("c", value));
  EXPECT_EQ(value, "2");
}

}  // namespace
}  // namespace opentelemetry::common
