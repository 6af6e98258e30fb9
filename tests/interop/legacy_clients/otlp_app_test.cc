// The same program in each standard of C++, with Datadog's client and with LightStep's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "tests/support/child_program.h"
#include "tests/support/otlp_json_spans.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;

class LegacyOtlpAppTest : public ::testing::TestWithParam<std::tuple<std::string, const char*>> {};

TEST_P(LegacyOtlpAppTest, SendsItsSpansOverOtlp) {
  const auto& [client, standard] = GetParam();
  otlp::TestCollector collector;
  const ChildProgram app =
      ChildProgram::Run(TRACEBRIDGE_APPS + std::string(standard), {client},
                        {{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url()},
                         {"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"}});
  EXPECT_EQ(app.status, 0) << app.err;
  EXPECT_THAT(app.out,
              HasSubstr(client == "datadog" ? "x-datadog-trace-id\n" : "ot-tracer-traceid\n"));
  EXPECT_THAT(app.out, HasSubstr("X-B3-TraceId\n"));
  EXPECT_THAT(app.out, HasSubstr("traceparent\n"));

  ExportedSpans spans;
  for (const auto& request : collector.requests()) {
    EXPECT_THAT(request.body, HasSubstr("\"shop\""));
    AddSpans(nlohmann::json::parse(request.body), &spans);
  }
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans.at("work").parent_span_id, "");
  EXPECT_EQ(spans.at("lookup").parent_span_id, spans.at("work").span_id);
}

INSTANTIATE_TEST_SUITE_P(Standards, LegacyOtlpAppTest,
                         ::testing::Combine(::testing::Values("datadog", "lightstep"),
                                            ::testing::Values("11", "14", "17", "20")),
                         [](const auto& info) {
                           return std::get<0>(info.param) + "_Cpp" + std::get<1>(info.param);
                         });

}  // namespace
}  // namespace tracebridge::test
