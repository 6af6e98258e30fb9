// The same program in each standard of C++, with the backend that its file names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "tests/support/child_program.h"
#include "tests/support/jaeger_thrift.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::test {
namespace {

using jaeger::TestAgent;
using ::testing::HasSubstr;

class LegacyJaegerAppTest : public ::testing::TestWithParam<std::string> {
 protected:
  ChildProgram Run(const std::string& yaml, const std::string& step = "",
                   std::map<std::string, std::string> variables = {}) {
    std::ofstream(folder_ / "config.yml") << yaml;
    std::vector<std::string> arguments{folder_ / "config.yml"};
    if (!step.empty()) arguments.push_back(step);
    variables["LD_LIBRARY_PATH"] = TRACEBRIDGE_THRIFT_FOLDER;
    return ChildProgram::Run(TRACEBRIDGE_APPS + GetParam(), arguments, variables);
  }
  std::string ToAgent() const {
    return "sampler: {type: const, param: 1}\ntags: {zone: b}\nreporter: {localAgentHostPort: \"" +
           agent_.address() + "\"}\n";
  }
  // What arrives at the agent: one batch, or several.
  std::map<std::string, idl::Span> ReceiveSpans() {
    std::map<std::string, idl::Span> spans;
    while (spans.size() < 2) {
      const std::string packet = agent_.Receive();
      if (packet.empty()) break;
      const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, packet);
      service_ = batch.process.serviceName;
      for (const auto& span : batch.spans) spans[span.operationName] = span;
      for (const auto& tag : batch.process.tags) process_tags_ += TagText(tag) + "\n";
    }
    return spans;
  }

  TestAgent agent_;
  const otlp::ScratchFolder folder_;
  std::string service_, process_tags_;
};

TEST_P(LegacyJaegerAppTest, SendsItsSpansToItsAgent) {
  const ChildProgram app = Run(ToAgent());
  EXPECT_EQ(app.status, 0) << app.err;
  auto spans = ReceiveSpans();
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(service_, "catalogue");
  EXPECT_THAT(process_tags_, HasSubstr("zone = \"b\"\n"));
  EXPECT_EQ(spans["lookup"].parentSpanId, spans["work"].spanId);
  EXPECT_THAT(SpanText(spans["lookup"]), HasSubstr("  shard = 7\n"));
  EXPECT_THAT(app.out, HasSubstr("trace " + HexText(spans["work"].traceIdHigh) +
                                 HexText(spans["work"].traceIdLow)));
  EXPECT_EQ(app.err, "");
}

TEST_P(LegacyJaegerAppTest, SendsThemAtItsEndWithoutClose) {
  EXPECT_EQ(Run(ToAgent(), "no_close").status, 0);
  EXPECT_EQ(ReceiveSpans().size(), 2u);
}

TEST_P(LegacyJaegerAppTest, SendsThemFromAChild) {
  EXPECT_EQ(Run(ToAgent(), "fork").status, 0);
  EXPECT_EQ(ReceiveSpans().size(), 2u);
}

TEST_P(LegacyJaegerAppTest, MayTakeTheAddressOfAConstant) {
  const ChildProgram app = Run(ToAgent(), "static_member");
  EXPECT_THAT(app.out, HasSubstr("0.001\n127.0.0.1:6831\nJAEGER_TAGS\n1\n"));
}

TEST_P(LegacyJaegerAppTest, IsToldOnceWhatIsNotCarriedOver) {
  const ChildProgram app = Run(
      ToAgent() + "baggage_restrictions: {hostPort: \"agent:5778\"}\npropagation_format: w3c\n");
  EXPECT_EQ(app.status, 0) << app.err;
  EXPECT_EQ(app.err,
            "ERROR: tracebridge: not all settings are carried over. "
            "\"baggage_restrictions.hostPort\": baggage is not restricted by a server; "
            "TRACEBRIDGE_BAGGAGE_ALLOW names what may leave.\n");
}

TEST_P(LegacyJaegerAppTest, IsToldWhatIsWrong) {
  const ChildProgram app = Run("sampler: {type: probabilistic, param: 7}\n");
  EXPECT_EQ(app.status, 2);
  EXPECT_EQ(
      app.err,
      "ERROR: Invalid parameter for probabilistic sampler: 7, expecting value between 0 and 1\n"
      "Probabilistic sampling rate should be in the interval [0, 1].\n");
}

TEST_P(LegacyJaegerAppTest, DoesNothingWhenItIsDisabled) {
  const ChildProgram app = Run("disabled: true\n" + ToAgent());
  EXPECT_EQ(app.status, 0) << app.err;
  EXPECT_EQ(app.out, "");  // a no-op span has no context of Jaeger's
  EXPECT_TRUE(agent_.IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Standard, LegacyJaegerAppTest, ::testing::Values("11", "14", "17", "20"),
                         [](const auto& info) { return "Cpp" + info.param; });

}  // namespace
}  // namespace tracebridge::test
