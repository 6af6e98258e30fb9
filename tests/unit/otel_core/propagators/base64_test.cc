#include "otel_core/propagators/base64.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tracebridge::propagators::base64_test {
namespace {

std::string Written(std::string_view bytes) {
  std::string text(Base64Size(bytes.size()), '?');
  WriteBase64(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), text.data());
  return text;
}

std::string ReadOf(std::string_view text) {
  std::vector<std::uint8_t> bytes(
      MaxBytesOfBase64(text.size()));  // of exactly that size, for sanitizers
  std::size_t size = 0;
  if (!ReadBase64(text, bytes.data(), &size)) return "invalid";
  return std::string(reinterpret_cast<const char*>(bytes.data()), size);
}

// RFC 4648, section 10, "Test Vectors".
TEST(Base64Test, IsWrittenWithoutPadding) {
  EXPECT_EQ(Written(""), "");
  EXPECT_EQ(Written("f"), "Zg");
  EXPECT_EQ(Written("fo"), "Zm8");
  EXPECT_EQ(Written("foo"), "Zm9v");
  EXPECT_EQ(Written("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Written("\xff\xfe\xfd"), "//79");
}

TEST(Base64Test, IsReadWithPaddingOrWithout) {
  EXPECT_EQ(ReadOf(""), "");
  EXPECT_EQ(ReadOf("Zg=="), "f");
  EXPECT_EQ(ReadOf("Zg"), "f");
  EXPECT_EQ(ReadOf("Zm8="), "fo");
  EXPECT_EQ(ReadOf("Zm8"), "fo");
  EXPECT_EQ(ReadOf("Zm9vYmFy"), "foobar");
  EXPECT_EQ(ReadOf("//79"), "\xff\xfe\xfd");
}

TEST(Base64Test, IsNotReadWhenItIsSomethingElse) {
  for (const char* text : {"Z", "Zm9vY", "Zg=", "Z===", "====", "Zm=v", "Zm9v ", "Zm9v,Zm9v",
                           "Zm9_", "Zm9\n", "Zg==Zg==", "Zm9\xc3"}) {
    EXPECT_EQ(ReadOf(text), "invalid") << text;
  }
  EXPECT_EQ(ReadOf(std::string_view("Zm9\0", 4)), "invalid");
}

std::string Encoded(std::string_view bytes) {
  std::string text;
  AppendBase64(bytes, &text);
  return text;
}

std::string Decoded(std::string_view text) {
  std::string bytes;
  return DecodeBase64(text, &bytes) ? bytes : "malformed";
}

TEST(Base64Test, EncodesTheExamplesOfItsSpecification) {
  EXPECT_EQ(Encoded(""), "");
  EXPECT_EQ(Encoded("f"), "Zg==");
  EXPECT_EQ(Encoded("fo"), "Zm8=");
  EXPECT_EQ(Encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Encoded("\xff\xef\xbe"), "/+++");
}

TEST(Base64Test, DecodesWithAndWithoutPadding) {
  EXPECT_EQ(Decoded("Zg=="), "f");
  EXPECT_EQ(Decoded("Zm8"), "fo");
  EXPECT_EQ(Decoded("Zm9vYmFy"), "foobar");
  EXPECT_EQ(Decoded("/+++"), "\xff\xef\xbe");
}

TEST(Base64Test, RefusesEverythingElse) {
  for (const char* text : {"Z", "Zg=a", "Zm9v\n", "Zm 9", "_-__", "Zg===", "===="}) {
    EXPECT_EQ(Decoded(text), "malformed") << text;
  }
}

TEST(Base64Test, IsReadAsWritten) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(ReadOf(Written(bytes)), bytes);
    bytes.push_back(static_cast<char>(i * 37));
  }
}

}  // namespace
}  // namespace tracebridge::propagators::base64_test
