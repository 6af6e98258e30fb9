#include "migration/tail/trace_json.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {

TEST(TraceJsonTest, IsOneLine) {
  Span span = MakeSpan(1, 0, "GET\n\x7f日", {0, 2}, "opentracing-shim");
  span.kind = SpanKind::kServer;
  span.attributes = {{"n", {int64_t{1}}}, {"nan", {std::numeric_limits<double>::quiet_NaN()}}};
  span.events = {{kMoment, "e", {}, 0}};
  span.links = {{TraceNumber(2), SpanNumber(3), "", {}, 0, 0}};
  EXPECT_EQ(
      TraceJson(MakeTrace({span})),
      R"({"traceId":"00000000000000000000000000000001","whole":true,"roots":1,"missingParents":0,)"
      R"("apis":1,"services":["edge"],"durationNano":2000000,"spans":[{"spanId":"0000000000000001",)"
      R"("parentSpanId":"","depth":0,"name":"GET\n\u007f\u65e5","api":"OpenTracing",)"
      R"("scope":"opentracing-shim","service":"edge","kind":"server",)"
      R"("startTimeUnixNano":"1700000000000000000","durationNano":2000000,)"
      R"("status":{"code":"unset","message":""},"attributes":[["n",1],["nan","NaN"]],)"
      R"("events":[{"name":"e","timeUnixNano":"1700000000000000000","attributes":[]}],)"
      R"("links":[{"traceId":"00000000000000000000000000000002","spanId":"0000000000000003",)"
      R"("attributes":[]}]}]})"
      "\n");
}

TEST(TraceJsonTest, SpansComeInTheOrderOfTheTree) {
  const std::string json = TraceJson(MakeTrace({MakeSpan(2, 1, "child"), MakeSpan(1, 0, "root")}));
  EXPECT_LT(json.find("\"root\""), json.find("\"child\""));
}

}  // namespace
}  // namespace tracebridge::tail
