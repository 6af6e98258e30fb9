// What differs from the original, or could not be compared with it:
// tests/conformance/opentracing_api has the rest.
#include <gtest/gtest.h>
#include <opentracing/string_view.h>

namespace {
using opentracing::string_view;

TEST(StringViewTest, OfANullPointerIsEmpty) {
  const char* const absent = nullptr;
  EXPECT_TRUE(string_view(absent).empty());
  EXPECT_EQ(std::string(string_view(absent)), "");
}

TEST(StringViewTest, IsAConstantWhenItsLengthIsGiven) {
  constexpr string_view text("text", 4);
  EXPECT_EQ(text, "text");
  constexpr string_view nothing;
  EXPECT_EQ(nothing.data(), nullptr);
}

TEST(StringViewTest, IsIndexedWhenConstant) {
  const string_view text = "text";
  EXPECT_EQ(text[1], 'e');
}

TEST(StringViewTest, ComparesBytesBeyondANul) {
  EXPECT_NE(string_view("a\0b", 3), string_view("a\0c", 3));
  EXPECT_EQ(string_view("a\0b", 3), string_view("a\0b", 3));
}

}  // namespace
