// What OpenTelemetry's exporter for Zipkin and Zipkin's own client recorded, sent by ours, against what they sent.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "otel_core/exporters/zipkin/src/span_json.h"
#include "tests/support/recorded_spans.h"

namespace tracebridge::test {
namespace {

std::vector<std::string> Captures(const std::string& client) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(TRACEBRIDGE_TEST_DATA "/zipkin")) {
    const std::string name = file.path().filename();
    if (name.rfind(client + ".", 0) == 0) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Json Read(const std::string& name) {
  return Json::parse(std::ifstream(TRACEBRIDGE_TEST_DATA "/zipkin/" + name));
}

// One line a value: `localEndpoint.serviceName "checkout"`, `tags.k "v"`; `annotations.timestamp 5`, whichever it is.
void AppendLines(const std::string& path, const Json& value, std::string* text) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      AppendLines(path.empty() ? key : path + "." + key, member, text);
    }
  } else if (value.is_array()) {
    for (const Json& item : value) AppendLines(path, item, text);
  } else {
    *text += path + " " + value.dump() + "\n";
  }
}

std::string SpanLines(const Json& span) {
  std::string text;
  AppendLines("", span, &text);
  return text;
}

// The differences of the spans of a body, in their order; each once.
void AddDifferences(const Json& ours, const Json& peers, std::set<std::string>* all) {
  ASSERT_EQ(ours.size(), peers.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    std::istringstream lines(Differences(SpanLines(ours[i]), SpanLines(peers[i])));
    for (std::string line; std::getline(lines, line);) all->insert(line);
  }
}

std::string Joined(const std::set<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

Json Encoded(const std::vector<std::unique_ptr<SpanRecord>>& records,
             const opentelemetry::sdk::resource::Resource* resource,
             const otlp::InstrumentationScope* scope, const zipkin::EncodeOptions& options) {
  otlp::SpanGroups groups;
  groups.resources = {{resource, {{scope, {}}}}};
  for (const auto& record : records) groups.resources[0].scopes[0].spans.push_back(record.get());
  std::string json;
  zipkin::EncodeSpans(groups, options, &json);
  return Json::parse(json);
}

// ---- OpenTelemetry's exporter (JavaScript)

Json Ours(const Json& recorded) {
  const auto resource = ResourceOf(recorded.at(0).at("resource"));
  const Json& scope_from = recorded.at(0).at("scope");
  const auto scope = otlp::InstrumentationScope::Create(scope_from.at("name").get<std::string>(),
                                                        scope_from.value("version", ""));
  std::vector<std::unique_ptr<SpanRecord>> records;
  for (const Json& span : recorded) records.push_back(RecordOf(span));
  return Encoded(records, &resource, scope.get(), {});
}

// JavaScript's sends no scope, no links, no trace state and no attributes of events; it repeats `service.name` as a tag, and has
// times with a fraction where whole numbers are asked for, events' rounded up, and durations of 0. (What was dropped before it was
// recorded is not in our records.)
constexpr char kOpenTelemetryDifferences[] = R"Z(+annotations.timestamp 1700000000223456
+annotations.value "\"e3\": {\"x\":\"abcdefgh\"}"
+annotations.value "\"e4\": {\"x\":\"abcdefgh\"}"
+annotations.value "\"exception\": {\"exception.type\":\"TypeError\",\"exception.message\":\"bad thing\",\"exception.stacktrace\":\"TypeError: bad thing\\n    at f (x.js:1:1)\"}"
+annotations.value "\"with-attrs\": {\"a\":\"b\",\"n\":3,\"f\":1.25,\"ok\":true}"
+duration 1
+tags.otel.library.name "scope-name"
+tags.otel.library.version "0.9"
+tags.otel.scope.name "scope-name"
+tags.otel.scope.version "0.9"
+tags.otlp.link.0 "00f067aa0ba902b70b1c2d3e4f506172|00f067aa0ba902b7||{\"link.kind\":\"follows_from\",\"n\":1}|0"
+tags.otlp.link.0 "4bf92f3577b34da6a3ce929d0e0e4736|53995c3f42cd8ad8||{}|0"
+tags.otlp.link.1 "0000000000000000a3ce929d0e0e4736|0000000000000001|vendor=x|{}|0"
+tags.otlp.link.1 "4bf92f3577b34da6a3ce929d0e0e4736|53995c3f42cd8ad8||{}|0"
+tags.w3c.tracestate "foo=1,bar=2"
+timestamp 1700000000123456
+timestamp 1700000000223456
+timestamp 4102444800999999
-annotations.timestamp 1700000000223457
-annotations.value "e3"
-annotations.value "e4"
-annotations.value "exception"
-annotations.value "with-attrs"
-duration 0
-tags.otel.dropped_attributes_count "3"
-tags.otel.dropped_events_count "3"
-tags.otel.dropped_links_count "3"
-tags.service.name "checkout"
-tags.service.name "svc"
-timestamp 0.001
-timestamp 1.7000000001234567e+15
-timestamp 1.7000000002234567e+15
-timestamp 4102444801000000
)Z";

