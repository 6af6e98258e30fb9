#include "migration/headers/header_text.h"

#include <gtest/gtest.h>

namespace tracebridge::headers::header_text_test {
namespace {

struct TextCase {
  std::string name;
  std::string text;
  std::string expected;  // a line a header
};

const TextCase kCases[] = {
    {"Nothing", "", ""},
    {"OneHeader", "traceparent: 00-a", "traceparent=00-a\n"},
    {"NoSpace", "b3:0", "b3=0\n"},
    {"ValueWithColons", "uber-trace-id: a:b:0:1", "uber-trace-id=a:b:0:1\n"},
    {"CarriageReturns", "a: 1\r\nb: 2\r\n", "a=1\nb=2\n"},
    {"CurlVerbose",
     "*   Trying 127.0.0.1:80...\n"
     "* Connected to localhost (127.0.0.1) port 80 (#0)\n"
     "> GET /x HTTP/1.1\n> Host: localhost\n> b3: 0\n>\n< HTTP/1.1 200 OK\n< Server: x\n{ [5 bytes "
     "data]\n",
     "Host=localhost\nb3=0\nServer=x\n"},
    {"CurlCommand", "  -H 'b3: 0' \\\n  --header \"x: y\"\n", "b3=0\nx=y\n"},
    {"EmptyValue", "x-datadog-tags:", "x-datadog-tags=\n"},
    {"NoName", ": 1", ""},
    {"NameWithASpace", "not a header: 1", ""},
    {"PseudoHeaders", ":authority: x", ""},
    {"NoNewlineAtTheEnd", "a: 1\nb: 2", "a=1\nb=2\n"},
};

class HeaderTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(HeaderTextTest, FindsTheHeaders) {
  std::string found;
  for (const Header& header : ParseHeaders(GetParam().text)) {
    found += header.name + "=" + header.value + "\n";
  }
  EXPECT_EQ(found, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Table, HeaderTextTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(HeaderCarrierTest, FindsNamesInAnyCaseAndJoinsRepeatedOnes) {
  const Carrier carrier({{"TraceState", "a=1"}, {"tracestate", "b=2"}});
  EXPECT_EQ(carrier.Get("TRACESTATE"), "a=1,b=2");
  EXPECT_EQ(carrier.Get("traceparent"), "");
}

}  // namespace
}  // namespace tracebridge::headers::header_text_test
