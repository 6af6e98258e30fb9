#include "otel_core/exporters/otlp/src/json_text.h"

#include <gtest/gtest.h>

#include <utility>

namespace tracebridge::otlp {
namespace {

struct TextCase {
  std::string name;
  std::string text;
  std::string quoted;
};

const TextCase kTexts[] = {
    {"Empty", "", R"("")"},
    {"Plain", "abc", R"("abc")"},
    {"Quote", "a\"b", R"("a\"b")"},
    {"Backslash", "\\", R"("\\")"},
    {"LineBreaks", "\r\n\t", R"("\r\n\t")"},
    {"ControlCharacters", std::string("\0\x1f\x7f", 3), R"("\u0000\u001f\u007f")"},
    {"Utf8_IsKept", "\xC3\xA9\xF0\x9F\x98\x80", "\"\xC3\xA9\xF0\x9F\x98\x80\""},
};

class JsonTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(JsonTextTest, IsQuoted) {
  std::string out;
  AppendQuoted(GetParam().text, &out);
  EXPECT_EQ(out, GetParam().quoted);
}

INSTANTIATE_TEST_SUITE_P(Rfc8259, JsonTextTest, testing::ValuesIn(kTexts),
                         [](const auto& info) { return info.param.name; });

TEST(JsonBase64Test, IsPadded) {
  const std::pair<std::string, std::string> cases[] = {{"", R"("")"},
                                                       {"f", R"("Zg==")"},
                                                       {"fo", R"("Zm8=")"},
                                                       {"foo", R"("Zm9v")"},
                                                       {"foob", R"("Zm9vYg==")"}};
  for (const auto& [bytes, expected] : cases) {
    std::string out;
    AppendBase64(bytes, &out);
    EXPECT_EQ(out, expected);
  }
}

}  // namespace
}  // namespace tracebridge::otlp
