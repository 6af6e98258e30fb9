#include "shims/opentracing/json_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace tracebridge::opentracing_shim::json_text_test {
namespace {
using opentracing::Dictionary;
using opentracing::Values;

struct JsonCase {
  std::string name;
  opentracing::Value value;
  std::string expected;
};

const JsonCase kCases[] = {
    {"Scalars",
     Values{true, 1.5, -1, 1u, std::string("s"), opentracing::string_view("v"), nullptr,
            static_cast<const char*>("c"), static_cast<const char*>(nullptr)},
     R"([true,1.5,-1,1,"s","v",null,"c",""])"},
    {"LargestUnsigned", Values{std::numeric_limits<uint64_t>::max()}, "[18446744073709551615]"},
    {"NoNumbers", Values{std::numeric_limits<double>::infinity()}, "[null]"},
    {"NestedThreeDeep", Values{Dictionary{{"k", Values{Values{}}}}}, R"([{"k":[[]]}])"},
    {"KeysInOrder", Dictionary{{"b", 1}, {"a", 2}, {"", 3}}, R"({"":3,"a":2,"b":1})"},
    {"Escapes", Values{std::string("\"\\\n\x01")}, R"(["\"\\\n\u0001"])"},
    {"Unicode", Values{std::string("Am\xc3\xa9lie")}, "[\"Am\xc3\xa9lie\"]"},
    {"NotUtf8", Values{std::string("a\xff")}, "[\"a\xef\xbf\xbd\"]"},
    {"NotUtf8InKey", Dictionary{{"a\xff", 1}}, "{\"a\xef\xbf\xbd\":1}"},
};

class JsonTextTest : public ::testing::TestWithParam<JsonCase> {};

TEST_P(JsonTextTest, IsWritten) { EXPECT_EQ(JsonText(GetParam().value), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Json, JsonTextTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::opentracing_shim::json_text_test
