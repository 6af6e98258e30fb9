// Nothing configured: OpenTracing and OpenTelemetry are no-ops, as their originals are; OpenCensus, whose original needs
// no set-up, works as it did. Each case is a process of its own (nothing_configured_program.cc): the program prints what
// it sees, `err` is what the log said, and a collector or a file shows what left.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/support/bridged_spans.h"
#include "tests/support/child_program.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge {
namespace {

using test::ChildProgram;
using test::Settings;

ChildProgram RunProgram(const std::string& scenario, const Settings& settings = {}) {
  auto ended = ChildProgram::Run(TRACEBRIDGE_NOTHING_CONFIGURED_PROGRAM, {scenario}, settings);
  EXPECT_EQ(ended.status, 0) << ended.err;
  return ended;
}

int Occurrences(const std::string& text, const std::string& what) {
  int count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(NothingConfiguredTest, OpenTracingAndOpenTelemetryAreNoOps) {
  const auto ended = RunProgram("no_ops");
  EXPECT_EQ(ended.out,
            "opentracing injects: \n"
            "opentracing extracts: nothing\n"
            "otel records: no\n"
            "otel has ids: no\n"
            "otel injects: \n"
            "threads started: 0\n");
  EXPECT_EQ(ended.err, "");
}

TEST(NothingConfiguredTest, WhatArrivesGoesOnWhenOnlyPropagatorsAreSet) {
  EXPECT_EQ(RunProgram("pass_on").out,
            "otel: \n"
            "baggage: user=alice\n"
            "traceparent: 00-404142434445464748494a4b4c4d4e4f-6162636465666768-01\n"
            "tracestate: v=1\n"
            "opentracing: \n"
            "traceparent: 00-404142434445464748494a4b4c4d4e4f-6162636465666768-01\n"
            "tracestate: v=1\n"
            "baggage: user=alice\n");
}

TEST(NothingConfiguredTest, OpenCensusFollowsItsOwnRules) {
  EXPECT_EQ(RunProgram("rules").out,
            "root, AlwaysSampler: sampled\n"
            "root, NeverSampler: not sampled\n"
            "sampled parent, NeverSampler: sampled\n"
            "unsampled parent, AlwaysSampler: sampled\n"
            "unsampled parent, NeverSampler: not sampled\n"
            "handler received: root, AlwaysSampler, sampled parent, NeverSampler, "
            "unsampled parent, AlwaysSampler\n");
}

TEST(NothingConfiguredTest, OpenCensusHandlersReceiveAndRegisteringStartsNoThread) {
  const auto ended = RunProgram("handlers");
  EXPECT_EQ(ended.out,
            "threads started: 0\n"
            "otel records: no\n"
            "otel stands for the span around it: yes\n"
            "handler received: opencensus, parent\n");
  EXPECT_EQ(ended.err, "");
}

TEST(NothingConfiguredTest, OpenCensusHandlersReceiveAFullBatchAtOnce) {
  EXPECT_EQ(RunProgram("batch_size").out, "second of two: came by itself\n");
}

// Whichever process is first. Both wait for the interval of a second.
TEST(NothingConfiguredTest, OpenCensusHandlersReceiveAtEachIntervalAlsoInAForkedChild) {
  const std::string out = RunProgram("interval").out;
  EXPECT_EQ(Occurrences(out, "in the parent: came by itself\n"), 1) << out;
  EXPECT_EQ(Occurrences(out, "in the child: came by itself\n"), 1) << out;
}

TEST(NothingConfiguredTest, OneOpenCensusRootInTenThousandIsSampled) {
  const auto ended = RunProgram("default_probability");
  EXPECT_EQ(ended.out, "about 1 in 10,000: yes\nthreads started: 0\n");
  EXPECT_EQ(ended.err, "");
}

TEST(NothingConfiguredTest, NothingLeavesAndNothingIsStarted) {
  const auto ended = RunProgram("sampled_roots");
  EXPECT_EQ(ended.out, "threads started: 0\nsockets opened: 0\n");
  EXPECT_EQ(ended.err, "");
}

struct ExportCase {
  std::string name;
  Settings settings;  // "URL" stands for the collector's address
  bool leaves;
};

const ExportCase kExportCases[] = {
    {"Endpoint", {{"OTEL_EXPORTER_OTLP_ENDPOINT", "URL"}}, true},
    {"TracesEndpoint", {{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "URL/v1/traces"}}, true},
    {"MetricsEndpoint", {{"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "URL/v1/metrics"}}, false},
    {"ServiceName", {{"OTEL_SERVICE_NAME", "shop"}}, false},
    {"BatchSize", {{"OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"}}, false},
    {"Sampler", {{"OTEL_TRACES_SAMPLER", "always_on"}}, false},
    {"NoExporter",
     {{"OTEL_TRACES_EXPORTER", "none"}, {"OTEL_EXPORTER_OTLP_ENDPOINT", "URL"}},
     false},
    {"Disabled", {{"OTEL_SDK_DISABLED", "true"}, {"OTEL_EXPORTER_OTLP_ENDPOINT", "URL"}}, false},
};

class NothingConfiguredExportTest : public testing::TestWithParam<ExportCase> {};

TEST_P(NothingConfiguredExportTest, LeavesOnlyIfAVariableAsksForIt) {
  otlp::TestCollector collector;
  const std::string url = collector.url().substr(0, collector.url().find("/v1/traces"));
  Settings settings = GetParam().settings;
  for (auto& [name, value] : settings) {
    if (value.rfind("URL", 0) == 0) value.replace(0, 3, url);
  }
  const auto ended = RunProgram("sampled_roots", settings);
  const auto requests = collector.requests();
  EXPECT_EQ(requests.empty(), !GetParam().leaves);
  if (!GetParam().leaves) {
    EXPECT_EQ(ended.out, "threads started: 0\nsockets opened: 0\n");
    return;
  }
  std::string bodies;
  for (const auto& request : requests) bodies += request.body;
  EXPECT_EQ(Occurrences(bodies, "opencensus-shim"), static_cast<int>(requests.size()));
  EXPECT_EQ(Occurrences(bodies, "alpha.span"), 1);
  EXPECT_EQ(Occurrences(bodies, "beta.span"), 1);
}

INSTANTIATE_TEST_SUITE_P(Variables, NothingConfiguredExportTest, testing::ValuesIn(kExportCases),
                         [](const auto& info) { return info.param.name; });

// A file stands for the collector in what follows: OTEL_TRACES_EXPORTER asks as the OTLP variables do.
class NothingConfiguredFileTest : public testing::Test {
 protected:
  ChildProgram RunWithFile(const std::string& scenario, Settings settings = {}) {
    settings.emplace("OTEL_TRACES_EXPORTER", "otlp_file");
    settings.emplace("TRACEBRIDGE_OTLP_FILE", folder_ / "spans.jsonl");
    return RunProgram(scenario, settings);
  }

  // The names of what was exported, in alphabetical order.
  std::string Exported() const {
    std::string names;
    for (const auto& [name, span] : test::ReadLines(folder_.Read("spans.jsonl"))) {
      names += (names.empty() ? "" : ", ") + name;
    }
    return names;
  }

  otlp::ScratchFolder folder_;
};

constexpr char kVariable[] = "OTEL_TRACES_SAMPLER";

TEST_F(NothingConfiguredFileTest, OneLogLineNamesTheVariableThatChangesTheDefaultProbability) {
  EXPECT_EQ(Occurrences(RunWithFile("serve").err, kVariable), 1);
  EXPECT_EQ(Exported(), "child");
}

// Also, and above all, where no span is sampled and the user wonders why.
TEST_F(NothingConfiguredFileTest, TheLogLineComesThoughNothingIsSampled) {
  EXPECT_EQ(Occurrences(RunWithFile("unsampled_roots").err, kVariable), 1);
}

TEST_F(NothingConfiguredFileTest, NoLogLineComesWhenTheVariableIsSet) {
  const auto ended = RunWithFile("serve", {{"OTEL_TRACES_SAMPLER", "parentbased_always_off"}});
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(Exported(), "child");
}

TEST_F(NothingConfiguredFileTest, NoLogLineComesWhenTraceConfigWasSet) {
  EXPECT_EQ(RunWithFile("trace_config").err, "");
  EXPECT_EQ(Exported(), "configured");
}

TEST_F(NothingConfiguredFileTest, NoLogLineComesWhenNothingIsToLeave) {
  EXPECT_EQ(RunWithFile("unsampled_roots", {{"OTEL_TRACES_EXPORTER", "none"}}).err, "");
}

TEST_F(NothingConfiguredFileTest, TheVariableDecidesAboutRootsFromTheFirstOneOn) {
  RunWithFile("serve", {{"OTEL_TRACES_SAMPLER", "always_on"}});
  EXPECT_EQ(Exported(), "child, root");
}

TEST_F(NothingConfiguredFileTest, TheVariableCountsMoreThanTraceConfig) {
  RunWithFile("trace_config", {{"OTEL_TRACES_SAMPLER", "always_off"}});
  EXPECT_EQ(Exported(), "");
}

TEST_F(NothingConfiguredFileTest, AProviderThatIsSetLaterTakesOver) {
  const auto ended = RunWithFile("provider_later");
  EXPECT_EQ(ended.out, "handler received: before, after, otel, opentracing, under way\n");
  EXPECT_EQ(Exported(), "after, before, opentracing, otel, under way");
}

}  // namespace
}  // namespace tracebridge
