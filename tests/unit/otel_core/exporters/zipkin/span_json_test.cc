// One case per sentence of the specification's page on Zipkin and per row of kSpanTags.
#include "otel_core/exporters/zipkin/src/span_json.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "opentelemetry/trace/trace_state.h"
#include "otel_core/exporters/zipkin/src/span_tags.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::zipkin::span_json_test {
namespace {

using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::trace::SpanContext;
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;
using otlp::Attributes;
using otlp::AttributesView;
using otlp::InstrumentationScope;
using Json = nlohmann::ordered_json;
using Resource = opentelemetry::sdk::resource::Resource;

constexpr std::uint8_t kOtherTraceId[16] = {0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7,
                                            0x0b, 0x1c, 0x2d, 0x3e, 0x4f, 0x50, 0x61, 0x72};
constexpr std::uint8_t kOtherSpanId[8] = {0xff, 0, 0, 0, 0, 0, 0, 0};

SpanContext Linked(const std::string& state = "") {
  return {opentelemetry::trace::TraceId(kOtherTraceId), opentelemetry::trace::SpanId(kOtherSpanId),
          opentelemetry::trace::TraceFlags(1), true,
          opentelemetry::trace::TraceState::FromHeader(state)};
}

std::string Encoded(const SpanRecord& span, const Resource* resource = nullptr,
                    const InstrumentationScope* scope = nullptr,
                    const EncodeOptions& options = {"shop", "", ""}) {
  otlp::SpanGroups groups;
  groups.resources = {{resource, {{scope, {&span}}}}};
  groups.spans = 1;
  std::string json = "what was there";
  EncodeSpans(groups, options, &json);
  return json;
}

// The span without what each span of these tests has.
std::string Rest(const std::string& encoded) {
  const Json all = Json::parse(encoded);
  Json span = all.at(0);
  const Json common = Json::parse(R"({"traceId": "5b8aa5a2d2c872e8321cf37308d69df2",
                                      "id": "5fb397be34d26b51", "name": "op",
                                      "timestamp": 1000000, "duration": 1,
                                      "localEndpoint": {"serviceName": "shop"}})");
  for (const auto& [key, value] : common.items()) {
    if (span.contains(key) && span[key] == value) span.erase(key);
  }
  return span.dump();
}

struct SpanCase {
  std::string name;
  std::function<void(SpanRecord&)> change;
  std::string expected;
};