TEST(OpenTelemetryZipkinTest, SendsWhatWeSendButForThese) {
  std::set<std::string> differences;
  for (const std::string& name : Captures("zipkin-v2-otel")) {
    const Json capture = Read(name);
    AddDifferences(Ours(capture.at("recorded")),
                   Json::parse(capture.at("body_text").get<std::string>()), &differences);
  }
  EXPECT_EQ(Joined(differences), kOpenTelemetryDifferences);
}

// ---- Zipkin's own client

template <class Id>
Id ZipkinId(const Json& hex) {
  if (hex.is_null()) return Id();
  const std::string text = hex;
  return IdOf<Id>(std::string(2 * Id::kSize - text.size(), '0') + text);
}

SystemTimestamp MicrosecondsOf(const Json& from) {
  if (from.is_null()) return {};
  return SystemTimestamp(
      std::chrono::nanoseconds(static_cast<std::int64_t>(from.get<double>() * 1000)));
}

// What the client recorded, as a program of ours would have: the name of the other side is `peer.service`.
std::unique_ptr<SpanRecord> ZipkinRecordOf(const Json& from) {
  auto span = SpanRecord::Create();
  span->SetIdentity({ZipkinId<opentelemetry::trace::TraceId>(from.at("trace_id")),
                     ZipkinId<opentelemetry::trace::SpanId>(from.at("span_id")),
                     opentelemetry::trace::TraceFlags(1), false},
                    ZipkinId<opentelemetry::trace::SpanId>(from.at("parent_span_id")));
  if (!from.at("name").is_null()) span->SetName(from.at("name").get<std::string>());
  if (!from.at("kind").is_null()) span->SetSpanKind(KindOf(from.at("kind")));
  span->SetStartTime(MicrosecondsOf(from.at("timestamp_micro")));
  span->SetDuration(MicrosecondsOf(from.at("duration_micro")).time_since_epoch());
  for (const Json& tag : from.at("tags")) {
    span->SetAttribute(tag.at(0).get<std::string>(), tag.at(1).get<std::string>());
  }
  if (!from.at("remote_endpoint").is_null()) {
    span->SetAttribute("peer.service",
                       from.at("remote_endpoint").at("serviceName").get<std::string>());
  }
  return span;
}

// One at a time: each has an endpoint of its own.
Json ZipkinOurs(const Json& recorded) {
  Json spans = Json::array();
  for (const Json& from : recorded) {
    const Json local =
        from.at("local_endpoint").is_null() ? Json::object() : from.at("local_endpoint");
    std::vector<std::unique_ptr<SpanRecord>> records;
    records.push_back(ZipkinRecordOf(from));
    spans.push_back(Encoded(records, nullptr, nullptr,
                            {local.value("serviceName", ""), local.value("ipv4", ""), ""})
                        .at(0));
  }
  return spans;
}

// Ours always names a service, has a duration and 128-bit trace ids, and shows the other side of clients and producers only;
// it knows no ports of its own side, of the other side what attributes say, and neither `debug` nor `shared`.
constexpr char kZipkinDifferences[] = R"Z(+duration 1
+duration 10
+localEndpoint.serviceName "unknown_service"
+tags.peer.service "backend"
+timestamp 1700000000123456
+traceId "00000000000000000000000000000001"
+traceId "000000000000000000f067aa0ba902b7"
+traceId "00000000000000007fffffffffffffff"
+traceId "00000000000000008000000000000000"
+traceId "0000000000000000a3ce929d0e0e4736"
+traceId "0000000000000000ffffffffffffffff"
-debug true
-duration 10.5
-localEndpoint.port 8080
-remoteEndpoint.ipv4 "192.168.0.9"
-remoteEndpoint.port 5432
-remoteEndpoint.serviceName "backend"
-shared true
-timestamp 1.7000000001234565e+15
-traceId "0000000000000001"
-traceId "00f067aa0ba902b7"
-traceId "7fffffffffffffff"
-traceId "8000000000000000"
-traceId "a3ce929d0e0e4736"
-traceId "ffffffffffffffff"
)Z";

TEST(ZipkinClientTest, SendsWhatWeSendButForThese) {
  std::set<std::string> differences;
  for (const std::string& name : Captures("zipkin-v2-json")) {
    const Json capture = Read(name);
    AddDifferences(ZipkinOurs(capture.at("recorded")),
                   Json::parse(capture.at("body_text").get<std::string>()), &differences);
  }
  EXPECT_EQ(Joined(differences), kZipkinDifferences);
}

}  // namespace
}  // namespace tracebridge::test
