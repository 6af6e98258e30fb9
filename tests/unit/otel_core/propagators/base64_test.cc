#include "otel_core/propagators/base64.h"

#include <gtest/gtest.h>

namespace tracebridge::propagators {
namespace {

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

}  // namespace
}  // namespace tracebridge::propagators
