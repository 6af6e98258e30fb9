// Requests captured from a real exporter, the forms that other senders write, and malformed ones.
#include "migration/tail/json_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/migration/tail/captured.h"

namespace tracebridge::tail::json_decoder_test {
namespace {
using testing::HasSubstr;

class CapturedJsonTest : public testing::TestWithParam<std::string> {};

// "NaN and infinity are null" in JSON: the value is lost before it is sent.
void LoseNonFinite(Json& json) {
  if (json.is_object() && json.contains("non_finite")) json = nullptr;
  if (json.is_structured()) {
    for (Json& inner : json) LoseNonFinite(inner);
  }
}

TEST_P(CapturedJsonTest, DecodesToWhatWasRecorded) {
  Json capture = ReadCapture(GetParam());
  LoseNonFinite(capture.at("recorded"));

  const DecodeResult result = DecodeJson(BodyOf(capture));

  ASSERT_TRUE(std::holds_alternative<DecodedTraces>(result));
  EXPECT_EQ(Text(std::get<DecodedTraces>(result).spans), RecordedText(capture));
}

INSTANTIATE_TEST_SUITE_P(OtelJs, CapturedJsonTest,
                         testing::ValuesIn(CapturesNamed("otlp-trace-json")), TestNameOf);

std::string RequestWith(const std::string& span_fields) {
  return R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C",)"
         R"("spanId":"EEE19B7EC3C1B174","name":"GET")" +
         span_fields + "}]}]}]}";
}

// Returns the one attribute of a span, whose OTLP value is `value`, as JSON; or the error.
std::string Attribute(const std::string& value) {
  const DecodeResult result =
      DecodeJson(RequestWith(R"(,"attributes":[{"key":"k","value":)" + value + "}]"));
  if (const auto* error = std::get_if<DecodeError>(&result)) return error->message;
  return ToRecorded(std::get<DecodedTraces>(result).spans.at(0).attributes.at(0).value).dump();
}

struct ValueCase {
  std::string name;
  std::string otlp;
  std::string expected;
};

const ValueCase kValues[] = {
    {"IntAsText", R"({"intValue":"-9223372036854775808"})", "-9223372036854775808"},
    {"IntAsNumber", R"({"intValue":42})", "42"},
    {"IntWithAnExponent", R"({"intValue":1e3})", "1000"},
    {"IntBeyond64Bits", R"({"intValue":1.7976931348623157e+308})", "1.7976931348623157e+308"},
    {"IntFromUnsigned", R"({"intValue":18446744073709551615})", "1.8446744073709552e+19"},
    {"IntGarbage", R"({"intValue":"4 2"})", R"("intValue" must be a 64-bit integer)"},
    {"DoubleAsText", R"({"doubleValue":"1.5"})", "1.5"},
    {"DoubleFromInteger", R"({"doubleValue":2})", "2.0"},
    {"NaN", R"({"doubleValue":"NaN"})", R"({"non_finite":"NaN"})"},
    {"Infinity", R"({"doubleValue":"Infinity"})", R"({"non_finite":"Infinity"})"},
    {"MinusInfinity", R"({"doubleValue":"-Infinity"})", R"({"non_finite":"-Infinity"})"},
    {"DoubleNull", R"({"doubleValue":null})", "null"},
    {"DoubleGarbage", R"({"doubleValue":"inf"})", R"("doubleValue" must be a number)"},
    {"Bool", R"({"boolValue":false})", "false"},
    {"BoolAsText", R"({"boolValue":"false"})", R"("boolValue" must be true or false)"},
    {"Bytes", R"({"bytesValue":"AGE="})", R"({"bytes":"\u0000a"})"},
    {"BytesGarbage", R"({"bytesValue":"A"})", R"("bytesValue" must be base64 text)"},
    {"Null", "null", "null"},
    {"Empty", "{}", "null"},
    {"ArrayWithNull", R"({"arrayValue":{"values":[{"intValue":1},null,{}]}})", "[1,null,null]"},
    {"ArrayEmpty", R"({"arrayValue":{}})", "[]"},
    {"ArrayOfArrays", R"({"arrayValue":{"values":[{"arrayValue":{"values":[{"intValue":1}]}}]}})",
     "[[1]]"},
    {"Map", R"({"kvlistValue":{"values":[{"key":"a","value":{"intValue":1}}]}})", R"([["a",1]])"},
    {"MapAsList", R"({"kvlistValue":[]})", R"("kvlistValue" must be an object)"},
    {"TextIsAnObject", R"({"stringValue":{}})", R"("stringValue" must be a single value)"},
    {"LoneSurrogate", R"({"stringValue":"cut \ud83d"})", "\"cut \xef\xbf\xbd\""},
    {"SurrogatePair", R"({"stringValue":"\ud83d\ude00"})", "\"😀\""},
    {"UnknownKind", R"({"uuidValue":{"a":[1,{"b":[]}]},"stringValue":"x"})", R"("x")"},
};

class JsonValueTest : public testing::TestWithParam<ValueCase> {};

TEST_P(JsonValueTest, IsRead) { EXPECT_EQ(Attribute(GetParam().otlp), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Values, JsonValueTest, testing::ValuesIn(kValues),
                         [](const auto& info) { return info.param.name; });

Span SpanWith(const std::string& fields) {
  return std::get<DecodedTraces>(DecodeJson(RequestWith(fields))).spans.at(0);
}

TEST(JsonDecoderTest, ReadsIdsInEitherCase) {
  EXPECT_EQ(ToHex(SpanWith("").trace_id), "5b8efff798038103d269b633813fc60c");
  EXPECT_EQ(ToHex(SpanWith("").span_id), "eee19b7ec3c1b174");
}

TEST(JsonDecoderTest, ReadsTimesAsTextAndAsNumbers) {
  EXPECT_EQ(SpanWith(R"(,"startTimeUnixNano":"1700000000123456789")").start, 1700000000123456789u);
  EXPECT_EQ(SpanWith(R"(,"startTimeUnixNano":1700000000123456789)").start, 1700000000123456789u);
}

TEST(JsonDecoderTest, ReadsEnumsAsNumbersAndByName) {
  EXPECT_EQ(SpanWith(R"(,"kind":2)").kind, SpanKind::kServer);
  EXPECT_EQ(SpanWith(R"(,"kind":"SPAN_KIND_SERVER")").kind, SpanKind::kServer);
  EXPECT_EQ(SpanWith(R"(,"kind":9)").kind, SpanKind::kUnspecified);
  EXPECT_EQ(SpanWith(R"(,"status":{"code":"STATUS_CODE_ERROR"})").status, StatusCode::kError);
}

TEST(JsonDecoderTest, TakesNullForAbsentEverywhere) {
  const Span span = SpanWith(
      R"(,"parentSpanId":null,"kind":null,"startTimeUnixNano":null,"attributes":null,"events":[null],)"
      R"("links":null,"status":null,"droppedLinksCount":null,"traceState":null)");
  EXPECT_EQ(Text({span}), Text({SpanWith("")}));
}

TEST(JsonDecoderTest, FindsTheResourceBehindItsSpans) {
  const std::string body =
      R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",)"
      R"("spanId":"eee19b7ec3c1b174"}],"scope":{"name":"late"}}],)"
      R"("resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]}}]})";
  const Span span = std::get<DecodedTraces>(DecodeJson(body)).spans.at(0);
  EXPECT_EQ(span.resource->attributes.at(0).key, "service.name");
  EXPECT_EQ(span.scope->name, "late");
}

