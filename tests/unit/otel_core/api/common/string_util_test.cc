#include "opentelemetry/common/string_util.h"

#include <gtest/gtest.h>

namespace opentelemetry::common {
namespace {

TEST(StringUtilTest, TrimsWhiteSpace) {
  EXPECT_EQ(StringUtil::Trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(StringUtil::Trim("   "), "");
  EXPECT_EQ(StringUtil::Trim(""), "");
  EXPECT_EQ(StringUtil::Trim("\xa0k\xa0"), "\xa0k\xa0");  // not white space in the C locale
}

TEST(StringUtilTest, TrimsAPart) {
  EXPECT_EQ(StringUtil::Trim("k1=v1, k2 ,x", 6, 9), "k2");
  EXPECT_EQ(StringUtil::Trim("abc", 1, 1), "b");
  EXPECT_EQ(StringUtil::Trim("abc", 1, 3), "");
  EXPECT_EQ(StringUtil::Trim("abc", 2, 1), "");
}

}  // namespace
}  // namespace opentelemetry::common
