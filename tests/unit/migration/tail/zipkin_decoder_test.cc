// What Zipkin's clients mean, what an honest one never sends, and what a hostile one may.
#include "migration/tail/zipkin_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/migration/tail/captured.h"

namespace tracebridge::tail::zipkin_decoder_test {
namespace {

using testing::HasSubstr;

std::string Captured(const std::string& name) { return TRACEBRIDGE_TEST_DATA "/zipkin/" + name; }

std::vector<std::string> Captures(const std::string& prefix) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(TRACEBRIDGE_TEST_DATA "/zipkin")) {
    const std::string name = file.path().filename().string();
    if (name.compare(0, prefix.size(), prefix) == 0) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

DecodedTraces Decoded(const std::string& body, const DecodeLimits& limits = {}) {
  DecodeResult result = DecodeZipkin(body, limits);
  if (const auto* error = std::get_if<DecodeError>(&result)) {
    ADD_FAILURE() << error->message;
    return {};
  }
  return std::get<DecodedTraces>(std::move(result));
}

std::string ErrorOf(const std::string& body, const DecodeLimits& limits = {}) {
  const DecodeResult result = DecodeZipkin(body, limits);
  const auto* error = std::get_if<DecodeError>(&result);
  return error == nullptr ? "" : error->message;
}

// Members of a span beside ids of its own.
std::string Body(const std::string& members) {
  return R"([{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","id":"53995c3f42cd8ad8")" +
         (members.empty() ? "" : "," + members) + "}]";
}

struct SpanCase {
  std::string name;
  std::string members;
  std::string expected;  // members of ToRecorded() that differ from those of a bare span
};

const SpanCase kSpans[] = {
    {"Bare", "", "{}"},
    {"Kind", R"("kind":"PRODUCER")", R"({"kind":"PRODUCER"})"},
    {"KindUnknown", R"("kind":"BROKER")", "{}"},
    {"Name", R"("name":"get")", R"({"name":"get"})"},
    {"Times", R"("timestamp":1700000000123456,"duration":10)",
     R"({"start_unix_nano":"1700000000123456000","end_unix_nano":"1700000000123466000"})"},
    {"TimesWithFractions", R"("timestamp":1700000000123456.5,"duration":10.25)",
     R"({"start_unix_nano":"1700000000123456500","end_unix_nano":"1700000000123466750"})"},
    {"TimeBeforeTheEpoch", R"("timestamp":-1)", "{}"},
    {"TimeBeyondAll", R"("timestamp":1e300,"duration":1e300)",
     R"({"start_unix_nano":"9223372036854775000","end_unix_nano":"18446744073709550000"})"},
    {"Parent", R"("parentId":"00f067aa0ba902b7")", R"({"parent_span_id":"00f067aa0ba902b7"})"},
    {"ParentOfZeros", R"("parentId":"0000000000000000")", "{}"},
    {"Local", R"("localEndpoint":{"serviceName":"shop","ipv4":"10.0.0.1","port":8080})",
     R"({"resource":[["service.name","shop"],["network.local.address","10.0.0.1"],)"
     R"(["network.local.port","8080"]]})"},
    {"Remote", R"("remoteEndpoint":{"serviceName":"cart","ipv6":"2001:db8::1","port":0})",
     R"({"attributes":[["peer.service","cart"],["network.peer.address","2001:db8::1"]]})"},
    {"TagBeforeTheRemote",
     R"("remoteEndpoint":{"serviceName":"cart"},"tags":{"peer.service":"mine"})",
     R"({"attributes":[["peer.service","mine"]]})"},
    {"Flags", R"("debug":true,"shared":true)",
     R"({"attributes":[["zipkin.debug",true],["zipkin.shared",true]]})"},
    {"FlagsThatAreFalse", R"("debug":false,"shared":false)", "{}"},
    {"Tags", R"("tags":{"a":"b","n":7,"f":1.5,"ok":true,"none":null})",
     R"({"attributes":[["a","b"],["n","7"],["f","1.5"],["ok","true"]]})"},
    {"StatusOk", R"("tags":{"otel.status_code":"OK"})", R"({"status":{"code":"OK"}})"},
    {"StatusError", R"("tags":{"otel.status_code":"ERROR","error":"no such user"})",
     R"({"status":{"code":"ERROR","message":"no such user"}})"},
    {"ErrorAlone", R"("tags":{"error":""})", R"({"status":{"code":"ERROR"}})"},
    {"ErrorTrue", R"("tags":{"error":"true"})", R"({"status":{"code":"ERROR"}})"},
    {"Scope", R"("tags":{"otel.library.name":"lib","otel.library.version":"2"})",
     R"({"scope":{"name":"lib","version":"2"}})"},
    {"TraceState", R"("tags":{"w3c.tracestate":"a=1"})", R"({"tracestate":"a=1"})"},
    {"DroppedCounts",
     R"("tags":{"otel.dropped_attributes_count":"1","otel.dropped_events_count":"2",)"
     R"("otel.dropped_links_count":"3"})",
     R"({"dropped_attributes":1,"dropped_events":2,"dropped_links":3})"},
    {"DroppedCountThatIsNone", R"("tags":{"otel.dropped_events_count":"many"})",
     R"({"attributes":[["otel.dropped_events_count","many"]]})"},
    {"Annotation", R"("annotations":[{"timestamp":5,"value":"miss"}])",
     R"({"events":[{"name":"miss","time_unix_nano":"5000","attributes":[],"dropped_attributes":0}]})"},
    {"AnnotationWithAttributes",
     R"("annotations":[{"timestamp":5,"value":"\"a \\\"b\": {\"key\":\"u42\",\"n\":3,\"l\":[1],)"
     R"(\"otel.dropped_attributes_count\":2}"}])",
     R"({"events":[{"name":"a \"b","time_unix_nano":"5000",)"
     R"("attributes":[["key","u42"],["n",3],["l","[1]"]],"dropped_attributes":2}]})"},
    {"AnnotationThatLooksLikeIt", R"("annotations":[{"value":"\"a\": {b}"},{"value":"\"a"}])",
     R"({"events":[{"name":"\"a\": {b}","time_unix_nano":"0","attributes":[],"dropped_attributes":0},)"
     R"({"name":"\"a","time_unix_nano":"0","attributes":[],"dropped_attributes":0}]})"},
    {"Link",
     R"("tags":{"otlp.link.0":"00f067aa0ba902b70b1c2d3e4f506172|ff00000000000000|v=x|{\"k\":\"a|b\"}|1"})",
     R"({"links":[{"trace_id":"00f067aa0ba902b70b1c2d3e4f506172","span_id":"ff00000000000000",)"
     R"("trace_flags":0,"tracestate":"v=x","attributes":[["k","a|b"]],"dropped_attributes":1}]})"},
    {"LinkThatIsNone", R"("tags":{"otlp.link.0":"a|b|c|{}|0"})",
     R"({"attributes":[["otlp.link.0","a|b|c|{}|0"]]})"},
    {"UnknownNames", R"("x":{"y":[1]},"localEndpoint":{"z":[]},"debug":null)", "{}"},
};

