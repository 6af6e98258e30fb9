// What Jaeger's clients sent, against what they had recorded, field by field; and the spans of OpenTelemetry's exporters for
// Jaeger through ours, against what theirs made of them.
#include "tests/support/jaeger_thrift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/jaeger_captures.h"
#include "tests/support/recorded_spans.h"
#include "tests/unit/otel_core/exporters/jaeger/encoded.h"

namespace tracebridge::test {
namespace {

using opentelemetry::sdk::trace::SpanRecord;

// ---- Jaeger's own clients

std::int64_t Number(const Json& hex) {
  if (hex.is_null()) return 0;
  return static_cast<std::int64_t>(std::stoull(hex.get<std::string>(), nullptr, 16));
}

void SetTraceId(const Json& hex, std::int64_t* high, std::int64_t* low) {
  const std::string text =
      std::string(32 - hex.get<std::string>().size(), '0') + hex.get<std::string>();
  *high = Number(text.substr(0, 16));
  *low = Number(text.substr(16));
}

std::vector<idl::Tag> TagsOf(const Json& from) {
  std::vector<idl::Tag> tags;
  for (const Json& tag : from) tags.push_back(TagOf(tag));
  return tags;
}

idl::Span RecordedSpan(const Json& from) {
  idl::Span span;
  span.operationName = from.at("operation_name");
  SetTraceId(from.at("trace_id"), &span.traceIdHigh, &span.traceIdLow);
  span.spanId = Number(from.at("span_id"));
  span.parentSpanId = Number(from.at("parent_span_id"));
  span.flags = from.at("flags");
  span.startTime = Microseconds(from, "start_unix_micro", "start_ms");
  span.duration = Microseconds(from, "duration_micro", "duration_ms");
  span.tags = TagsOf(from.at("tags"));
  for (const Json& log_from : from.at("logs")) {
    idl::Log log;
    log.timestamp = Microseconds(log_from, "timestamp_micro", "timestamp_ms");
    log.fields = TagsOf(log_from.at("fields"));
    span.logs.push_back(log);
  }
  for (const Json& reference_from : from.at("references")) {
    idl::SpanRef reference;
    reference.refType = reference_from.at("type") == "child_of" ? idl::SpanRefType::CHILD_OF
                                                                : idl::SpanRefType::FOLLOWS_FROM;
    SetTraceId(reference_from.at("trace_id"), &reference.traceIdHigh, &reference.traceIdLow);
    reference.spanId = Number(reference_from.at("span_id"));
    span.references.push_back(reference);
  }
  return span;
}

class JaegerClientTest : public ::testing::TestWithParam<std::string> {};

TEST_P(JaegerClientTest, SentWhatItRecorded) {
  const Json capture = Read(GetParam());
  const Json& recorded = capture.at("recorded");
  idl::Batch batch;
  batch.process.serviceName = recorded.at("process").at("service_name");
  batch.process.tags = TagsOf(recorded.at("process").at("tags"));
  for (const Json& span : recorded.at("spans")) batch.spans.push_back(RecordedSpan(span));
  EXPECT_EQ(Sent(GetParam(), capture), BatchText(batch));
}

INSTANTIATE_TEST_SUITE_P(Node, JaegerClientTest, ::testing::ValuesIn(Captures(".node.")), TestName);
INSTANTIATE_TEST_SUITE_P(Ruby, JaegerClientTest, ::testing::ValuesIn(Captures(".ruby.")), TestName);

// ---- OpenTelemetry's exporters

// Returns the spans as our exporter sends them. All of a capture have one resource and one scope.
std::string Ours(const Json& recorded) {
  const opentelemetry::sdk::resource::Resource resource = ResourceOf(recorded.at(0).at("resource"));
  const Json& scope_from = recorded.at(0).at("scope");
  const auto scope = otlp::InstrumentationScope::Create(scope_from.at("name").get<std::string>(),
                                                        scope_from.value("version", ""));
  std::vector<std::unique_ptr<SpanRecord>> records;
  otlp::ResourceGroup group{&resource, {{scope.get(), {}}}};
  for (const Json& span : recorded) {
    records.push_back(RecordOf(span));
    records.back()->SetInstrumentationScope(*scope);
    group.scopes[0].spans.push_back(records.back().get());
  }
  return jaeger::EncodedText(group);
}

struct Peer {
  std::string name;         // in the names of its files
  std::string differences;  // of all of them; why is said below
};

// Go 1.1.0 wrote the status as the specification's number of that time; of an event's own `event` it sends both.
// Both peers know `otel.library.*` only, and say nothing of a link's attributes and trace state. JavaScript's joins arrays with
// commas, has no trace state, repeats the resource in each span, and counts time in doubles, which round a far one up; what it
// recorded in JSON lost the sign of zero.
const Peer kPeers[] = {
    {"otel-go", R"(+    event = "link"
+    k = "v"
+    span_id = "53995c3f42cd8ad8"
+    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"
+  log 1700000000123456
+  otel.scope.name = "scope-name"
+  otel.scope.version = "0.9"
+  otel.status_code = "ERROR"
+  otel.status_code = "OK"
-    event = "attrs"
-  otel.status_code = 1
-  otel.status_code = 2
)"},
    {"otel-js", R"JS(+    event = "link"
+    link.kind = "follows_from"
+    n = 1.0
+    span_id = "0000000000000001"
+    span_id = "00f067aa0ba902b7"
+    trace_id = "0000000000000000a3ce929d0e0e4736"
+    trace_id = "00f067aa0ba902b70b1c2d3e4f506172"
+    w3c.tracestate = "vendor=x"
+  arr_b = "[true,false]"
+  arr_d = "[1.5,2.5]"
+  arr_empty = "[]"
+  arr_i = "[1,2,3]"
+  arr_mixnum = "[1,2.5]"
+  arr_null = "["a","","b"]"
+  arr_s = "["a","","c"]"
+  log 1700000000123456
+  negzero = 0.0
+  otel.scope.name = "scope-name"
+  otel.scope.version = "0.9"
+  time 4102444800999999 + 0
+  w3c.tracestate = "foo=1,bar=2"
-  arr_b = "true,false"
-  arr_d = "1.5,2.5"
-  arr_empty = ""
-  arr_i = "1,2,3"
-  arr_mixnum = "1,2.5"
-  arr_null = "a,,b"
-  arr_s = "a,,c"
-  deploy.canary = true
-  host.cores = 8.0
-  negzero = -0.0
-  service.name = "checkout"
-  service.version = "1.2.3"
-  time 4102444801000000 + 0
)JS"},
};

class OpenTelemetryPeerTest : public ::testing::TestWithParam<Peer> {};

TEST_P(OpenTelemetryPeerTest, SendsWhatWeSendButForThese) {
  const auto ours = [](const std::string&, const Json& capture) {
    return Ours(capture.at("recorded").at("otel_spans"));
  };
  const auto whole = [](const std::string& line) { return line; };
  EXPECT_EQ(DifferencesOf(GetParam().name, ours, whole), GetParam().differences);
}

INSTANTIATE_TEST_SUITE_P(Exporters, OpenTelemetryPeerTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) {
                           return info.param.name == "otel-go" ? "Go" : "JavaScript";
                         });

// ---- OpenCensus's exporter, which sends a root and its direct children.

class OpenCensusPeerTest : public ::testing::TestWithParam<std::string> {};

TEST_P(OpenCensusPeerTest, SentTheIdsAndTimesThatItRecorded) {
  const Json capture = Read(GetParam());
  std::map<std::int64_t, const Json*> recorded;
  for (const Json& span : capture.at("recorded").at("opencensus_spans")) {
    recorded[Number(span.at("span_id"))] = &span;
  }
  const idl::Batch batch = DecodeJaeger(FormOf(GetParam()), Decode64(capture.at("body_base64")));
  EXPECT_FALSE(batch.spans.empty());
  for (const idl::Span& span : batch.spans) {
    ASSERT_EQ(recorded.count(span.spanId), 1u);
    const Json& from = *recorded[span.spanId];
    EXPECT_EQ(span.operationName, from.at("name"));
    EXPECT_EQ(HexText(span.traceIdHigh) + HexText(span.traceIdLow), from.at("trace_id"));
    EXPECT_EQ(span.parentSpanId, Number(from.at("parent_span_id")));
    EXPECT_EQ(span.startTime, Microseconds(from, "-", "start_ms"));
    EXPECT_NEAR(static_cast<double>(span.duration), from.at("duration_ms").get<double>() * 1000, 1);
    EXPECT_EQ(span.references.size(), from.at("links").size());
    EXPECT_EQ(span.logs.size(), from.at("annotations").size() + from.at("message_events").size());
  }
}

INSTANTIATE_TEST_SUITE_P(Node, OpenCensusPeerTest, ::testing::ValuesIn(Captures(".opencensus.")),
                         TestName);

}  // namespace
}  // namespace tracebridge::test
