#include "migration/tail/value_text.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {

TEST(ValueTextTest, TextIsItself) { EXPECT_EQ(ValueText({std::string("a \"b\"")}), "a \"b\""); }

TEST(ValueTextTest, OtherValuesReadLikeJson) {
  EXPECT_EQ(ValueText({}), "null");
  EXPECT_EQ(ValueText({true}), "true");
  EXPECT_EQ(ValueText({int64_t{-42}}), "-42");
  EXPECT_EQ(ValueText({0.1}), "0.1");
  EXPECT_EQ(ValueText({std::numeric_limits<double>::quiet_NaN()}), "NaN");
  EXPECT_EQ(ValueText({-std::numeric_limits<double>::infinity()}), "-Infinity");
  EXPECT_EQ(ValueText({Bytes{"\x01\xff"}}), "Af8=");
  EXPECT_EQ(ValueText({std::vector<Value>{{int64_t{1}}, {std::string("a\"")}, {Bytes{"x"}}}}),
            R"([1,"a\"","eA=="])");
  EXPECT_EQ(ValueText({std::vector<Attribute>{{"k", {std::vector<Value>{}}}, {"l", {}}}}),
            R"({"k":[],"l":null})");
}

TEST(ValueTextTest, DurationsHaveThreeDigits) {
  EXPECT_EQ(DurationText(0), "0 ns");
  EXPECT_EQ(DurationText(999), "999 ns");
  EXPECT_EQ(DurationText(1000), "1.00 µs");
  EXPECT_EQ(DurationText(12'345), "12.3 µs");
  EXPECT_EQ(DurationText(123'456), "123 µs");
  EXPECT_EQ(DurationText(999'600), "1.00 ms");
  EXPECT_EQ(DurationText(9'996'000), "10.0 ms");
  EXPECT_EQ(DurationText(3'070'000'000), "3.07 s");
  EXPECT_EQ(DurationText(7'200'000'000'000), "7200 s");
  EXPECT_EQ(DurationText(-1'000'000), "-1.00 ms");
}

TEST(ValueTextTest, TimesAreInUtc) {
  EXPECT_EQ(TimeText(1'700'000'000'123'456'789), "2023-11-14 22:13:20.123456 UTC");
  EXPECT_EQ(TimeText(0), "1970-01-01 00:00:00.000000 UTC");
}

TEST(ValueTextTest, ElapsedTimeIsHeldToItsType) {
  EXPECT_EQ(Elapsed(1, 3), 2);
  EXPECT_EQ(Elapsed(3, 1), -2);
  EXPECT_EQ(Elapsed(0, UINT64_MAX), INT64_MAX);
  EXPECT_EQ(Elapsed(UINT64_MAX, 0), -INT64_MAX);
}

TEST(ValueTextTest, AServiceWithoutANameIsUnknown) {
  Span span = MakeSpan(1, 0, "a", {}, "app", "edge");
  EXPECT_EQ(ServiceName(span), "edge");
  span.resource = std::make_shared<Resource>();
  EXPECT_EQ(ServiceName(span), "unknown_service");
}

}  // namespace
}  // namespace tracebridge::tail
