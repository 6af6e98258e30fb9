// Two modules of a process, each with a copy of tracebridge's archives: one bridge, one delivery to OpenCensus's handlers,
// one set of rules.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/child_program.h"
#include "tests/support/exported_spans.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::modules {
namespace {

using Names = std::multiset<std::string>;

struct Played {
  int status;
  std::string said;  // what it wrote to standard error
  Names handled;
  std::vector<tail::Span> exported;

  Names ExportedNames() const {
    Names names;
    for (const tail::Span& span : exported) names.insert(span.name);
    return names;
  }
};

Played Play(const std::string& scenario, const std::string& where,
            const std::map<std::string, std::string>& environment = {}) {
  const otlp::ScratchFolder folder;
  const std::string file = folder / "spans.jsonl";
  const auto run =
      test::ChildProgram::Run(TRACEBRIDGE_BRIDGE_PROGRAM, {scenario, where, file}, environment);
  Played played{run.status, run.err, {}, {}};
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) played.handled.insert(line);
  if (!folder.Read("spans.jsonl").empty()) played.exported = test::ReadSpans(file);
  return played;
}

Names OfEachApi(const std::string& name) {
  return {name + ".opentelemetry", name + ".opentracing", name + ".opencensus"};
}

Names operator+(Names a, const Names& b) {
  a.insert(b.begin(), b.end());
  return a;
}

struct Other {
  const char* name;
  const char* where;
};

void PrintTo(const Other& other, std::ostream* out) { *out << other.name; }

class TwoCopiesTest : public ::testing::TestWithParam<Other> {
 protected:
  static Played PlayWithIt(const std::string& scenario) {
    Played played = Play(scenario, GetParam().where);
    EXPECT_EQ(played.status, 0) << played.said;
    return played;
  }
};

TEST_P(TwoCopiesTest, ASecondBridgeIsAnotherHandleToTheFirst) {
  const Played played = PlayWithIt("second_bridge");
  EXPECT_EQ(played.ExportedNames(), OfEachApi("there") + OfEachApi("here"));
  EXPECT_NE(played.said.find("a bridge is up already"), std::string::npos) << played.said;
}

TEST_P(TwoCopiesTest, TheLastHandleEndsTheBridge) {
  EXPECT_EQ(PlayWithIt("last_bridge").ExportedNames(), OfEachApi("here"));
}

TEST_P(TwoCopiesTest, ABridgeThatEndedMakesRoomForAnother) {
  EXPECT_EQ(PlayWithIt("one_after_another").ExportedNames(), OfEachApi("there"));
}

TEST_P(TwoCopiesTest, AHandlerSeesTheSpansOfBoth) {
  EXPECT_EQ(PlayWithIt("handler_there").handled, OfEachApi("here") + OfEachApi("there"));
}

TEST_P(TwoCopiesTest, AHandlerSeesTheSpansOfBothWithNothingConfigured) {
  const Names both{"here", "there"};
  EXPECT_EQ(PlayWithIt("handler_here_nothing_configured").handled, both);
  EXPECT_EQ(PlayWithIt("handler_there_nothing_configured").handled, both);
}

TEST_P(TwoCopiesTest, TheProvidersSamplerHearsOfAnOpenCensusSampler) {
  EXPECT_EQ(PlayWithIt("sampler").ExportedNames(), Names{"there.opencensus"});
}

TEST_P(TwoCopiesTest, TheRuleOfImplicitParentsHoldsForBoth) {
  for (const tail::Span& span : PlayWithIt("implicit_parent").exported) {
    const bool is_child = span.parent_span_id != tail::SpanId{};
    EXPECT_EQ(is_child, span.name == "there.opentelemetry") << span.name;
  }
}

TEST_P(TwoCopiesTest, ASpanIsWithdrawnByTheCopyThatHasIt) {
  EXPECT_EQ(PlayWithIt("withdrawn").ExportedNames(), Names{"there"});
}

INSTANTIATE_TEST_SUITE_P(Modules, TwoCopiesTest,
                         ::testing::Values(Other{"AHiddenLibrary", "library"},
                                           Other{"APluginOpenedLocally",
                                                 TRACEBRIDGE_BRIDGE_PLUGIN}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(HandlersTest, OfALibraryWithoutABridgeAreServedByTheExecutables) {
  const Played played = Play("handlers_there_and_here", TRACEBRIDGE_HANDLER_PLUGIN);
  EXPECT_EQ(played.status, 0) << played.said;
  EXPECT_EQ(played.handled, (Names{"there: span", "here: span"}));
}

// Its classes may look otherwise: only what has a frozen layout is shared.
class TwoReleasesTest : public ::testing::Test {
 protected:
  static Played PlayWithIt(const std::string& scenario,
                           const std::map<std::string, std::string>& environment = {}) {
    Played played = Play(scenario, TRACEBRIDGE_BRIDGE_PLUGIN_OF_ANOTHER_RELEASE, environment);
    EXPECT_EQ(played.status, 0) << played.said;
    return played;
  }
};

TEST_F(TwoReleasesTest, ASecondBridgeLeavesTheFirstAlone) {
  const Played played = PlayWithIt("second_bridge");
  EXPECT_EQ(played.ExportedNames(), OfEachApi("there") + OfEachApi("here"));
  EXPECT_NE(played.said.find("a bridge of another release of tracebridge is up already"),
            std::string::npos)
      << played.said;
}

TEST_F(TwoReleasesTest, ABridgeThatEndedMakesRoomForAnother) {
  EXPECT_EQ(PlayWithIt("one_after_another").ExportedNames(), OfEachApi("there"));
}

TEST_F(TwoReleasesTest, TheRuleOfImplicitParentsHoldsForBoth) {
  for (const tail::Span& span : PlayWithIt("implicit_parent").exported) {
    const bool is_child = span.parent_span_id != tail::SpanId{};
    EXPECT_EQ(is_child, span.name == "there.opentelemetry") << span.name;
  }
}

TEST_F(TwoReleasesTest, AHandlerSeesTheSpansOfItsOwnReleasesSdk) {
  EXPECT_EQ(PlayWithIt("handler_there").handled, Names{});
  EXPECT_EQ(PlayWithIt("handler_here_nothing_configured").handled, Names{"here"});
  EXPECT_EQ(PlayWithIt("handler_there_nothing_configured").handled, Names{});  // flushed here
}

}  // namespace
}  // namespace tracebridge::modules
