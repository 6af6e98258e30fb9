// Programs that register an exporter in main(), unchanged, and what a server then receives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/child_program.h"
#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::test {
namespace {

using nlohmann::json;
using otlp::Respond;
using otlp::TestCollector;
using ::testing::HasSubstr;
using ::testing::Not;

// By name.
std::map<std::string, json> ZipkinSpans(TestCollector& server) {
  std::map<std::string, json> spans;
  for (const otlp::Request& request : server.requests()) {
    for (const json& span : json::parse(request.body)) spans[span.at("name")] = span;
  }
  return spans;
}

TEST(OpenCensusZipkinTest, SendsWhatTheOriginalSent) {
  TestCollector server({Respond("202 Accepted")});
  const auto program = ChildProgram::Run(TRACEBRIDGE_ZIPKIN_PROGRAM, {server.url()});
  EXPECT_EQ(program.status, 0);
  EXPECT_EQ(program.err, "");
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0].headers.at("content-type"), "application/json");
  auto spans = ZipkinSpans(server);
  ASSERT_EQ(spans.size(), 2u);

  const json& root = spans.at("Span1");
  EXPECT_FALSE(root.contains("parentId"));
  EXPECT_FALSE(root.contains("kind"));
  EXPECT_EQ(root.at("localEndpoint").at("serviceName"), "TestService");
  EXPECT_THAT(root.at("localEndpoint").at("ipv4").get<std::string>(), HasSubstr("."));
  EXPECT_EQ(root.at("annotations").at(0).at("value"), "Annotation1 (TestBool:true)");

  const json& child = spans.at("Span2");
  EXPECT_EQ(child.at("traceId"), root.at("traceId"));
  EXPECT_EQ(child.at("parentId"), root.at("id"));
  EXPECT_EQ(child.at("tags").at("key1"), "value1");
  EXPECT_EQ(child.at("tags").at("int_key"), "123");
  EXPECT_EQ(child.at("tags").at("bool_key"), "true");
  std::vector<std::string> annotations;
  for (const json& one : child.at("annotations")) annotations.push_back(one.at("value"));
  EXPECT_THAT(annotations, ::testing::UnorderedElementsAre(
                               ::testing::AnyOf("Annotation2 (TestString:Test, TestInt:123)",
                                                "Annotation2 (TestInt:123, TestString:Test)"),
                               "SENT/2/3", "RECEIVED/3/4"));
  // More than the original said.
  EXPECT_EQ(child.at("tags").at("error"), "no such user");
  EXPECT_EQ(child.at("tags").at("census.status_code"), "5");
}

TEST(OpenCensusZipkinTest, NamesTheHostByItsOtherAddressWhenAskedTo) {
  TestCollector server({Respond("202 Accepted")});
  ChildProgram::Run(TRACEBRIDGE_ZIPKIN_PROGRAM, {server.url(), "ipv6"});
  const auto spans = ZipkinSpans(server);
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_THAT(spans.at("Span1").at("localEndpoint").at("ipv6").get<std::string>(), HasSubstr(":"));
  EXPECT_FALSE(spans.at("Span1").at("localEndpoint").contains("ipv4"));
}

TEST(OpenCensusZipkinTest, FollowsARedirectWithItsBatch) {
  TestCollector there;
  TestCollector here({Respond("302 Found", "Location: " + there.url() + "\r\n")});
  ChildProgram::Run(TRACEBRIDGE_ZIPKIN_PROGRAM, {here.url()});
  EXPECT_EQ(ZipkinSpans(there).size(), 2u);
}

TEST(OpenCensusZipkinTest, SaysThatAServerIsNotThere) {
  const auto program = ChildProgram::Run(TRACEBRIDGE_ZIPKIN_PROGRAM, {"ftp://127.0.0.1/spans"});
  EXPECT_EQ(program.status, 0);
  EXPECT_THAT(program.err,
              HasSubstr("Zipkin export to ftp://127.0.0.1/spans fails, 2 spans are lost"));
}

