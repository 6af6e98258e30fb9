// Our plugin in a program that was built for the distribution's OpenTracing, alone, without `tracebridge run`.
#include "tests/interop/opentracing_preload/preloaded.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct LibraryCase {
  std::string name;
  std::string
      folder;  // of the libopentracing.so.1 that is put in place of the distribution's; empty: none
};

// The loader of plugins, and the constants' categories, are this library's.
class PluginOfOursTest : public Preloaded, public ::testing::WithParamInterface<LibraryCase> {
 protected:
  ChildProgram RunAlone(const Arguments& arguments) {
    if (!GetParam().folder.empty()) settings["LD_LIBRARY_PATH"] = GetParam().folder;
    return ChildProgram::Run(TRACEBRIDGE_UNAWARE_PROGRAM, arguments, settings);
  }
};

TEST_P(PluginOfOursTest, RunsOnThatLibrary) {
  const std::string ours = OUR_LIBRARY_FOLDER "/libopentracing.so.1";
  const ChildProgram program = RunAlone({"libraries"});
  if (GetParam().folder.empty()) {
    EXPECT_THAT(program.out, HasSubstr(DISTRIBUTION_LIBRARY "\n"));
    EXPECT_THAT(program.out, Not(HasSubstr(ours)));
  } else {
    EXPECT_THAT(program.out, HasSubstr(ours));
    EXPECT_THAT(program.out, Not(HasSubstr(DISTRIBUTION_LIBRARY)));
  }
}

// Codes compare by the addresses of their categories: one library in the process has them.
TEST_P(PluginOfOursTest, ReturnsErrorsThatEqualTheConstants) {
  const ChildProgram program = RunAlone({"errors", TRACEBRIDGE_PLUGIN});
  EXPECT_EQ(program.status, 0);
  std::string expected;
  for (const char* const constant :
       {"dynamic_load_failure_error", "incompatible_library_versions_error",
        "configuration_parse_error", "invalid_configuration_error", "invalid_span_context_error",
        "span_context_corrupted_error", "key_not_found_error", "lookup_key_not_supported_error",
        "invalid_carrier_error"}) {
    expected += std::string(constant) + ": equal, of its category, equal by name\n";
  }
  EXPECT_EQ(program.out, expected);
}

TEST_P(PluginOfOursTest, Traces) {
  const ChildProgram program =
      RunAlone({"plugin", TRACEBRIDGE_PLUGIN, R"({"service_name": "shop"})"});
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, "baggage\ntraceparent\nuser=alice\n");
  const ExportedSpans spans = Arrived();
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans.at("server").parent_span_id, spans.at("client").span_id);
  EXPECT_EQ(spans.at("query").parent_span_id, spans.at("server").span_id);
}

INSTANTIATE_TEST_SUITE_P(Libraries, PluginOfOursTest,
                         ::testing::Values(LibraryCase{"TheDistributions", ""},
                                           LibraryCase{"Ours", OUR_LIBRARY_FOLDER}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::test
