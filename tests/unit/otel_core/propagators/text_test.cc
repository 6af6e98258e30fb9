#include "otel_core/propagators/text.h"

#include <gtest/gtest.h>

namespace tracebridge::propagators {
namespace {

TEST(TextTest, TrimsSpacesAndTabsAtBothEndsOnly) {
  EXPECT_EQ(Trim(" \t a b\t "), "a b");
  EXPECT_EQ(Trim("\na"), "\na");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
}

}  // namespace
}  // namespace tracebridge::propagators