// An object of thousands of members costs the square of their number to read.
TEST(ZipkinDecoderTest, LeavesAnnotationsOfVeryManyAttributesAsText) {
  const auto value = [](int members) {
    std::string text = R"(\"a\": {)";
    for (int i = 0; i < members; ++i)
      text += (i == 0 ? "" : ",") + (R"(\"k)" + std::to_string(i)) + R"(\":1)";
    return text + "}";
  };
  for (const auto& [members, attributes] : {std::pair<int, std::size_t>{512, 512}, {600, 0}}) {
    const DecodedTraces traces =
        Decoded(Body(R"("annotations":[{"timestamp":5,"value":")" + value(members) + R"("}])"));
    ASSERT_EQ(traces.spans.size(), 1u);
    ASSERT_EQ(traces.spans[0].events.size(), 1u);
    EXPECT_EQ(traces.spans[0].events[0].attributes.size(), attributes);
  }
}

class ZipkinSpanTest : public testing::TestWithParam<SpanCase> {};

TEST_P(ZipkinSpanTest, MeansThis) {
  const auto of = [](const std::string& members) {
    const DecodedTraces traces = Decoded(Body(members));
    EXPECT_EQ(traces.spans.size(), 1u);
    return traces.spans.empty() ? Json::object() : ToRecorded(traces.spans[0]);
  };
  const Json bare = of("");
  Json differs = of(GetParam().members);
  for (const auto& [key, value] : bare.items()) {
    if (differs.contains(key) && differs[key] == value) differs.erase(key);
  }
  EXPECT_EQ(differs, Json::parse(GetParam().expected)) << differs;
}

