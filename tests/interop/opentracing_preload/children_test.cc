// Programs that a program starts, and its forks.
#include "tests/interop/opentracing_preload/preloaded.h"

namespace tracebridge::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ChildrenTest : public Preloaded {
 protected:
  const Arguments kWithChild = {"child", TRACEBRIDGE_UNAWARE_PROGRAM, "request"};
};

// As a service file names it: docs/run.md.
TEST_F(ChildrenTest, OfTheLoaderAloneIsTracedToo) {
  settings["LD_PRELOAD"] = TRACEBRIDGE_PRELOAD;
  const ChildProgram program =
      ChildProgram::Run(TRACEBRIDGE_UNAWARE_PROGRAM, {"request"}, settings);
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.err, "");
  EXPECT_THAT(Names(), ElementsAre("client", "query", "server"));
}

TEST_F(ChildrenTest, AreNotTraced) {
  const ChildProgram program = RunUnaware(kWithChild);
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, "LD_PRELOAD=\nuser=\n");
  EXPECT_THAT(Names(), ElementsAre("in the parent"));
}

TEST_F(ChildrenTest, AreTracedIfFollowed) {
  const ChildProgram program = RunUnaware(kWithChild, {"--follow"});
  EXPECT_EQ(program.status, 0);
  EXPECT_THAT(program.out, HasSubstr("LD_PRELOAD=" TRACEBRIDGE_PRELOAD "\n"));
  EXPECT_THAT(Names(), ElementsAre("client", "in the parent", "query", "server"));
}

TEST_F(ChildrenTest, OfAScriptAreTracedIfFollowed) {
  const Arguments script = {"/bin/sh", "-c", TRACEBRIDGE_UNAWARE_PROGRAM " request; exit 9"};
  EXPECT_EQ(Run({"--quiet"}, script).status, 9);
  EXPECT_THAT(Names(), ElementsAre());
  EXPECT_EQ(Run({"--quiet", "--follow"}, script).status, 9);
  EXPECT_EQ(Names().size(), 3u);
}

// bash has functions of its own for the environment.
TEST_F(ChildrenTest, OfBashAreNotTraced) {
  const Arguments script = {"/bin/bash", "-c", TRACEBRIDGE_UNAWARE_PROGRAM " request; true"};
  EXPECT_THAT(Run({}, script).err, HasSubstr("/bin/bash: does not link libopentracing.so.1"));
  EXPECT_THAT(Names(), ElementsAre());
}

TEST_F(ChildrenTest, KeepTheLibrariesThatOthersPreload) {
  settings["LD_PRELOAD"] = "libm.so.6";
  EXPECT_THAT(RunUnaware(kWithChild).out, HasSubstr("LD_PRELOAD=libm.so.6:\n"));
  EXPECT_THAT(Names(), ElementsAre("in the parent"));
}

TEST_F(ChildrenTest, ThatAreForksGoOnTracing) {
  EXPECT_EQ(RunUnaware({"fork"}).status, 3);
  ExportedSpans spans = Arrived();
  EXPECT_THAT(Names(), ElementsAre("before the fork", "in the child", "parent"));
  EXPECT_EQ(spans["in the child"].parent_span_id, spans["parent"].span_id);
  EXPECT_EQ(collector.requests().size(), 2u);  // each process its own, and none twice
}

}  // namespace
}  // namespace tracebridge::test
