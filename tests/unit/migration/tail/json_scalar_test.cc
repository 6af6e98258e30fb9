#include "migration/tail/json_scalar.h"

#include <gtest/gtest.h>

namespace tracebridge::tail::json_scalar_test {
namespace {

TEST(JsonScalarTest, IntegersEndWhereTheirTypeDoes) {
  EXPECT_EQ(ToInt64(std::string("9223372036854775807")), INT64_MAX);
  EXPECT_EQ(ToInt64(std::string("9223372036854775808")), std::nullopt);
  EXPECT_EQ(ToInt64(uint64_t{9223372036854775808u}), std::nullopt);
  EXPECT_EQ(ToInt64(9223372036854775808.0), std::nullopt);
  EXPECT_EQ(ToInt64(-9223372036854775808.0), INT64_MIN);
  EXPECT_EQ(ToUint64(18446744073709551616.0), std::nullopt);
  EXPECT_EQ(ToUint64(int64_t{-1}), std::nullopt);
  EXPECT_EQ(ToUint64(std::string("+1")), std::nullopt);
  EXPECT_EQ(ToUint64(std::string(" 1")), std::nullopt);
  EXPECT_EQ(ToUint64(true), std::nullopt);
}

TEST(JsonScalarTest, DoublesAreFiniteUnlessNamed) {
  EXPECT_EQ(ToDouble(std::string("-2.5e3")), -2500.0);
  EXPECT_EQ(ToDouble(std::string("nan")), std::nullopt);
  EXPECT_EQ(ToDouble(std::string("1e999")), std::nullopt);
  EXPECT_EQ(ToDouble(std::string("")), std::nullopt);
  EXPECT_EQ(ToDouble(nullptr), std::nullopt);
}

TEST(JsonScalarTest, Base64IsReadInBothAlphabets) {
  EXPECT_EQ(FromBase64("-_8="), "\xfb\xff");
  EXPECT_EQ(FromBase64("+/8"), "\xfb\xff");
  EXPECT_EQ(FromBase64(""), "");
  EXPECT_EQ(FromBase64("A*=="), std::nullopt);
}

TEST(JsonScalarTest, HexIdsAreAllDigitsOrNone) {
  EXPECT_EQ(ToHex(SpanIdFromHex("00F067AA0BA902B7")), "00f067aa0ba902b7");
  EXPECT_TRUE(IsZero(SpanIdFromHex("00f067aa0ba902bg")));
  EXPECT_TRUE(IsZero(SpanIdFromHex("00f067aa0ba902b")));
  EXPECT_TRUE(IsZero(TraceIdFromHex("00f067aa0ba902b7")));
}

std::string Mended(std::string json) {
  ReplaceLoneSurrogates(json);
  return json;
}

TEST(JsonScalarTest, LoneSurrogatesAreReplaced) {
  EXPECT_EQ(Mended(R"(a\ud83d)"), R"(a\ufffd)");
  EXPECT_EQ(Mended(R"(\uDE00b)"), R"(\ufffdb)");
  EXPECT_EQ(Mended(R"(\ud83d\ud83d\ude00)"), R"(\ufffd\ud83d\ude00)");
  EXPECT_EQ(Mended(R"(\ud83d\n)"), R"(\ufffd\n)");
  EXPECT_EQ(Mended(R"(\\ud83d)"), R"(\\ud83d)");
  EXPECT_EQ(Mended(R"(\\\ud83d)"), R"(\\\ufffd)");
  EXPECT_EQ(Mended(R"(\u00e9\ud8)"), R"(\u00e9\ud8)");
  EXPECT_EQ(Mended("\\"), "\\");
}

}  // namespace
}  // namespace tracebridge::tail::json_scalar_test