INSTANTIATE_TEST_SUITE_P(Members, ZipkinSpanTest, testing::ValuesIn(kSpans),
                         [](const auto& info) { return info.param.name; });

TEST(ZipkinDecoderTest, PadsShortIds) {
  const auto traces = Decoded(R"([{"traceId":"a3ce929d0e0e4736","id":"1"}])");
  ASSERT_EQ(traces.spans.size(), 1u);
  EXPECT_EQ(ToHex(traces.spans[0].trace_id), "0000000000000000a3ce929d0e0e4736");
  EXPECT_EQ(ToHex(traces.spans[0].span_id), "0000000000000001");
  EXPECT_EQ(traces.spans[0].scope->name, "zipkin-client");
}

TEST(ZipkinDecoderTest, RejectsSpansWithoutValidIdsAndKeepsTheOthers) {
  const auto traces =
      Decoded(R"([{"id":"1"},{"traceId":"1"},{"traceId":"xyz","id":"1"},)"
              R"({"traceId":"1","id":"12345678901234567"},{"traceId":"1","id":"1"},)"
              R"({"traceId":"1","id":"1","parentId":"?"}])");
  EXPECT_EQ(traces.spans.size(), 1u);
  EXPECT_EQ(traces.rejected_spans, 5u);
}

TEST(ZipkinDecoderTest, SharesWhatSpansInARowHaveAlike) {
  const std::string span = R"({"traceId":"1","id":"1","localEndpoint":{"serviceName":"a"}})";
  const auto traces = Decoded("[" + span + "," + span + "]");
  ASSERT_EQ(traces.spans.size(), 2u);
  EXPECT_EQ(traces.spans[0].resource, traces.spans[1].resource);
  EXPECT_EQ(traces.spans[0].scope, traces.spans[1].scope);
}

struct BadCase {
  std::string name;
  std::string body;
  std::string message;
};

const BadCase kBad[] = {
    {"Nothing", "", "the body is not JSON"},
    {"NoJson", "[{]", "the body is not JSON: error at byte 3"},
    {"CutShort", R"([{"traceId":"1")", "the body is not JSON"},
    {"SomethingBehind", "[] x", "the body is not JSON"},
    {"Object", "{}", "the body must be a JSON array of spans"},
    {"Scalar", "7", "the body must be a JSON array of spans"},
    {"ArrayOfNumbers", "[7]", "must be an array of objects"},
    {"ArrayOfArrays", "[[]]", "must be an object"},
    {"NumberAsId", R"([{"id":7}])", "\"id\" must be text"},
    {"TextAsTime", R"([{"timestamp":"soon"}])", "\"timestamp\" must be a number of microseconds"},
    {"ObjectAsName", R"([{"name":{}}])", "\"name\" must be a single value"},
    {"TextAsEndpoint", R"([{"localEndpoint":"shop"}])", "\"localEndpoint\" must be an object"},
    {"ObjectAsAnnotations", R"([{"annotations":{}}])", "\"annotations\" must be an array"},
    {"ObjectAsTag", R"([{"tags":{"a":{}}}])", "\"a\" must be text"},
    {"TextAsFlag", R"([{"debug":"true"}])", "\"debug\" must be true or false"},
    {"NegativePort", R"([{"localEndpoint":{"port":-1}}])", "\"port\" must be a number"},
    {"NotUtf8", "[{\"name\":\"\xff\"}]", "the body is not JSON"},
};

