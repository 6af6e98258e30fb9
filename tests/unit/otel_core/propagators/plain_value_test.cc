#include "otel_core/propagators/plain_value.h"

#include <gtest/gtest.h>

namespace tracebridge::propagators::plain_value_test {
namespace {

struct PlainCase {
  std::string value;
  std::string sent;
};

const PlainCase kCases[] = {
    {"", ""},           {"a,b;c=d e\"\\", "a,b;c=d e\"\\"},          {"100%", "100%"},
    {"a%20b", "a%20b"}, {"S\xc3\xa3o 5%", "S%C3%A3o 5%25"},          {" a", "%20a"},
    {"a b ", "a b%20"}, {std::string("a\0b\r\n", 5), "a%00b%0D%0A"},
};

TEST(PlainValueTest, IsSentAsAHeaderCanHoldItAndReadAsItWas) {
  for (const PlainCase& row : kCases) {
    std::string sent;
    std::string read;
    AppendPlain(row.value, &sent);
    EXPECT_EQ(sent, row.sent);
    AppendFromPlain(sent, &read);
    EXPECT_EQ(read, row.value);
  }
}

TEST(PlainValueTest, IsNotDecodedWhenItIsNotOurs) {
  for (const char* text : {"%41", "%c3%a9", "%C3%A9%20", "%C3%A9%", "%C3%A9%2C", "%"}) {
    std::string read;
    AppendFromPlain(text, &read);
    EXPECT_EQ(read, std::string(text) == "%C3%A9%20" ? "\xc3\xa9 " : text);
  }
}

}  // namespace
}  // namespace tracebridge::propagators::plain_value_test
