#include "opencensus/trace/exporter/attribute_value.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace opencensus {
namespace trace {
namespace exporter {
namespace {
using Type = AttributeValue::Type;

TEST(AttributeValueTest, OwnsItsText) {
  std::string text = "a text that is too long to be kept inside a std::string";
  const AttributeValue value((AttributeValueRef(text)));
  text.assign(text.size(), '#');
  EXPECT_EQ(value.type(), Type::kString);
  EXPECT_EQ(value.string_value(), "a text that is too long to be kept inside a std::string");
}

TEST(AttributeValueTest, ChangesItsTypeWhenAssignedTo) {
  const AttributeValue text(AttributeValueRef("text long enough to live on the heap, certainly"));
  const AttributeValue number(AttributeValueRef(7));
  const AttributeValue flag(AttributeValueRef(true));
  AttributeValue value = text;
  EXPECT_EQ(value, text);
  value = number;
  EXPECT_EQ(value, number);
  value = flag;
  EXPECT_EQ(value, flag);
  AttributeValue source = text;
  value = std::move(source);
  EXPECT_EQ(value, text);
  const AttributeValue moved(std::move(value));
  EXPECT_EQ(moved, text);
}

TEST(AttributeValueTest, SurvivesAssignmentToItself) {
  AttributeValue value(AttributeValueRef("text long enough to live on the heap, certainly"));
  AttributeValue& same = value;
  value = same;
  value = std::move(same);
  EXPECT_EQ(value.string_value(), "text long enough to live on the heap, certainly");
}

TEST(AttributeValueTest, ComparesTypeAndValue) {
  EXPECT_NE(AttributeValue(AttributeValueRef(1)), AttributeValue(AttributeValueRef(true)));
  EXPECT_NE(AttributeValue(AttributeValueRef(1)), AttributeValue(AttributeValueRef("1")));
  EXPECT_NE(AttributeValue(AttributeValueRef(1)), AttributeValue(AttributeValueRef(2)));
  EXPECT_EQ(AttributeValue(AttributeValueRef("1")), AttributeValue(AttributeValueRef("1")));
}

TEST(AttributeValueTest, IsTextForPeople) {
  EXPECT_EQ(AttributeValue(AttributeValueRef("a")).DebugString(), "\"a\"");
  EXPECT_EQ(AttributeValue(AttributeValueRef(-5)).DebugString(), "-5");
  EXPECT_EQ(AttributeValue(AttributeValueRef(false)).DebugString(), "false");
}

}  // namespace
}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
