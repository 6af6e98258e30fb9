// Source: opentelemetry-proto 1.10, docs/specification.md, "JSON Protobuf Encoding".
#include "otel_core/exporters/otlp/src/json_encoder.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::nostd::span;
using opentelemetry::nostd::string_view;

std::string Encoded(std::unique_ptr<SpanRecord> record) {
  std::vector<std::unique_ptr<Recordable>> batch;
  batch.push_back(std::move(record));
  std::string json;
  EncodeJson(GroupSpans(Batch(batch.data(), batch.size())), &json);
  return json;
}

// Returns the span alone, without what surrounds it.
nlohmann::json Span(std::unique_ptr<SpanRecord> record) {
  const auto request = nlohmann::json::parse(Encoded(std::move(record)));
  return request["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
}

TEST(JsonEncoderTest, WritesNothingAsAnEmptyList) {
  std::string json = "before";
  EncodeJson(SpanGroups{}, &json);
  EXPECT_EQ(json, R"({"resourceSpans":[]})");
}

TEST(JsonEncoderTest, WritesOneLine) {
  const Resource resource({{"service.name", "shop"}}, "https://example.org/r");
  const Attributes scope_attributes{{"k", "v"}};
  const auto scope =
      InstrumentationScope::Create("lib", "1", "https://example.org/s", scope_attributes);
  auto record = MakeSpan("GET\n");
  record->SetResource(resource);
  record->SetInstrumentationScope(*scope);
  record->SetSpanKind(opentelemetry::trace::SpanKind::kClient);
  EXPECT_EQ(
      Encoded(std::move(record)),
      R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
      R"("scopeSpans":[{"scope":{"name":"lib","version":"1","attributes":[{"key":"k","value":{"stringValue":"v"}}]},)"
      R"("spans":[{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","spanId":"5fb397be34d26b51","flags":257,)"
      R"("name":"GET\n","kind":3,"startTimeUnixNano":"1000000000","endTimeUnixNano":"1000000002"}],)"
      R"("schemaUrl":"https://example.org/s"}],"schemaUrl":"https://example.org/r"}]})");
}

TEST(JsonEncoderTest, WritesEveryTypeOfAttribute) {
  const int64_t longs[] = {std::numeric_limits<int64_t>::max(), -1};
  const uint8_t bytes[] = {0, 255, 16, 131};
  const string_view strings[] = {"a", ""};
  auto record = MakeSpan("span");
  record->SetAttribute("bool", true);
  record->SetAttribute("int", 5);
  record->SetAttribute("double", 0.1);
  record->SetAttribute("nan", std::numeric_limits<double>::quiet_NaN());
  record->SetAttribute("inf", std::numeric_limits<double>::infinity());
  record->SetAttribute("text", "\"\\\t\x01");
  record->SetAttribute("longs", span<const int64_t>(longs));
  record->SetAttribute("bytes", span<const uint8_t>(bytes));
  record->SetAttribute("strings", span<const string_view>(strings));
  EXPECT_EQ(Span(std::move(record))["attributes"], nlohmann::json::parse(R"([
      {"key": "bool", "value": {"boolValue": true}},
      {"key": "int", "value": {"intValue": "5"}},
      {"key": "double", "value": {"doubleValue": 0.1}},
      {"key": "nan", "value": {"doubleValue": "NaN"}},
      {"key": "inf", "value": {"doubleValue": "Infinity"}},
      {"key": "text", "value": {"stringValue": "\"\\\t\u0001"}},
      {"key": "longs", "value": {"arrayValue": {"values": [
          {"intValue": "9223372036854775807"}, {"intValue": "-1"}]}}},
      {"key": "bytes", "value": {"bytesValue": "AP8Qgw=="}},
      {"key": "strings", "value": {"arrayValue": {"values": [
          {"stringValue": "a"}, {"stringValue": ""}]}}}])"));
}

TEST(JsonEncoderTest, WritesEventsLinksStatusAndWhatWasDropped) {
  auto record = MakeSpan("span");
  opentelemetry::sdk::trace::SpanLimits limits;
  limits.attribute_count_limit = 0;
  limits.event_count_limit = 1;
  limits.event_attribute_count_limit = 1;
  record->SetSpanLimits(limits);
  record->SetIdentity(SampleContext(), opentelemetry::trace::SpanId(kParentIdBytes));
  record->SetAttribute("dropped", 1);
  const Attributes attributes{{"a", 1}, {"b", 2}};
  record->AddEvent("miss", opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(5)),
                   AttributesView(attributes));
  record->AddEvent("dropped");
  record->AddLink(SampleContext(true));
  record->SetStatus(opentelemetry::trace::StatusCode::kError, "no");
  EXPECT_EQ(Span(std::move(record)), nlohmann::json::parse(R"({
      "traceId": "5b8aa5a2d2c872e8321cf37308d69df2", "spanId": "5fb397be34d26b51",
      "parentSpanId": "051115b1c200ff01", "flags": 257, "name": "span", "kind": 1,
      "startTimeUnixNano": "1000000000", "endTimeUnixNano": "1000000002",
      "droppedAttributesCount": 1,
      "events": [{"timeUnixNano": "5", "name": "miss", "droppedAttributesCount": 1,
                  "attributes": [{"key": "a", "value": {"intValue": "1"}}]}],
      "droppedEventsCount": 1,
      "links": [{"traceId": "5b8aa5a2d2c872e8321cf37308d69df2", "spanId": "5fb397be34d26b51",
                 "flags": 769}],
      "status": {"message": "no", "code": 2}})"));
}

TEST(JsonEncoderTest, WritesOkWithoutAMessage) {
  auto record = MakeSpan("span");
  record->SetStatus(opentelemetry::trace::StatusCode::kOk, "");
  EXPECT_EQ(Span(std::move(record))["status"], nlohmann::json::parse(R"({"code": 1})"));
}

}  // namespace
}  // namespace tracebridge::otlp
