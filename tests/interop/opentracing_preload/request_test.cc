// A program that knows OpenTracing alone, and never registers a tracer: its spans arrive.
#include "tests/interop/opentracing_preload/preloaded.h"

namespace tracebridge::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RequestTest : public Preloaded {};

std::string Attribute(const ExportedSpan& span, const std::string& key) {
  for (const auto& attribute : span.attributes) {
    if (attribute.at("key") == key) return attribute.at("value").begin()->dump();
  }
  return "";
}

TEST_F(RequestTest, ArrivesWithNamesTagsParentsAndBaggage) {
  const ChildProgram program = RunUnaware({"request"}, {"--service-name", "shop"});
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, "baggage\ntraceparent\nuser=alice\n");
  EXPECT_EQ(program.err, "");
  ExportedSpans spans = Arrived();
  ASSERT_THAT(Names(), ElementsAre("client", "query", "server"));
  const ExportedSpan& client = spans["client"];
  const ExportedSpan& server = spans["server"];
  EXPECT_EQ(client.parent_span_id, "");
  EXPECT_EQ(server.parent_span_id, client.span_id);
  EXPECT_EQ(spans["query"].parent_span_id, server.span_id);
  EXPECT_EQ(server.trace_id, client.trace_id);
  EXPECT_EQ(client.scope, "opentracing-shim");
  EXPECT_EQ(client.events, 1u);
  EXPECT_EQ(Attribute(client, "attempt"), "\"2\"");
  EXPECT_EQ(Attribute(spans["query"], "db.rows"), "\"42\"");
  EXPECT_THAT(collector.requests().at(0).body, HasSubstr(R"({"stringValue":"shop"})"));
}

// Nothing of ours took its place.
TEST_F(RequestTest, RunsOnTheDistributionsLibrary) {
  const ChildProgram program = RunUnaware({"libraries"});
  EXPECT_THAT(program.out, HasSubstr(DISTRIBUTION_LIBRARY "\n"));
  EXPECT_THAT(program.out, HasSubstr(TRACEBRIDGE_PRELOAD "\n"));
  EXPECT_THAT(program.out, ::testing::Not(HasSubstr("/opentracing_api/")));
}

TEST_F(RequestTest, ArrivesFromManyThreads) {
  EXPECT_EQ(RunUnaware({"threads"}).status, 0);
  EXPECT_EQ(Names().size(), 100u);
}

TEST_F(RequestTest, ArrivesThroughAStream) {
  EXPECT_EQ(RunUnaware({"stream"}).out, "injected: yes\nextracted: yes\n");
  ExportedSpans spans = Arrived();
  EXPECT_EQ(spans["child"].parent_span_id, spans["parent"].span_id);
}

TEST_F(RequestTest, ArrivesFromALibraryThatTheProgramOpens) {
  const ChildProgram program =
      Run({"--quiet"}, {TRACEBRIDGE_OPENING_PROGRAM, TRACEBRIDGE_UNAWARE_MODULE});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_THAT(Names(), ElementsAre("of a module"));
}

TEST_F(RequestTest, GoesWhereTheOptionsSay) {
  settings.erase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  const std::string url = collector.url();
  RunUnaware({"request"}, {"--endpoint", url.substr(0, url.find("/v1/"))});
  EXPECT_EQ(Names().size(), 3u);
}

TEST_F(RequestTest, RunsWithSettingsThatAreWrong) {
  settings["OTEL_TRACES_SAMPLER"] = "sometimes";
  settings["TRACEBRIDGE_RUN_POLICY"] = "neither";
  const ChildProgram program = RunUnaware({"request"});
  EXPECT_EQ(program.status, 0);
  EXPECT_THAT(program.err, HasSubstr("OTEL_TRACES_SAMPLER: \"sometimes\" is not known"));
  EXPECT_THAT(program.err, HasSubstr("TRACEBRIDGE_RUN_POLICY: \"neither\" is not known"));
  EXPECT_EQ(Names().size(), 3u);
}

TEST_F(RequestTest, RunsAsEverWithoutASdk) {
  settings["OTEL_SDK_DISABLED"] = "true";
  const ChildProgram program = RunUnaware({"request"});
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.out, "user=\n");
  EXPECT_EQ(program.err, "");
  EXPECT_EQ(collector.requests().size(), 0u);
}

}  // namespace
}  // namespace tracebridge::test
