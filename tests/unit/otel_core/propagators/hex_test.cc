#include "otel_core/propagators/hex.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tracebridge::propagators::hex_test {
namespace {

constexpr std::string_view kLowerDigits = "0123456789abcdef";
constexpr std::string_view kUpperDigits = "ABCDEF";

template <HexCase kCase>
bool IsDigit(char c) {
  const char first[] = {c, '0'};
  const char second[] = {'0', c};
  HexReader<kCase> of_first;
  HexReader<kCase> of_second;
  of_first.template Read<2>(first);
  of_second.template Read<2>(second);
  EXPECT_EQ(of_first.valid(), of_second.valid());
  return of_first.valid();
}

TEST(HexTest, ReadsTheFirstDigitAsTheMostSignificant) {
  HexReader<HexCase::kLowerOnly> reader;
  EXPECT_EQ(reader.Read<16>("0123456789abcdef"), 0x0123456789abcdefu);
  EXPECT_EQ(reader.Read<2>("0f"), 0x0fu);
  EXPECT_TRUE(reader.valid());
}

TEST(HexTest, TakesUpperCaseOnlyWhereAFormatDoes) {
  for (int c = 0; c < 256; ++c) {
    const char character = static_cast<char>(c);
    const bool lower = kLowerDigits.find(character) != std::string_view::npos;
    const bool upper = kUpperDigits.find(character) != std::string_view::npos;
    EXPECT_EQ(IsDigit<HexCase::kLowerOnly>(character), lower) << c;
    EXPECT_EQ(IsDigit<HexCase::kAny>(character), lower || upper) << c;
  }
}

TEST(HexTest, RemembersThatSomethingWasNoDigit) {
  HexReader<HexCase::kLowerOnly> reader;
  reader.Read<4>("0g00");
  reader.Read<2>("00");
  EXPECT_FALSE(reader.valid());
}

// What Read<16> says of each character at each place is what Read<2> says of its pair.
template <HexCase kCase>
void ExpectSixteenAreEightPairs(std::string digits, std::size_t place) {
  for (int c = 0; c < 256; ++c) {
    digits[place] = static_cast<char>(c);
    HexReader<kCase> pairs;
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < 16; i += 2) {
      expected = expected << 8 | pairs.template Read<2>(digits.data() + i);
    }
    HexReader<kCase> sixteen;
    const std::uint64_t number = sixteen.template Read<16>(digits.data());
    ASSERT_EQ(sixteen.valid(), pairs.valid()) << place << " " << c;
    if (pairs.valid()) {
      ASSERT_EQ(number, expected) << place << " " << c;
    }
  }
}

TEST(HexTest, ReadsSixteenDigitsLikeEightPairs) {
  for (std::size_t place = 0; place < 16; ++place) {
    ExpectSixteenAreEightPairs<HexCase::kLowerOnly>("00f067aa0ba902b7", place);
    ExpectSixteenAreEightPairs<HexCase::kAny>("00F067aA0ba902B7", place);
  }
}

TEST(HexTest, StoresTheMostSignificantByteFirst) {
  std::uint8_t bytes[8];
  StoreBigEndian(0x0123456789abcdef, bytes);
  char text[16];
  WriteHex(bytes, sizeof bytes, text);
  EXPECT_EQ(std::string_view(text, sizeof text), "0123456789abcdef");
}

TEST(HexTest, WritesWhatItReads) {
  for (int value = 0; value < 256; ++value) {
    const auto byte = static_cast<std::uint8_t>(value);
    char text[2];
    WriteHex(&byte, 1, text);
    HexReader<HexCase::kLowerOnly> reader;
    EXPECT_EQ(reader.Read<2>(text), byte);
    EXPECT_TRUE(reader.valid());
  }
}

// Eight bytes at once, the rest one by one: the same digits at whatever place a byte is.
TEST(HexTest, WritesEachByteAtEachPlace) {
  constexpr std::size_t kMaxSize = 25;
  for (std::size_t size = 1; size <= kMaxSize; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (int value = 0; value < 256; ++value) {
        std::uint8_t bytes[kMaxSize] = {};
        bytes[place] = static_cast<std::uint8_t>(value);
        std::string expected(2 * size, '0');
        WriteHex(bytes + place, 1, expected.data() + 2 * place);
        std::string text(2 * size, '?');
        WriteHex(bytes, size, text.data());
        ASSERT_EQ(text, expected) << size << " " << place;
      }
    }
  }
}

template <HexCase kCase>
std::string Number(std::string_view text) {
  std::uint64_t number = 0;
  return ReadHex<kCase>(text, &number) ? std::to_string(number) : "invalid";
}

TEST(HexTest, ReadsNumbersOfOneToSixteenDigits) {
  EXPECT_EQ(Number<HexCase::kLowerOnly>("a"), "10");
  EXPECT_EQ(Number<HexCase::kLowerOnly>("00f"), "15");
  EXPECT_EQ(Number<HexCase::kAny>("fFfFfFfFfFfFfFfF"), "18446744073709551615");
  EXPECT_EQ(Number<HexCase::kLowerOnly>("F"), "invalid");
  EXPECT_EQ(Number<HexCase::kAny>(""), "invalid");
  EXPECT_EQ(Number<HexCase::kAny>("00000000000000001"), "invalid");
  EXPECT_EQ(Number<HexCase::kAny>("-1"), "invalid");
  EXPECT_EQ(Number<HexCase::kAny>("0x1"), "invalid");
}

std::string Halves(std::string_view text) {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  if (!ReadHex128<HexCase::kAny>(text, &high, &low)) return "invalid";
  return std::to_string(high) + " " + std::to_string(low);
}

TEST(HexTest, ReadsNumbersOfUpToThirtyTwoDigits) {
  EXPECT_EQ(Halves("1"), "0 1");
  EXPECT_EQ(Halves("ffffffffffffffff"), "0 18446744073709551615");
  EXPECT_EQ(Halves("20000000000000001"), "2 1");
  EXPECT_EQ(Halves("00000000000000030000000000000004"), "3 4");
  EXPECT_EQ(Halves(""), "invalid");
  EXPECT_EQ(Halves("z0000000000000001"), "invalid");
  EXPECT_EQ(Halves("1000000000000000z"), "invalid");
  EXPECT_EQ(Halves("000000000000000030000000000000004"), "invalid");
}

TEST(HexTest, LoadsWhatItStored) {
  std::uint8_t bytes[8];
  StoreBigEndian(0x0123456789abcdef, bytes);
  EXPECT_EQ(LoadBigEndian(bytes), 0x0123456789abcdefu);
}

}  // namespace
}  // namespace tracebridge::propagators::hex_test