class OpenCensusOtlpTest : public ::testing::Test {
 protected:
  // Runs the program, and returns what arrived over OTLP.
  ExportedSpans Run(const std::string& program, const std::vector<std::string>& arguments = {},
                    std::map<std::string, std::string> settings = {}) {
    settings.emplace("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json");
    settings.emplace("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector_.url());
    ended_ = ChildProgram::Run(program, arguments, settings);
    EXPECT_EQ(ended_.status, 0) << ended_.err;
    ExportedSpans spans;
    for (const otlp::Request& request : collector_.requests()) {
      requests_.push_back(json::parse(request.body));
      AddSpans(requests_.back(), &spans);
    }
    return spans;
  }
  std::size_t exported() const {
    std::size_t count = 0;
    for (const json& request : requests_) {
      for (const json& resource : request.at("resourceSpans")) {
        for (const json& scope : resource.at("scopeSpans")) count += scope.at("spans").size();
      }
    }
    return count;
  }
  std::string ServiceName() const {
    for (const json& attribute :
         requests_.at(0).at("resourceSpans").at(0).at("resource").at("attributes")) {
      if (attribute.at("key") == "service.name") return attribute.at("value").at("stringValue");
    }
    return "";
  }
  std::size_t Lines(const std::string& part) const {
    std::size_t count = 0;
    for (std::size_t at = ended_.err.find(part); at != std::string::npos;
         at = ended_.err.find(part, at + 1)) {
      ++count;
    }
    return count;
  }

  TestCollector collector_;
  ChildProgram ended_;
  std::vector<json> requests_;
};

TEST_F(OpenCensusOtlpTest, TakesThePlaceOfTheAgent) {
  const auto spans = Run(TRACEBRIDGE_OCAGENT_PROGRAM);
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans.at("Span2").parent_span_id, spans.at("Span1").span_id);
  EXPECT_EQ(spans.at("Span2").scope, "opencensus-shim");
  EXPECT_EQ(exported(), 2u);  // and not once more, by the settings
  EXPECT_EQ(Lines("OcAgentExporter: "), 1u);
  EXPECT_THAT(ended_.err,
              HasSubstr("the address \"localhost:55678\" is ignored; spans leave over OTLP, to " +
                        collector_.url() + ". "));
}

TEST_F(OpenCensusOtlpTest, TakesThePlaceOfStackdriver) {
  EXPECT_EQ(Run(TRACEBRIDGE_STACKDRIVER_PROGRAM).size(), 2u);
  EXPECT_EQ(exported(), 2u);
  EXPECT_EQ(Lines("StackdriverExporter: "), 1u);
  EXPECT_THAT(ended_.err, HasSubstr("the project \"my-project\" is ignored"));
}

TEST_F(OpenCensusOtlpTest, TakesThePlaceOfStackdriverForStats) {
  ended_ = ChildProgram::Run(TRACEBRIDGE_STACKDRIVER_STATS_PROGRAM, {},
                             {{"OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json"},
                              {"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector_.url()}});
  EXPECT_EQ(ended_.status, 0);
  EXPECT_EQ(Lines("StackdriverExporter for stats: "), 1u);
  EXPECT_THAT(ended_.err, HasSubstr("the project \"my-project\" is ignored; views leave over OTLP, "
                                    "to " +
                                    collector_.url() + ". "));
  const auto requests = collector_.requests();
  ASSERT_EQ(requests.size(), 1u);  // nothing asks for an export before the end
  const json metric =
      json::parse(requests[0].body).at("/resourceMetrics/0/scopeMetrics/0/metrics/0"_json_pointer);
  EXPECT_EQ(metric.at("name"), "example.com/latency");
  EXPECT_EQ(metric.at("/sum/dataPoints/0/asInt"_json_pointer), "2");
}

TEST_F(OpenCensusOtlpTest, LeavesViewsToOtherExportersThatTheSettingsName) {
  ended_ = ChildProgram::Run(TRACEBRIDGE_STACKDRIVER_STATS_PROGRAM, {},
                             {{"OTEL_METRICS_EXPORTER", "none"},
                              {"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector_.url()}});
  EXPECT_THAT(ended_.err, HasSubstr("views leave as OTEL_METRICS_EXPORTER"));
  EXPECT_EQ(collector_.requests().size(), 0u);
}

// Where no variable says a word of exporting, the exporter's being there does.
TEST_F(OpenCensusOtlpTest, NeedsNoSettings) {
  const auto program = ChildProgram::Run(TRACEBRIDGE_OCAGENT_PROGRAM, {},
                                         {{"OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_ATTEMPTS", "1"}});
  EXPECT_THAT(program.err, HasSubstr("spans leave over OTLP, to http://localhost:4318/v1/traces"));
}

TEST_F(OpenCensusOtlpTest, HasTheServiceNameOfTheOptions) {
  Run(TRACEBRIDGE_OCAGENT_PROGRAM);
  ASSERT_FALSE(requests_.empty());
  EXPECT_EQ(ServiceName(), "TestService");
}

TEST_F(OpenCensusOtlpTest, HasTheServiceNameOfTheSettingsBeforeThat) {
  Run(TRACEBRIDGE_OCAGENT_PROGRAM, {}, {{"OTEL_SERVICE_NAME", "shop"}});
  ASSERT_FALSE(requests_.empty());
  EXPECT_EQ(ServiceName(), "shop");
}

TEST_F(OpenCensusOtlpTest, LeavesExportingToOtherExportersThatTheSettingsName) {
  EXPECT_EQ(Run(TRACEBRIDGE_OCAGENT_PROGRAM, {}, {{"OTEL_TRACES_EXPORTER", "none"}}).size(), 0u);
  EXPECT_THAT(ended_.err, HasSubstr("spans leave as OTEL_TRACES_EXPORTER says"));
}

TEST_F(OpenCensusOtlpTest, IsOffWhenTheSdkIs) {
  EXPECT_EQ(Run(TRACEBRIDGE_OCAGENT_PROGRAM, {}, {{"OTEL_SDK_DISABLED", "true"}}).size(), 0u);
}

}  // namespace
}  // namespace tracebridge::test
