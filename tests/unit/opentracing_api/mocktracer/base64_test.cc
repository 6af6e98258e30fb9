#include "opentracing_api/src/mocktracer/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::opentracing_mocktracer::base64_test {
namespace {

struct Base64Case {
  std::string name;
  std::string bytes;
  std::string text;
};

// The first seven are RFC 4648, section 10.
const Base64Case kCases[] = {
    {"Empty", "", ""},
    {"OneByte", "f", "Zg=="},
    {"TwoBytes", "fo", "Zm8="},
    {"ThreeBytes", "foo", "Zm9v"},
    {"FourBytes", "foob", "Zm9vYg=="},
    {"FiveBytes", "fooba", "Zm9vYmE="},
    {"SixBytes", "foobar", "Zm9vYmFy"},
    {"AllBitsSet", "\xff\xff\xff", "////"},
    {"Plus", "\xfb\xef\xbe", "++++"},
    {"Zeros", std::string(3, '\0'), "AAAA"},
};

class Base64Test : public testing::TestWithParam<Base64Case> {};

TEST_P(Base64Test, Encodes) { EXPECT_EQ(EncodeBase64(GetParam().bytes), GetParam().text); }
TEST_P(Base64Test, Decodes) { EXPECT_EQ(DecodeBase64(GetParam().text), GetParam().bytes); }

INSTANTIATE_TEST_SUITE_P(Rfc4648, Base64Test, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(Base64DecodeTest, RefusesWhatNoEncoderWrites) {
  for (const char* const text : {"Z", "Zg", "Zg=", "=", "==", "===", "====", "Zh==", "Zm9=", "Z===",
                                 "Zm=v", "Z!==", "Zm9v\n", "Zm 9", "\xff\xff\xff\xff", "Zm9vZg"}) {
    EXPECT_EQ(DecodeBase64(text), "") << text;
  }
}

}  // namespace
}  // namespace tracebridge::opentracing_mocktracer::base64_test
