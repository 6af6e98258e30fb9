#include "opencensus/trace/attribute_value_ref.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace opencensus {
namespace trace {
namespace {
using Type = AttributeValueRef::Type;

TEST(AttributeValueRefTest, TakesTextInEveryForm) {
  const std::string text = "abc";
  const char characters[] = "abc";
  for (const AttributeValueRef& value :
       {AttributeValueRef("abc"), AttributeValueRef(text), AttributeValueRef(characters),
        AttributeValueRef(absl::string_view("abcd", 3))}) {
    EXPECT_EQ(value.type(), Type::kString);
    EXPECT_EQ(value.string_value(), "abc");
  }
}

TEST(AttributeValueRefTest, TakesEveryIntegerAsAnInteger) {
  EXPECT_EQ(AttributeValueRef(5).int_value(), 5);
  EXPECT_EQ(AttributeValueRef(5U).int_value(), 5);
  EXPECT_EQ(AttributeValueRef(int8_t{-5}).int_value(), -5);
  EXPECT_EQ(AttributeValueRef(uint16_t{5}).int_value(), 5);
  EXPECT_EQ(AttributeValueRef(size_t{5}).int_value(), 5);
  EXPECT_EQ(AttributeValueRef(5LL).int_value(), 5);
  EXPECT_EQ(AttributeValueRef('a').int_value(), 97);
  EXPECT_EQ(AttributeValueRef(std::numeric_limits<uint64_t>::max()).int_value(), -1);
}

TEST(AttributeValueRefTest, TakesOnlyABoolAsABool) {
  EXPECT_EQ(AttributeValueRef(true).type(), Type::kBool);
  EXPECT_TRUE(AttributeValueRef(true).bool_value());
  EXPECT_EQ(AttributeValueRef(1).type(), Type::kInt);
  const char* text = "x";
  EXPECT_EQ(AttributeValueRef(text).type(), Type::kString);
}

TEST(AttributeValueRefTest, ComparesTypeAndValue) {
  EXPECT_EQ(AttributeValueRef("a"), AttributeValueRef(std::string("a")));
  EXPECT_NE(AttributeValueRef("a"), AttributeValueRef("b"));
  EXPECT_NE(AttributeValueRef(0), AttributeValueRef(false));
  EXPECT_EQ(AttributeValueRef(false), AttributeValueRef(false));
}

TEST(AttributeValueRefTest, IsTextForPeople) {
  EXPECT_EQ(AttributeValueRef("a").DebugString(), "\"a\"");
  EXPECT_EQ(AttributeValueRef(int64_t{1} << 40).DebugString(), "1099511627776");
  EXPECT_EQ(AttributeValueRef(true).DebugString(), "true");
}

}  // namespace
}  // namespace trace
}  // namespace opencensus
