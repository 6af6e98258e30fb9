#include "opentracing_api/src/mocktracer/configuration.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::opentracing_mocktracer::configuration_test {
namespace {

std::string Text(std::string_view configuration) {
  const auto file = ParseOutputFile(configuration);
  return file ? "file " + *file : file.error();
}

struct ConfigurationCase {
  std::string configuration;
  std::string expected;
};

const ConfigurationCase kCases[] = {
    {R"({"output_file":"spans.json"})", "file spans.json"},
    {" {\t\"output_file\"\n:\r\n\"/tmp/a b\" } \n", "file /tmp/a b"},
    {R"({"output_file":""})", "file "},
    {"", "Error parsing configuration at position 0: expected {"},
    {"{", "Error parsing configuration at position 1: expected \"output_file\""},
    {R"({"output_fil")", "Error parsing configuration at position 1: expected \"output_file\""},
    {R"({"output_file" "x"})", "Error parsing configuration at position 15: expected :"},
    {R"({"output_file": 5})", "Error parsing configuration at position 16: expected \""},
    {R"({"output_file": "x)", "Error parsing configuration at position 18: no matching \""},
    {R"({"output_file": "x\"y"})",
     "Error parsing configuration at position 18: escaped characters are not supported in "
     "filename"},
    {"{\"output_file\": \"x\ny\"}",
     "Error parsing configuration at position 18: invalid character"},
    {"{\"output_file\": \"\xc3\xa9\"}",
     "Error parsing configuration at position 17: invalid character"},
    {R"({"output_file": "x"} {)", "Error parsing configuration at position 21: expected EOF"},
    {R"({"output_file": "x", "more": 1})",
     "Error parsing configuration at position 19: expected }"},
};

TEST(ConfigurationTest, NamesTheFileOrWhatIsWrong) {
  for (const ConfigurationCase& each : kCases) {
    EXPECT_EQ(Text(each.configuration), each.expected) << each.configuration;
  }
}

}  // namespace
}  // namespace tracebridge::opentracing_mocktracer::configuration_test