class MalformedZipkinTest : public testing::TestWithParam<BadCase> {};

TEST_P(MalformedZipkinTest, IsRefused) {
  EXPECT_THAT(ErrorOf(GetParam().body), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(Bodies, MalformedZipkinTest, testing::ValuesIn(kBad),
                         [](const auto& info) { return info.param.name; });

TEST(ZipkinDecoderTest, KeepsItsLimits) {
  DecodeLimits limits;
  limits.max_spans = 1;
  limits.max_items = 2;
  EXPECT_EQ(ErrorOf(R"([{},{}])", limits), "the request has more than 1 spans");
  EXPECT_EQ(ErrorOf(R"([{"tags":{"a":"","b":"","c":""}}])", limits),
            "the request has more than 2 items");
  EXPECT_EQ(ErrorOf(R"([{"annotations":[{},{},{}]}])", limits),
            "the request has more than 2 items");
  EXPECT_EQ(ErrorOf("[{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}]"),
            "the request nests deeper than 64");
}

// Attributes in text are read as far as the limits go; else they stay text.
TEST(ZipkinDecoderTest, LeavesAttributesInTextThatAreTooManyOrTooDeep) {
  const std::string many = R"("annotations":[{"value":"\"e\": {\"a\":1,\"b\":2}"}])";
  DecodeLimits limits;
  limits.max_items = 2;
  EXPECT_EQ(Decoded(Body(many), limits).spans.at(0).events.at(0).name, R"("e": {"a":1,"b":2})");
  EXPECT_EQ(Decoded(Body(many)).spans.at(0).events.at(0).name, "e");
  for (const std::string& value :
       {R"(\"e\": {\"a\":)" + std::string(30000, '[') + std::string(30000, ']') + "}",
        R"(\"e\": {\"]]]]]]]]\":)" + std::string(70, '[') + std::string(70, ']') + "}",
        R"(\"e\": {\"a\":\")" + std::string(70000, 'x') + R"(\"})"}) {
    const auto traces = Decoded(Body(R"("annotations":[{"value":")" + value + "\"}]"));
    EXPECT_TRUE(traces.spans.at(0).events.at(0).attributes.empty());
  }
}

// ---- What real clients sent, against what they had recorded.

class ZipkinClientTest : public testing::TestWithParam<std::string> {};

TEST_P(ZipkinClientTest, SentWhatItRecorded) {
  const Json capture = Json::parse(std::ifstream(Captured(GetParam())));
  const auto traces = Decoded(BodyOf(capture));
  const Json& recorded = capture.at("recorded");
  ASSERT_EQ(traces.spans.size() + traces.rejected_spans, recorded.size()) << traces.rejection;
  if (traces.rejected_spans != 0) return;  // ids of zeros, which the client let through
  for (size_t i = 0; i < recorded.size(); ++i) {
    const Json& from = recorded[i];
    const Span& span = traces.spans[i];
    const std::string trace_id = from.at("trace_id");
    EXPECT_EQ(ToHex(span.trace_id), std::string(32 - trace_id.size(), '0') + trace_id);
    EXPECT_EQ(ToHex(span.span_id), from.at("span_id"));
    EXPECT_EQ(span.name, from.at("name").is_null() ? "" : from.at("name"));
    const Json kind = from.at("kind").is_null() ? Json("INTERNAL") : from.at("kind");
    EXPECT_EQ(ToRecorded(span).at("kind"), kind);
    const auto micro = [&](const char* name) {
      return from.at(name).is_null() ? 0 : from.at(name).get<double>();
    };
    EXPECT_NEAR(static_cast<double>(span.start) / 1000, micro("timestamp_micro"), 0.5);
    EXPECT_NEAR(static_cast<double>(span.end - span.start) / 1000, micro("duration_micro"), 0.5);
    const Json local =
        from.at("local_endpoint").is_null() ? Json::object() : from.at("local_endpoint");
    EXPECT_EQ(span.resource->attributes.size(), local.size());
    std::map<std::string, Json> attributes;
    for (const Json& pair : ToRecorded(span.attributes)) attributes[pair.at(0)] = pair.at(1);
    EXPECT_EQ(attributes.count("zipkin.debug"), from.at("debug").get<bool>() ? 1u : 0u);
    EXPECT_EQ(attributes.count("zipkin.shared"), from.at("shared").get<bool>() ? 1u : 0u);
    if (!from.at("remote_endpoint").is_null()) {
      EXPECT_EQ(attributes["peer.service"], from.at("remote_endpoint").at("serviceName"));
      EXPECT_EQ(attributes["network.peer.address"], from.at("remote_endpoint").at("ipv4"));
    }
    EXPECT_EQ(span.events.size(), from.at("annotations").size());
    for (const Json& tag : from.at("tags")) EXPECT_EQ(attributes[tag.at(0)], tag.at(1));
  }
}

