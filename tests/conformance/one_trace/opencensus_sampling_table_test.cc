// docs/compatibility.md says who decides about an OpenCensus span; here each cell of its table is started, by
// opencensus_sampling_program.cc, in a process of its own for each provider.
#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/child_program.h"
#include "tests/support/generated_block.h"

namespace tracebridge::opencensus_sampling_table_test {
namespace {

struct Provider {
  std::string who;       // the first two columns
  std::string sampler;   // OTEL_TRACES_SAMPLER
  std::string argument;  // of the program
  std::string argument_sampler = {};
};

const Provider kProviders[] = {
    {"none | not set", "", "none"},
    {"none | `always_on`", "always_on", "none"},
    {"none | `always_off`", "always_off", "none"},
    {"none | `parentbased_always_on`", "parentbased_always_on", "none"},
    {"none | `parentbased_always_off`", "parentbased_always_off", "none"},
    {"bridge | not set", "", "bridge"},
    {"bridge | `always_on`", "always_on", "bridge"},
    {"bridge | `always_off`", "always_off", "bridge"},
    {"bridge | `parentbased_always_on`", "parentbased_always_on", "bridge"},
    {"bridge | `parentbased_always_off`", "parentbased_always_off", "bridge"},
    {"own | AlwaysOn", "", "own", "always_on"},
    {"own | AlwaysOff", "", "own", "always_off"},
    {"own | ParentBased{AlwaysOn}", "", "own", "parentbased_always_on"},
    {"own | ParentBased{AlwaysOff}", "", "own", "parentbased_always_off"},
    {"own | aware, AlwaysOn", "", "aware", "always_on"},
    {"own | aware, AlwaysOff", "", "aware", "always_off"},
    {"own | aware, ParentBased{AlwaysOn}", "", "aware", "parentbased_always_on"},
    {"own | aware, ParentBased{AlwaysOff}", "", "aware", "parentbased_always_off"},
};

// In the order in which the program sets them.
const char* const kTraceParams[] = {"not set", "Probability(0)", "Probability(1)"};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

std::string Rows(const Provider& provider) {
  std::map<std::string, std::string> settings{{"OTEL_TRACES_EXPORTER", "none"}};
  if (!provider.sampler.empty()) settings.emplace("OTEL_TRACES_SAMPLER", provider.sampler);
  const auto ended =
      test::ChildProgram::Run(TRACEBRIDGE_OPENCENSUS_SAMPLING_PROGRAM,
                              {provider.argument, provider.argument_sampler}, settings);
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::vector<std::string> lines = Lines(ended.out);
  EXPECT_EQ(lines.size(), std::size(kTraceParams)) << ended.out;
  if (lines.size() != std::size(kTraceParams)) return "";
  if (lines[0] == lines[1] && lines[1] == lines[2]) {
    return "| " + provider.who + " | any " + lines[0] + "\n";
  }
  std::string rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    rows += "| " + provider.who + " | " + kTraceParams[i] + " " + lines[i] + "\n";
  }
  return rows;
}

TEST(OpenCensusSamplingTableTest, SaysWhatEachProviderDecidesInEachSituation) {
  std::string table =
      "| provider | its sampler | TraceParams | root | root, yes | root, no | sampled parent | "
      "sampled parent, yes | sampled parent, no | unsampled parent | unsampled parent, yes | "
      "unsampled parent, no |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const Provider& provider : kProviders) table += Rows(provider);
  test::ExpectBlock(TRACEBRIDGE_COMPATIBILITY_DOCUMENT, "opencensus sampling", table);
}

}  // namespace
}  // namespace tracebridge::opencensus_sampling_table_test
