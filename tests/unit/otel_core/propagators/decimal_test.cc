#include "otel_core/propagators/decimal.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::propagators::decimal_test {
namespace {

std::string Read(std::string_view text) {
  std::uint64_t number = 0;
  if (!ReadDecimal(text, &number)) return "invalid";
  char digits[kMaxDecimalSize];
  return std::string(digits, WriteDecimal(number, digits));
}

TEST(DecimalTest, ReadsAndWritesAllNumbersOf64Bits) {
  EXPECT_EQ(Read("0"), "0");
  EXPECT_EQ(Read("11803532876627986230"), "11803532876627986230");
  EXPECT_EQ(Read("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(Read("0007"), "7");
}

TEST(DecimalTest, ReadsNothingElse) {
  for (const char* text : {"", "18446744073709551616", "-1", "+1", " 1", "1 ", "1.5", "0x10", "1e3",
                           "99999999999999999999999999"}) {
    EXPECT_EQ(Read(text), "invalid") << text;
  }
}

}  // namespace
}  // namespace tracebridge::propagators::decimal_test
