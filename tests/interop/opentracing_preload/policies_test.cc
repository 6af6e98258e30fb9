// A program that registers a tracer of its own.
#include "tests/interop/opentracing_preload/preloaded.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class PolicyTest : public Preloaded {
 protected:
  // Runs the program with a mock tracer of the distribution's, which it registers.
  ChildProgram Register(const Arguments& options, const std::string& scenario = "register") {
    return RunUnaware({scenario, folder / "spans.json"}, options);
  }

  // The span of that name that its own tracer recorded.
  nlohmann::json RecordedSpan(const std::string& name) {
    for (auto& span : nlohmann::json::parse(folder.Read("spans.json"))) {
      if (span.at("operation_name") == name) return span;
    }
    ADD_FAILURE() << name << " is not there";
    return {};
  }

  // Names of the spans that its own tracer recorded, sorted.
  std::vector<std::string> Recorded() {
    std::vector<std::string> names;
    const std::string text = folder.Read("spans.json");
    if (text.empty()) return names;
    for (const auto& span : nlohmann::json::parse(text)) names.push_back(span.at("operation_name"));
    std::sort(names.begin(), names.end());
    return names;
  }

  otlp::ScratchFolder folder;
};

constexpr char kSeen[] =
    "registered before: no\n"
    "registered: yes\n";

// What it prints without us; the mock tracer's header is x-ot-span-context.
TEST_F(PolicyTest, WithoutUsIsItsOwn) {
  const ChildProgram program =
      ChildProgram::Run(TRACEBRIDGE_UNAWARE_PROGRAM, {"register", folder / "spans.json"});
  EXPECT_EQ(program.out, std::string(kSeen) +
                             "has its own: yes\nx-ot-span-context\nuser=alice\n"
                             "gets its own back: yes\nhas none: yes\n");
  EXPECT_THAT(Recorded(), ElementsAre("client", "late", "query", "server"));
}

TEST_F(PolicyTest, BothGivesBothTheWholeTrace) {
  const ChildProgram program = Register({"--policy", "both"});
  EXPECT_EQ(program.out, std::string(kSeen) +
                             "has its own: no\nbaggage\ntraceparent\nx-ot-span-context\n"
                             "user=alice\ngets its own back: yes\nhas none: yes\n");
  EXPECT_EQ(program.err, "");
  EXPECT_THAT(Recorded(), ElementsAre("client", "late", "query", "server"));
  // Its own references, through its own header and its own context.
  const auto id_of = [this](const char* name) {
    return RecordedSpan(name).at("span_context").at("span_id");
  };
  for (const auto& [child, parent] : {std::pair("server", "client"), {"query", "server"}}) {
    const nlohmann::json references = RecordedSpan(child).at("references");
    ASSERT_EQ(references.size(), 1u) << child;
    EXPECT_EQ(references[0].at("span_id"), id_of(parent)) << child;
  }
  EXPECT_EQ(RecordedSpan("server").at("span_context").at("trace_id"),
            RecordedSpan("client").at("span_context").at("trace_id"));
  ExportedSpans spans = Arrived();
  EXPECT_THAT(Names(), ElementsAre("client", "early", "late", "query", "server"));
  EXPECT_EQ(spans["server"].parent_span_id, spans["client"].span_id);
  EXPECT_EQ(spans["query"].parent_span_id, spans["server"].span_id);
  EXPECT_EQ(spans["late"].parent_span_id, spans["early"].span_id);  // that began before the tee
}

TEST_F(PolicyTest, IsBothByDefault) {
  Register({});
  EXPECT_EQ(Recorded().size(), 4u);
  EXPECT_EQ(Names().size(), 5u);
}

TEST_F(PolicyTest, ReplaceGivesOursAll) {
  const ChildProgram program = Register({"--policy", "replace"});
  EXPECT_EQ(program.out,
            "registered before: yes\nregistered: yes\nhas its own: no\nbaggage\ntraceparent\n"
            "user=alice\ngets its own back: yes\nhas none: yes\n");
  EXPECT_THAT(Recorded(), ElementsAre());
  EXPECT_THAT(Names(), ElementsAre("client", "early", "late", "query", "server"));
}

// Close() of one is not the end of ours.
TEST_F(PolicyTest, ATracerAfterAnotherIsTracedAsWell) {
  for (const char* policy : {"both", "replace"}) {
    EXPECT_EQ(Register({"--policy", policy}, "reload").err, "");
  }
  EXPECT_THAT(Names(), ElementsAre("after", "before"));
  EXPECT_EQ(collector.requests().size(), 4u);
}

