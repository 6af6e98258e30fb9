#include "otel_core/propagators/hex.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::propagators {
namespace {

bool IsLowerDigit(int c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

TEST(HexTest, ReadsEachOfTheSixteenLowerCaseDigits) {
  std::uint8_t bytes[8];
  ASSERT_TRUE(ReadHex<HexCase::kLowerOnly>("0123456789abcdef", bytes, 8));
  const std::uint8_t expected[] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
  EXPECT_EQ(std::string(bytes, bytes + 8), std::string(expected, expected + 8));
}

TEST(HexTest, TakesUpperCaseOnlyWhereAFormatDoes) {
  std::uint8_t byte;
  EXPECT_FALSE(ReadHex<HexCase::kLowerOnly>("aF", &byte, 1));
  ASSERT_TRUE(ReadHex<HexCase::kAny>("aF", &byte, 1));
  EXPECT_EQ(byte, 0xaf);
}

TEST(HexTest, RefusesEveryOtherByteInEitherPlace) {
  for (int c = 0; c < 256; ++c) {
    std::uint8_t byte;
    const char first[] = {static_cast<char>(c), '0'};
    const char second[] = {'0', static_cast<char>(c)};
    EXPECT_EQ(ReadHex<HexCase::kLowerOnly>(first, &byte, 1), IsLowerDigit(c)) << c;
    EXPECT_EQ(ReadHex<HexCase::kLowerOnly>(second, &byte, 1), IsLowerDigit(c)) << c;
  }
}

TEST(HexTest, WritesWhatItReads) {
  for (int value = 0; value < 256; ++value) {
    const auto byte = static_cast<std::uint8_t>(value);
    char text[2];
    std::uint8_t again;
    WriteHex(&byte, 1, text);
    ASSERT_TRUE(ReadHex<HexCase::kLowerOnly>(text, &again, 1));
    EXPECT_EQ(again, byte);
  }
}

}  // namespace
}  // namespace tracebridge::propagators
