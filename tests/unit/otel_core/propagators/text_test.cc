#include "otel_core/propagators/text.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::propagators {
namespace {

TEST(TextTest, TrimsSpacesAndTabsAtBothEndsOnly) {
  EXPECT_EQ(Trim(" \t a b\t "), "a b");
  EXPECT_EQ(Trim("\na"), "\na");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(TextTest, LetsPrintableAsciiAndWhiteSpaceIntoAHeader) {
  for (int c = 0; c < 256; ++c) {
    const bool safe = (c >= 0x20 && c <= 0x7e) || c == '\t';
    EXPECT_EQ(IsSafeInHeader(std::string(1, static_cast<char>(c))), safe) << c;
  }
}

}  // namespace
}  // namespace tracebridge::propagators
