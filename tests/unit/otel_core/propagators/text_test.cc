#include "otel_core/propagators/text.h"

#include <gtest/gtest.h>

#include <string_view>

namespace tracebridge::propagators::text_test {
namespace {

TEST(TextTest, TrimsSpacesAndTabsAtBothEndsOnly) {
  EXPECT_EQ(Trim(" \t a b\t "), "a b");
  EXPECT_EQ(Trim("\na"), "\na");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(TextTest, IgnoresTheCaseOfNames) {
  EXPECT_TRUE(StartsWithIgnoringCase("UberCtx-User", "uberctx-"));
  EXPECT_TRUE(StartsWithIgnoringCase("uberctx-", "uberctx-"));
  EXPECT_FALSE(StartsWithIgnoringCase("uberctx", "uberctx-"));
  EXPECT_FALSE(StartsWithIgnoringCase("x-uberctx-a", "uberctx-"));
  EXPECT_TRUE(EqualsIgnoringCase("B3", "b3"));
  EXPECT_FALSE(EqualsIgnoringCase("b33", "b3"));
}

TEST(TextTest, KnowsWhatCanBeAName) {
  EXPECT_TRUE(IsToken("a.b-c_d%20!#$&'*+^`|~9Z"));
  for (const char* text :
       {"", "a b", "a:b", "a,b", "a;b", "a=b", "a\r", "\xc3\xa9", "a/b", "(a)"}) {
    EXPECT_FALSE(IsToken(text)) << text;
  }
  EXPECT_FALSE(IsToken(std::string_view("a\0", 2)));
}

TEST(TextTest, TakesFieldsOneByOne) {
  std::string_view rest = "a:b::c";
  EXPECT_EQ(TakeField(&rest, ':'), "a");
  EXPECT_EQ(TakeField(&rest, ':'), "b");
  EXPECT_EQ(TakeField(&rest, ':'), "");
  EXPECT_EQ(TakeField(&rest, ':'), "c");
  EXPECT_EQ(TakeField(&rest, ':'), "");
}

}  // namespace
}  // namespace tracebridge::propagators::text_test
