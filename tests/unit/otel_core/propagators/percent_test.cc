#include "otel_core/propagators/percent.h"

#include <gtest/gtest.h>

namespace tracebridge::propagators::percent_test {
namespace {

std::string Encoded(std::string_view text) {
  std::string encoded;
  AppendPercentEncoded(text, &encoded);
  return encoded;
}

// With a `!` behind it when an escape was malformed.
std::string Decoded(std::string_view text) {
  std::string decoded;
  if (!AppendPercentDecoded(text, &decoded)) decoded += '!';
  return decoded;
}

TEST(PercentTest, EncodesAllButUnreservedCharacters) {
  EXPECT_EQ(Encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(Encoded("S\xc3\xa3o Paulo+%"), "S%C3%A3o%20Paulo%2B%25");
  EXPECT_EQ(Encoded(std::string_view("\r\n\0\x7f", 4)), "%0D%0A%00%7F");
}

TEST(PercentTest, DecodesEscapesOfEitherCase) {
  EXPECT_EQ(Decoded("%c3%A9%2c"), "\xc3\xa9,");
  EXPECT_EQ(Decoded("a+b"), "a+b");
  EXPECT_EQ(Decoded("%2520"), "%20");
}

TEST(PercentTest, LeavesAMalformedEscapeAsItIs) {
  EXPECT_EQ(Decoded("100%"), "100%!");
  EXPECT_EQ(Decoded("%4"), "%4!");
  EXPECT_EQ(Decoded("%zz%41"), "%zzA!");
  EXPECT_EQ(Decoded("%%41"), "%A!");
}

TEST(PercentTest, DecodesWhatItEncoded) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(Decoded(Encoded(all)), all);
}

}  // namespace
}  // namespace tracebridge::propagators::percent_test