INSTANTIATE_TEST_SUITE_P(Node, ZipkinClientTest, testing::ValuesIn(Captures("zipkin-v2-json")),
                         TestNameOf);

class OpenTelemetryZipkinTest : public testing::TestWithParam<std::string> {};

TEST_P(OpenTelemetryZipkinTest, SentIdsKindStatusAndEventsThatItRecorded) {
  const Json capture = Json::parse(std::ifstream(Captured(GetParam())));
  const auto traces = Decoded(BodyOf(capture));
  const Json& recorded = capture.at("recorded");
  ASSERT_EQ(traces.spans.size(), recorded.size()) << traces.rejection;
  for (size_t i = 0; i < recorded.size(); ++i) {
    const Json ours = ToRecorded(traces.spans[i]);
    for (const char* same : {"name", "kind", "trace_id", "span_id", "parent_span_id", "status",
                             "dropped_attributes", "dropped_events", "dropped_links"}) {
      EXPECT_EQ(ours.at(same), recorded[i].at(same)) << same;
    }
    EXPECT_EQ(ours.at("events").size(), recorded[i].at("events").size());
  }
}

INSTANTIATE_TEST_SUITE_P(JavaScript, OpenTelemetryZipkinTest,
                         testing::ValuesIn(Captures("zipkin-v2-otel")), TestNameOf);

class OpenCensusZipkinTest : public testing::TestWithParam<std::string> {};

TEST_P(OpenCensusZipkinTest, SentIdsAndAttributesThatItRecorded) {
  const Json capture = Json::parse(std::ifstream(Captured(GetParam())));
  const auto traces = Decoded(BodyOf(capture));
  const Json& from = capture.at("recorded").at(0);
  ASSERT_EQ(traces.spans.size(), 1u);
  const Json ours = ToRecorded(traces.spans[0]);
  EXPECT_EQ(ours.at("name"), from.at("name"));
  EXPECT_EQ(ours.at("trace_id"), from.at("trace_id"));
  EXPECT_EQ(ours.at("span_id"), from.at("span_id"));
  EXPECT_EQ(ours.at("parent_span_id"), from.at("parent_span_id"));
  EXPECT_EQ(ours.at("events").size(),
            from.at("annotations").size() + from.at("message_events").size());
  for (const Json& attribute : from.at("attributes")) {
    const Json& value = attribute.at(1);
    const Json text = value.is_string() ? value : Json(value.dump());
    EXPECT_THAT(ours.at("attributes"), testing::Contains(Json::array({attribute.at(0), text})));
  }
}

INSTANTIATE_TEST_SUITE_P(Node, OpenCensusZipkinTest,
                         testing::ValuesIn(Captures("zipkin-v2-opencensus")), TestNameOf);

}  // namespace
}  // namespace tracebridge::tail::zipkin_decoder_test