TEST_F(PolicyTest, KeepGivesItsOwnAllThatComesAfter) {
  const ChildProgram program = Register({"--policy", "keep"});
  EXPECT_EQ(program.out, std::string(kSeen) +
                             "has its own: yes\nx-ot-span-context\nuser=alice\n"
                             "gets its own back: yes\nhas none: yes\n");
  EXPECT_THAT(Recorded(), ElementsAre("client", "late", "query", "server"));
  EXPECT_THAT(Names(), ElementsAre("early"));
}

TEST_F(PolicyTest, LetsALibraryRegisterItsTracerOnlyIfThatIsToReceive) {
  for (const std::string policy : {"both", "keep"}) {
    Register({"--policy", policy}, "register if none");
    EXPECT_THAT(Recorded(), ElementsAre("request")) << policy;
  }
  EXPECT_THAT(Names(), ElementsAre("request"));  // of `both`
  EXPECT_EQ(collector.requests().size(), 1u);
  const otlp::ScratchFolder other;
  RunUnaware({"register if none", other / "spans.json"}, {"--policy", "replace"});
  EXPECT_FALSE(other.Has("spans.json"));
  EXPECT_EQ(collector.requests().size(), 2u);
}

// Debian's libdd-opentracing0: its agent is a second collector.
class DatadogTest : public Preloaded {
 protected:
  Arguments PluginArguments() const {
    const nlohmann::json configuration = {{"service", "shop"},
                                          {"agent_host", "127.0.0.1"},
                                          {"agent_port", Port()},
                                          {"sample_rate", 1.0}};
    return {"plugin", DATADOG_PLUGIN, configuration.dump()};
  }
  ChildProgram RunWithPlugin(const Arguments& options) {
    return RunUnaware(PluginArguments(), options);
  }
  int Port() const {
    const std::string url = agent.url();
    return std::stoi(url.substr(url.rfind(':') + 1));
  }
  bool AgentGot(const std::string& name) {
    for (const auto& request : agent.requests()) {
      if (request.line.find("/traces") != std::string::npos &&
          request.body.find(name) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  otlp::TestCollector agent;
};

TEST_F(DatadogTest, ReceivesBesideUs) {
  const ChildProgram program = RunWithPlugin({"--policy", "both"});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_THAT(program.out, HasSubstr("baggage\n"));
  EXPECT_THAT(program.out, HasSubstr("traceparent\n"));
  EXPECT_THAT(program.out, HasSubstr("x-datadog-trace-id\n"));
  EXPECT_THAT(program.out, HasSubstr("user=alice\n"));
  EXPECT_TRUE(AgentGot("server"));
  ExportedSpans spans = Arrived();
  ASSERT_THAT(Names(), ElementsAre("client", "query", "server"));
  EXPECT_EQ(spans["server"].parent_span_id, spans["client"].span_id);
}

TEST_F(DatadogTest, IsReplaced) {
  const ChildProgram program = RunWithPlugin({"--policy", "replace"});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_THAT(program.out, Not(HasSubstr("x-datadog-trace-id\n")));
  EXPECT_FALSE(AgentGot("server"));
  EXPECT_THAT(Names(), ElementsAre("client", "query", "server"));
}

TEST_F(DatadogTest, IsKept) {
  const ChildProgram program = RunWithPlugin({"--policy", "keep"});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_THAT(program.out, Not(HasSubstr("traceparent\n")));
  EXPECT_TRUE(AgentGot("server"));
  EXPECT_THAT(Names(), ElementsAre());
}

// A program that was built for the original, on our library, which loads a plugin that was built for the original.
TEST_F(DatadogTest, IsLoadedByOurLibrary) {
  const ChildProgram program = ChildProgram::Run(TRACEBRIDGE_UNAWARE_PROGRAM, PluginArguments(),
                                                 {{"LD_LIBRARY_PATH", OUR_LIBRARY_FOLDER}});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_THAT(program.out, HasSubstr("x-datadog-trace-id\n"));
  EXPECT_THAT(program.out, HasSubstr("user=alice\n"));
  EXPECT_TRUE(AgentGot("server"));
}

TEST_F(DatadogTest, ReceivesBesideUsOnOurLibrary) {
  settings["LD_LIBRARY_PATH"] = OUR_LIBRARY_FOLDER;
  EXPECT_THAT(RunUnaware({"libraries"}).out, HasSubstr(OUR_LIBRARY_FOLDER "/libopentracing.so.1"));
  const ChildProgram program = RunWithPlugin({});
  EXPECT_EQ(program.status, 0) << program.err;
  EXPECT_TRUE(AgentGot("server"));
  EXPECT_THAT(Names(), ElementsAre("client", "query", "server"));
}

}  // namespace
}  // namespace tracebridge::test