const SpanCase kSpans[] = {
    {"Bare", [](SpanRecord&) {}, "{}"},
    {"KindInternal", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kInternal); }, "{}"},
    {"KindServer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kServer); }, R"({"kind":"SERVER"})"},
    {"KindClient", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kClient); }, R"({"kind":"CLIENT"})"},
    {"KindProducer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kProducer); },
     R"({"kind":"PRODUCER"})"},
    {"KindConsumer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kConsumer); },
     R"({"kind":"CONSUMER"})"},
    {"Parent",
     [](SpanRecord& s) {
       s.SetIdentity(otlp::SampleContext(), opentelemetry::trace::SpanId(otlp::kParentIdBytes));
     },
     R"({"parentId":"051115b1c200ff01"})"},
    {"MicrosecondsAreWhole",
     [](SpanRecord& s) {
       s.SetStartTime(SystemTimestamp(std::chrono::nanoseconds(1700000000123456789)));
       s.SetDuration(std::chrono::nanoseconds(1234999));
     },
     R"({"timestamp":1700000000123456,"duration":1234})"},
    {"DurationZeroIsOne", [](SpanRecord& s) { s.SetDuration(std::chrono::nanoseconds(0)); }, "{}"},
    {"DurationNegativeIsOne", [](SpanRecord& s) { s.SetDuration(std::chrono::nanoseconds(-5000)); },
     "{}"},
    {"TimeBeforeTheEpochIsAbsent",
     [](SpanRecord& s) { s.SetStartTime(SystemTimestamp(std::chrono::seconds(-5))); }, "{}"},
    {"NameEmptyIsAbsent", [](SpanRecord& s) { s.SetName(""); }, "{}"},
    {"NameWithEscapes", [](SpanRecord& s) { s.SetName("a\"\\\n\xc3\xa9"); },
     "{\"name\":\"a\\\"\\\\\\n\xc3\xa9\"}"},
    {"StatusOk", [](SpanRecord& s) { s.SetStatus(StatusCode::kOk, ""); },
     R"({"tags":{"otel.status_code":"OK"}})"},
    {"StatusError", [](SpanRecord& s) { s.SetStatus(StatusCode::kError, "no such user"); },
     R"({"tags":{"otel.status_code":"ERROR","error":"no such user"}})"},
    {"StatusErrorWithoutDescription", [](SpanRecord& s) { s.SetStatus(StatusCode::kError, ""); },
     R"({"tags":{"otel.status_code":"ERROR","error":""}})"},
    {"ErrorFalseIsRemoved", [](SpanRecord& s) { s.SetAttribute("error", false); }, "{}"},
    {"ErrorFalseAsTextIsRemoved", [](SpanRecord& s) { s.SetAttribute("error", "false"); }, "{}"},
    {"ErrorTrueStays", [](SpanRecord& s) { s.SetAttribute("error", true); },
     R"({"tags":{"error":"true"}})"},
    {"ErrorAsTextStays", [](SpanRecord& s) { s.SetAttribute("error", "timeout"); },
     R"({"tags":{"error":"timeout"}})"},
    {"DescriptionWinsOverAnAttribute",
     [](SpanRecord& s) {
       s.SetStatus(StatusCode::kError, "no such user");
       s.SetAttribute("error", "timeout");
     },
     R"({"tags":{"otel.status_code":"ERROR","error":"no such user"}})"},
    {"AttributeIsTheDescriptionWhereThereIsNone",
     [](SpanRecord& s) {
       s.SetStatus(StatusCode::kError, "");
       s.SetAttribute("error", "timeout");
     },
     R"({"tags":{"otel.status_code":"ERROR","error":"timeout"}})"},
    {"ErrorFalseIsNoDescription",
     [](SpanRecord& s) {
       s.SetStatus(StatusCode::kError, "");
       s.SetAttribute("error", false);
     },
     R"({"tags":{"otel.status_code":"ERROR","error":""}})"},
    {"TraceState",
     [](SpanRecord& s) {
       s.SetIdentity(
           {opentelemetry::trace::TraceId(otlp::kTraceIdBytes),
            opentelemetry::trace::SpanId(otlp::kSpanIdBytes), opentelemetry::trace::TraceFlags(1),
            false, opentelemetry::trace::TraceState::FromHeader("a=1,b=2")},
           opentelemetry::trace::SpanId());
     },
     R"({"tags":{"w3c.tracestate":"a=1,b=2"}})"},
    {"AttributeText", [](SpanRecord& s) { s.SetAttribute("k", "v\"\n"); },
     R"({"tags":{"k":"v\"\n"}})"},
    {"AttributeBool", [](SpanRecord& s) { s.SetAttribute("k", true); }, R"({"tags":{"k":"true"}})"},
    {"AttributeInt",
     [](SpanRecord& s) { s.SetAttribute("k", std::numeric_limits<std::int64_t>::min()); },
     R"({"tags":{"k":"-9223372036854775808"}})"},
    {"AttributeDouble", [](SpanRecord& s) { s.SetAttribute("k", 0.1); }, R"({"tags":{"k":"0.1"}})"},
    {"AttributeNaN",
     [](SpanRecord& s) { s.SetAttribute("k", std::numeric_limits<double>::quiet_NaN()); },
     R"({"tags":{"k":"NaN"}})"},
    {"AttributeInfinity",
     [](SpanRecord& s) { s.SetAttribute("k", -std::numeric_limits<double>::infinity()); },
     R"({"tags":{"k":"-Infinity"}})"},
    {"AttributeArray",
     [](SpanRecord& s) {
       const opentelemetry::nostd::string_view texts[] = {"a", "b\""};
       s.SetAttribute("k",
                      opentelemetry::nostd::span<const opentelemetry::nostd::string_view>(texts));
     },
     R"({"tags":{"k":"[\"a\",\"b\\\"\"]"}})"},
    {"AttributeBytes",
     [](SpanRecord& s) {
       const std::uint8_t bytes[] = {0, 0xff};
       s.SetAttribute("k", opentelemetry::nostd::span<const std::uint8_t>(bytes));
     },
     R"({"tags":{"k":"AP8="}})"},
    {"AttributeEmpty", [](SpanRecord& s) { s.SetAttribute("k", ""); }, R"({"tags":{"k":""}})"},
    {"RemoteEndpoint",
     [](SpanRecord& s) {
       s.SetSpanKind(SpanKind::kClient);
       s.SetAttribute("network.peer.address", "10.0.0.7");
       s.SetAttribute("network.peer.port", 80);
     },
     R"({"kind":"CLIENT","remoteEndpoint":{"ipv4":"10.0.0.7","port":80},)"
     R"("tags":{"network.peer.address":"10.0.0.7","network.peer.port":"80"}})"},
    {"EventWithoutAttributesIsItsName",
     [](SpanRecord& s) { s.AddEvent("miss", SystemTimestamp(std::chrono::nanoseconds(2000999))); },
     R"({"annotations":[{"timestamp":2000,"value":"miss"}]})"},
    {"EventWithAttributesHasThemInItsText",
     [](SpanRecord& s) {
       const Attributes attributes{{"key1", "value1"}, {"n", 3}, {"ok", true}};
       s.AddEvent("my-event-name", SystemTimestamp(std::chrono::microseconds(5)),
                  AttributesView(attributes));
     },
     R"({"annotations":[{"timestamp":5,)"
     R"("value":"\"my-event-name\": {\"key1\":\"value1\",\"n\":3,\"ok\":true}"}]})"},
    {"DroppedAttributesOfAnEvent",
     [](SpanRecord& s) {
       opentelemetry::sdk::trace::SpanLimits limits;
       limits.event_attribute_count_limit = 1;
       s.SetSpanLimits(limits);
       const Attributes attributes{{"a", 1}, {"b", 2}};
       s.AddEvent("e", SystemTimestamp(std::chrono::microseconds(5)), AttributesView(attributes));
     },
     R"({"annotations":[{"timestamp":5,)"
     R"("value":"\"e\": {\"a\":1,\"otel.dropped_attributes_count\":1}"}]})"},
    {"DroppedCounts",
     [](SpanRecord& s) {
       opentelemetry::sdk::trace::SpanLimits limits;
       limits.attribute_count_limit = 0;
       limits.event_count_limit = 0;
       limits.link_count_limit = 0;
       s.SetSpanLimits(limits);
       s.SetAttribute("a", 1);
       s.AddEvent("e", SystemTimestamp(std::chrono::microseconds(5)));
       s.AddLink(Linked(), AttributesView({}));
       s.AddLink(Linked(), AttributesView({}));
     },
     R"({"tags":{"otel.dropped_attributes_count":"1","otel.dropped_events_count":"1",)"
     R"("otel.dropped_links_count":"2"}})"},
    {"Links",
     [](SpanRecord& s) {
       s.AddLink(Linked(), AttributesView({}));
       const Attributes attributes{{"n", 1}, {"k", "v"}};
       s.AddLink(Linked("v=x"), AttributesView(attributes));
     },
     R"({"tags":{"otlp.link.0":"00f067aa0ba902b70b1c2d3e4f506172|ff00000000000000||{}|0",)"
     R"("otlp.link.1":"00f067aa0ba902b70b1c2d3e4f506172|ff00000000000000|v=x|{\"n\":1,\"k\":\"v\"}|0"}})"},
};