TEST(JsonDecoderTest, RejectsASpanWhoseIdIsBase64) {
  const std::string body =
      R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"W47/95gDgQPSabYzgT/GDA==",)"
      R"("spanId":"eee19b7ec3c1b174","name":"GET"}]}]}]})";
  const auto traces = std::get<DecodedTraces>(DecodeJson(body));
  EXPECT_EQ(traces.rejected_spans, 1u);
  EXPECT_THAT(traces.rejection, HasSubstr("32 hex digits"));
}

TEST(JsonDecoderTest, RejectsASpanWhoseParentIsGarbage) {
  const DecodeResult result = DecodeJson(RequestWith(R"(,"parentSpanId":"xyz")"));
  EXPECT_EQ(std::get<DecodedTraces>(result).rejected_spans, 1u);
}

struct ErrorCase {
  std::string name;
  std::string body;
  std::string message;
};

const ErrorCase kErrors[] = {
    {"Empty", "", "the body is not JSON: error at byte 1"},
    {"CutShort", R"({"resourceSpans":[)", "the body is not JSON"},
    {"TrailingText", "{} {}", "the body is not JSON"},
    {"Text", R"("hello")", "the body must be a JSON object"},
    {"List", "[]", "the body must be a JSON object"},
    {"NotUtf8", "{\"a\":\"\xff\"}", "the body is not JSON"},
    {"ObjectForAList", R"({"resourceSpans":{}})", R"("resourceSpans" must be an array)"},
    {"NumberForAList", R"({"resourceSpans":1})", R"("resourceSpans" must be an array)"},
    {"ListOfNumbers", R"({"resourceSpans":[1]})", "must be an array of objects"},
    {"NameIsANumber", RequestWith(R"(,"name":1)"), R"("name" must be text)"},
    {"NegativeTime", RequestWith(R"(,"endTimeUnixNano":-1)"), R"("endTimeUnixNano" must be)"},
    {"FractionOfATime", RequestWith(R"(,"endTimeUnixNano":1.5)"), R"("endTimeUnixNano" must be)"},
    {"FlagsBeyond32Bits", RequestWith(R"(,"flags":4294967296)"), R"("flags" must be)"},
    {"KindIsAWord", RequestWith(R"(,"kind":"server")"), R"("kind" must be)"},
};

class JsonErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(JsonErrorTest, NamesWhatIsWrong) {
  const DecodeResult result = DecodeJson(GetParam().body);
  ASSERT_TRUE(std::holds_alternative<DecodeError>(result));
  EXPECT_THAT(std::get<DecodeError>(result).message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(Malformed, JsonErrorTest, testing::ValuesIn(kErrors),
                         [](const auto& info) { return info.param.name; });

std::string ErrorOf(const std::string& body, const DecodeLimits& limits) {
  const DecodeResult result = DecodeJson(body, limits);
  const auto* error = std::get_if<DecodeError>(&result);
  if (error == nullptr) return "taken";
  return (error->code == DecodeError::Code::kTooLarge ? "too large: " : "") + error->message;
}

TEST(JsonDecoderTest, BoundsNestingOfWhatItSkips) {
  const std::string deep = "{\"x\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_EQ(ErrorOf(deep, {}), "too large: the request nests deeper than 64");
}

TEST(JsonDecoderTest, BoundsSpans) {
  const std::string body = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{},{},{}]}]}]})";
  DecodeLimits limits;
  limits.max_spans = 3;
  EXPECT_EQ(ErrorOf(body, limits), "taken");
  limits.max_spans = 2;
  EXPECT_EQ(ErrorOf(body, limits), "too large: the request has more than 2 spans");
}

TEST(JsonDecoderTest, BoundsItems) {
  DecodeLimits limits;
  limits.max_items = 4;
  EXPECT_EQ(ErrorOf(R"({"resourceSpans":[{},{},{},{}]})", limits), "taken");
  EXPECT_EQ(ErrorOf(R"({"resourceSpans":[{},{},{},{},{}]})", limits),
            "too large: the request has more than 4 items");
}

TEST(JsonDecoderTest, BoundsNullsInAnArray) {
  DecodeLimits limits;
  limits.max_items = 7;  // resourceSpans, scopeSpans, span, attribute, value, array, and one null
  const std::string body =
      RequestWith(R"(,"attributes":[{"key":"k","value":{"arrayValue":{"values":[null,null]}}}])");
  EXPECT_EQ(ErrorOf(body, limits), "too large: the request has more than 7 items");
}

}  // namespace
}  // namespace tracebridge::tail::json_decoder_test