class SpanJsonTest : public ::testing::TestWithParam<SpanCase> {};

TEST_P(SpanJsonTest, HasThisMore) {
  const auto span = otlp::MakeSpan("op");
  GetParam().change(*span);
  EXPECT_EQ(Rest(Encoded(*span)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, SpanJsonTest, ::testing::ValuesIn(kSpans),
                         [](const auto& info) { return info.param.name; });

TEST(ZipkinBatchTest, IsWrittenOnOneLine) {
  EXPECT_EQ(Encoded(*otlp::MakeSpan("op")),
            R"([{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","id":"5fb397be34d26b51","name":"op",)"
            R"("timestamp":1000000,"duration":1,"localEndpoint":{"serviceName":"shop"}}])");
}

TEST(ZipkinBatchTest, IsAnEmptyArrayWithoutSpans) {
  std::string json;
  EncodeSpans({}, {}, &json);
  EXPECT_EQ(json, "[]");
}

TEST(ZipkinBatchTest, NamesTheServiceOfTheResource) {
  const Resource resource({{"service.name", "cart"}, {"service.namespace", "eu"}, {"zone", 4}});
  const Json span = Json::parse(Encoded(*otlp::MakeSpan("op"), &resource)).at(0);
  EXPECT_EQ(span.at("localEndpoint").dump(), R"({"serviceName":"cart"})");
  EXPECT_EQ(span.at("tags").dump(), R"({"service.namespace":"eu","zone":"4"})");
}

TEST(ZipkinBatchTest, NamesTheUnknownServiceAsTheDefaultResourceDoes) {
  const Resource resource({{"service.name", ""}});
  for (const Resource* of : {static_cast<const Resource*>(nullptr), &resource}) {
    const Json span =
        Json::parse(Encoded(*otlp::MakeSpan("op"), of, nullptr, EncodeOptions())).at(0);
    EXPECT_EQ(span.at("localEndpoint").dump(), R"({"serviceName":"unknown_service"})");
  }
}

TEST(ZipkinBatchTest, HasTheAddressesThatItWasGiven) {
  const Json span = Json::parse(Encoded(*otlp::MakeSpan("op"), nullptr, nullptr,
                                        EncodeOptions{"shop", "10.0.0.1", "2001:db8::2"}))
                        .at(0);
  EXPECT_EQ(span.at("localEndpoint").dump(),
            R"({"serviceName":"shop","ipv4":"10.0.0.1","ipv6":"2001:db8::2"})");
}

struct AnnotationCase {
  std::string name;
  std::string event;
  Attributes attributes;
  std::string expected;
};

// As opencensus-cpp's exporter wrote them.
const AnnotationCase kAnnotations[] = {
    {"Bare", "miss", {}, "miss"},
    {"WithAttributes",
     "miss",
     {{"key", "u42"}, {"n", 3}, {"ok", true}},
     "miss (key:u42, n:3, ok:true)"},
    {"Message",
     "rpc.message",
     {{"rpc.message.type", "SENT"},
      {"rpc.message.id", 7},
      {"rpc.message.compressed_size", 10},
      {"rpc.message.uncompressed_size", 30}},
     "SENT/7/10"},
    {"SomethingElseOfThatName",
     "rpc.message",
     {{"rpc.message.type", "SENT"}},
     "rpc.message (rpc.message.type:SENT)"},
};

class OpenCensusAnnotationTest : public ::testing::TestWithParam<AnnotationCase> {};

TEST_P(OpenCensusAnnotationTest, HasThisText) {
  const auto span = otlp::MakeSpan("op");
  span->AddEvent(GetParam().event, SystemTimestamp(std::chrono::microseconds(5)),
                 AttributesView(GetParam().attributes));
  EncodeOptions options;
  options.annotations = AnnotationStyle::kOpenCensus;
  const Json json = Json::parse(Encoded(*span, nullptr, nullptr, options));
  EXPECT_EQ(json.at(0).at("annotations").at(0).at("value"), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Events, OpenCensusAnnotationTest, ::testing::ValuesIn(kAnnotations),
                         [](const auto& info) { return info.param.name; });

TEST(ZipkinBatchTest, NamesTheScopeTwice) {
  const auto scope = InstrumentationScope::Create("opencensus-shim", "0.1");
  EXPECT_EQ(Rest(Encoded(*otlp::MakeSpan("op"), nullptr, scope.get())),
            R"({"tags":{"otel.scope.name":"opencensus-shim","otel.scope.version":"0.1",)"
            R"("otel.library.name":"opencensus-shim","otel.library.version":"0.1"}})");
}

TEST(ZipkinBatchTest, SeparatesSpansOfAllGroups) {
  const Resource first({{"service.name", "a"}});
  const Resource second({{"service.name", "b"}});
  const auto span = otlp::MakeSpan("op");
  otlp::SpanGroups groups;
  groups.resources = {{&first, {{nullptr, {span.get(), span.get()}}, {nullptr, {span.get()}}}},
                      {&second, {{nullptr, {span.get()}}}}};
  std::string json;
  EncodeSpans(groups, {}, &json);
  std::string services;
  for (const Json& one : Json::parse(json)) {
    services += one.at("localEndpoint").at("serviceName").get<std::string>();
  }
  EXPECT_EQ(services, "aaab");
}

// Names that several places have: those of the exporter, then of the span, the scope, the resource.
TEST(ZipkinBatchTest, WritesEachTagOnce) {
  const Resource resource({{"a", "resource"}, {"b", "resource"}, {"c", "resource"}});
  const auto scope = InstrumentationScope::Create("lib", "", "", {{"a", "scope"}, {"b", "scope"}});
  const auto span = otlp::MakeSpan("op");
  span->SetAttribute("a", "span");
  span->SetAttribute("otel.scope.name", "span");
  span->SetAttribute("otlp.link.0", "span");
  span->AddLink(Linked(), AttributesView({}));
  const std::string json = Encoded(*span, &resource, scope.get());
  std::multiset<std::string> keys;
  const auto collect = [&keys](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::key) keys.insert(value.get<std::string>());
    return true;
  };
  const Json tags = Json::parse(json, collect).at(0).at("tags");
  for (const std::string key : {"a", "b", "c", "otel.scope.name", "otlp.link.0"}) {
    EXPECT_EQ(keys.count(key), 1u) << key;
  }
  EXPECT_EQ(tags.at("a"), "span");
  EXPECT_EQ(tags.at("b"), "scope");
  EXPECT_EQ(tags.at("c"), "resource");
  EXPECT_EQ(tags.at("otel.scope.name"), "lib");
  EXPECT_NE(tags.at("otlp.link.0"), "span");
}

}  // namespace
}  // namespace tracebridge::zipkin::span_json_test
