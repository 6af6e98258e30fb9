// What Jaeger's clients mean, what an honest one never sends, and what a hostile one may.
#include "migration/tail/jaeger_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <functional>
#include <memory>

#include "migration/tail/origin.h"
#include "migration/tail/value_text.h"
#include "otel_core/proto/jaeger/Agent.h"

namespace tracebridge::tail {
namespace {

namespace idl = jaeger::idl;
namespace thrift = apache::thrift;
using testing::HasSubstr;

template <class Protocol, class Write>
std::string Bytes(Write write) {
  const auto buffer = std::make_shared<thrift::transport::TMemoryBuffer>();
  Protocol protocol(buffer);
  write(protocol);
  return buffer->getBufferAsString();
}

std::string Body(const idl::Batch& batch) {
  return Bytes<thrift::protocol::TBinaryProtocol>([&](auto& protocol) { batch.write(&protocol); });
}

template <class Protocol>
std::string Call(const idl::Batch& batch, const char* name = "emitBatch") {
  return Bytes<Protocol>([&](auto& protocol) {
    protocol.writeMessageBegin(name, thrift::protocol::T_ONEWAY, 7);
    idl::Agent_emitBatch_pargs call;
    call.batch = &batch;
    call.write(&protocol);
    protocol.writeMessageEnd();
  });
}

idl::Tag Tag(const std::string& key, const std::string& value) {
  idl::Tag tag;
  tag.__set_key(key);
  tag.__set_vType(idl::TagType::STRING);
  tag.__set_vStr(value);
  return tag;
}

idl::Tag LongTag(const std::string& key, std::int64_t value) {
  idl::Tag tag;
  tag.__set_key(key);
  tag.__set_vType(idl::TagType::LONG);
  tag.__set_vLong(value);
  return tag;
}

idl::Tag BoolTag(const std::string& key, bool value) {
  idl::Tag tag;
  tag.__set_key(key);
  tag.__set_vType(idl::TagType::BOOL);
  tag.__set_vBool(value);
  return tag;
}

idl::Span OneSpan() {
  idl::Span span;
  span.__set_traceIdHigh(0x0102030405060708);
  span.__set_traceIdLow(-2);
  span.__set_spanId(0x10);
  span.__set_parentSpanId(0x20);
  span.__set_operationName("GET");
  span.__set_flags(3);
  span.__set_startTime(1'000'001);
  span.__set_duration(5);
  return span;
}

idl::Batch BatchOf(std::vector<idl::Span> spans, std::vector<idl::Tag> process_tags = {}) {
  idl::Batch batch;
  batch.process.__set_serviceName("shop");
  if (!process_tags.empty()) batch.process.__set_tags(std::move(process_tags));
  batch.__set_spans(std::move(spans));
  return batch;
}

idl::SpanRef Reference(std::int32_t type, std::int64_t span_id) {
  idl::SpanRef reference;
  reference.__set_refType(type);
  reference.__set_traceIdHigh(0x0102030405060708);
  reference.__set_traceIdLow(-2);
  reference.__set_spanId(span_id);
  return reference;
}

DecodedTraces Decode(const idl::Batch& batch) {
  DecodeResult result = DecodeJaegerBatch(Body(batch), DecodeLimits());
  EXPECT_TRUE(std::holds_alternative<DecodedTraces>(result));
  return std::holds_alternative<DecodedTraces>(result) ? std::get<DecodedTraces>(std::move(result))
                                                       : DecodedTraces();
}

Span DecodeOne(idl::Span span) {
  DecodedTraces traces = Decode(BatchOf({std::move(span)}));
  EXPECT_EQ(traces.spans.size(), 1u);
  return traces.spans.empty() ? Span() : std::move(traces.spans[0]);
}

std::string Text(const std::vector<Attribute>& attributes) {
  std::string text;
  for (const Attribute& attribute : attributes) {
    text += attribute.key + "=" + ValueText(attribute.value) + ";";
  }
  return text;
}

TEST(JaegerDecoderTest, ReadsEachFieldOfASpan) {
  const Span span = DecodeOne(OneSpan());
  EXPECT_EQ(ToHex(span.trace_id), "0102030405060708fffffffffffffffe");
  EXPECT_EQ(ToHex(span.span_id), "0000000000000010");
  EXPECT_EQ(ToHex(span.parent_span_id), "0000000000000020");
  EXPECT_EQ(span.name, "GET");
  EXPECT_EQ(span.flags, 1u);
  EXPECT_EQ(span.start, 1'000'001'000u);
  EXPECT_EQ(span.end, 1'000'006'000u);
  EXPECT_EQ(Text(span.resource->attributes), "service.name=shop;");
}

TEST(JaegerDecoderTest, ReadsCallsInBothEncodings) {
  const idl::Batch batch = BatchOf({OneSpan(), OneSpan()});
  const auto compact = DecodeJaegerCall(Call<thrift::protocol::TCompactProtocol>(batch),
                                        JaegerEncoding::kCompact, DecodeLimits());
  const auto binary = DecodeJaegerCall(Call<thrift::protocol::TBinaryProtocol>(batch),
                                       JaegerEncoding::kBinary, DecodeLimits());
  ASSERT_TRUE(std::holds_alternative<DecodedTraces>(compact));
  ASSERT_TRUE(std::holds_alternative<DecodedTraces>(binary));
  EXPECT_EQ(std::get<DecodedTraces>(compact).spans.size(), 2u);
  EXPECT_EQ(std::get<DecodedTraces>(binary).spans.size(), 2u);
}

struct TagCase {
  std::string name;
  std::vector<idl::Tag> tags;
  std::function<std::string(const Span&)> field;
  std::string expected;
  std::string attributes;  // that are left
};

std::string Status(const Span& span) {
  return std::to_string(static_cast<int>(span.status)) + " " + span.status_message;
}
std::string Kind(const Span& span) { return std::to_string(static_cast<int>(span.kind)); }
std::string ScopeText(const Span& span) { return span.scope->name + " " + span.scope->version; }
std::string Dropped(const Span& span) {
  return std::to_string(span.dropped_attributes) + " " + std::to_string(span.dropped_events) + " " +
         std::to_string(span.dropped_links);
}

const TagCase kTags[] = {
    {"KindServer", {Tag("span.kind", "server")}, Kind, "2", ""},
    {"KindClient", {Tag("span.kind", "client")}, Kind, "3", ""},
    {"KindProducer", {Tag("span.kind", "producer")}, Kind, "4", ""},
    {"KindConsumer", {Tag("span.kind", "consumer")}, Kind, "5", ""},
    {"KindInternal", {Tag("span.kind", "internal")}, Kind, "1", ""},
    {"KindUnknown", {Tag("span.kind", "SERVER")}, Kind, "0", "span.kind=SERVER;"},
    {"Error", {BoolTag("error", true)}, Status, "2 ", ""},
    {"ErrorAsText", {Tag("error", "true")}, Status, "2 ", ""},
    {"NoError", {BoolTag("error", false)}, Status, "0 ", "error=false;"},
    {"ErrorOfAnotherKind", {Tag("error", "timeout")}, Status, "0 ", "error=timeout;"},
    {"StatusOk", {Tag("otel.status_code", "OK")}, Status, "1 ", ""},
    {"StatusError",
     {BoolTag("error", true), Tag("otel.status_code", "ERROR"),
      Tag("otel.status_description", "d")},
     Status,
     "2 d",
     ""},
    {"StatusOfAnOlderSdk",
     {LongTag("otel.status_code", 1), BoolTag("error", true)},
     Status,
     "2 ",
     "otel.status_code=1;"},
    {"Scope", {Tag("otel.scope.name", "n"), Tag("otel.scope.version", "1")}, ScopeText, "n 1", ""},
    {"Library",
     {Tag("otel.library.name", "n"), Tag("otel.library.version", "1")},
     ScopeText,
     "n 1",
     ""},
    {"TraceState",
     {Tag("w3c.tracestate", "a=1")},
     [](const Span& s) { return s.trace_state; },
     "a=1",
     ""},
    {"Dropped",
     {LongTag("otel.dropped_attributes_count", 1), LongTag("otel.dropped_events_count", 2),
      LongTag("otel.dropped_links_count", 3)},
     Dropped,
     "1 2 3",
     ""},
    {"DroppedThatIsNoCount",
     {LongTag("otel.dropped_links_count", -1)},
     Dropped,
     "0 0 0",
     "otel.dropped_links_count=-1;"},
    {"Others", {Tag("key", "u42"), LongTag("n", -7)}, Kind, "0", "key=u42;n=-7;"},
};

class JaegerTagTest : public testing::TestWithParam<TagCase> {};

TEST_P(JaegerTagTest, IsReadAsWhatItMeans) {
  idl::Span from = OneSpan();
  from.__set_tags(GetParam().tags);
  const Span span = DecodeOne(from);
  EXPECT_EQ(GetParam().field(span), GetParam().expected);
  EXPECT_EQ(Text(span.attributes), GetParam().attributes);
}

INSTANTIATE_TEST_SUITE_P(Tags, JaegerTagTest, testing::ValuesIn(kTags),
                         [](const auto& info) { return info.param.name; });

TEST(JaegerDecoderTest, ReadsLogsAsEvents) {
  idl::Log named;
  named.__set_timestamp(7);
  named.__set_fields({Tag("key", "u42"), Tag("event", "miss")});
  idl::Log nameless;
  nameless.__set_timestamp(-1);
  nameless.__set_fields({Tag("message", "later"), LongTag("otel.dropped_attributes_count", 2)});
  idl::Span from = OneSpan();
  idl::Log numbered;
  numbered.__set_fields({LongTag("event", 42)});
  from.__set_logs({named, nameless, numbered});
  const Span span = DecodeOne(from);
  ASSERT_EQ(span.events.size(), 3u);
  EXPECT_EQ(span.events[0].name + " " + Text(span.events[0].attributes), "miss key=u42;");
  EXPECT_EQ(span.events[0].time, 7000u);
  EXPECT_EQ(span.events[1].name + " " + Text(span.events[1].attributes), "log message=later;");
  EXPECT_EQ(span.events[1].time, 0u);
  EXPECT_EQ(span.events[1].dropped_attributes, 2u);
  EXPECT_EQ(span.events[2].name + " " + Text(span.events[2].attributes), "log event=42;");
}

TEST(JaegerDecoderTest, ReadsReferencesButThatToTheParentAsLinks) {
  idl::Span from = OneSpan();
  from.__set_references({Reference(idl::SpanRefType::CHILD_OF, 0x20),
                         Reference(idl::SpanRefType::CHILD_OF, 0x30),
                         Reference(idl::SpanRefType::FOLLOWS_FROM, 0x40)});
  const Span span = DecodeOne(from);
  ASSERT_EQ(span.links.size(), 2u);
  EXPECT_EQ(ToHex(span.links[0].span_id), "0000000000000030");
  EXPECT_EQ(Text(span.links[0].attributes), "opentracing.ref_type=child_of;");
  EXPECT_EQ(Text(span.links[1].attributes), "opentracing.ref_type=follows_from;");
}

TEST(JaegerDecoderTest, FindsAParentThatIsAReferenceOnly) {
  idl::Span from = OneSpan();
  from.__set_parentSpanId(0);
  from.__set_references({Reference(idl::SpanRefType::CHILD_OF, 0x30)});
  const Span span = DecodeOne(from);
  EXPECT_EQ(ToHex(span.parent_span_id), "0000000000000030");
  EXPECT_TRUE(span.links.empty());
}

TEST(JaegerDecoderTest, TellsTheApiOfClientsThatHaveNoScopes) {
  const auto api = [](std::vector<idl::Tag> process_tags) {
    const DecodedTraces traces = Decode(BatchOf({OneSpan()}, std::move(process_tags)));
    return std::string(NameOf(OriginOf(traces.spans.at(0).scope->name))) + " " +
           traces.spans.at(0).scope->version;
  };
  EXPECT_EQ(api({Tag("jaeger.version", "Node-3.19.0")}), "OpenTracing Node-3.19.0");
  EXPECT_EQ(api({}), "OpenTracing ");
  EXPECT_EQ(api({Tag("opencensus.exporter.jaeger.version", "0.0.22")}), "OpenCensus 0.0.22");
}

TEST(JaegerDecoderTest, MendsTextThatIsNotUtf8) {
  idl::Span from = OneSpan();
  from.__set_operationName("Am\xe9lie \xef\xbf\xbd \xc3\xa9");
  EXPECT_EQ(DecodeOne(from).name, "Am\xef\xbf\xbdlie \xef\xbf\xbd \xc3\xa9");
}

TEST(JaegerDecoderTest, LeavesOutSpansWithoutIdsAndKeepsTheOthers) {
  idl::Span nameless = OneSpan();
  nameless.__set_spanId(0);
  const DecodedTraces traces = Decode(BatchOf({nameless, OneSpan()}));
  EXPECT_EQ(traces.spans.size(), 1u);
  EXPECT_EQ(traces.rejected_spans, 1u);
  EXPECT_THAT(traces.rejection, HasSubstr("its span id must be"));
}

std::string Refusal(const DecodeResult& result) {
  const auto* error = std::get_if<DecodeError>(&result);
  if (error == nullptr) return "taken";
  return (error->code == DecodeError::Code::kTooLarge ? "too large: " : "malformed: ") +
         error->message;
}

TEST(JaegerDecoderTest, RefusesEveryBeginningOfABody) {
  const std::string body = Body(BatchOf({OneSpan()}));
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_THAT(Refusal(DecodeJaegerBatch(body.substr(0, size), DecodeLimits())),
                HasSubstr("malformed: "))
        << size;
  }
  EXPECT_EQ(Refusal(DecodeJaegerBatch(body + "x", DecodeLimits())),
            "malformed: there are bytes after the message");
}

TEST(JaegerDecoderTest, RefusesOtherCalls) {
  EXPECT_THAT(Refusal(DecodeJaegerCall(
                  Call<thrift::protocol::TCompactProtocol>(BatchOf({OneSpan()}), "emitZipkinBatch"),
                  JaegerEncoding::kCompact, DecodeLimits())),
              HasSubstr("not a call of emitBatch"));
}

// Batch, field 2, a list of structs: 2^31 - 1 of them, in the binary and in the compact protocol.
TEST(JaegerDecoderTest, MakesNoRoomForAListThatIsLongerThanItsBytes) {
  using std::string_literals::operator""s;
  EXPECT_THAT(Refusal(DecodeJaegerBatch("\x0f\x00\x02\x0c\x7f\xff\xff\xff\x00"s, DecodeLimits())),
              HasSubstr("a list is longer than the bytes that are left"));
  const std::string call =
      "\x82\x81\x01\x09"s + "emitBatch"s + "\x1c\x29\xfc\xff\xff\xff\xff\x07\x00"s;
  EXPECT_THAT(Refusal(DecodeJaegerCall(call, JaegerEncoding::kCompact, DecodeLimits())),
              HasSubstr("a list is longer than the bytes that are left"));
}

TEST(JaegerDecoderTest, MakesNoRoomForATextThatIsLongerThanItsBytes) {
  using std::string_literals::operator""s;
  // Batch, field 1, Process, field 1, a text of 2^31 - 1 bytes.
  EXPECT_THAT(
      Refusal(DecodeJaegerBatch("\x0c\x00\x01\x0b\x00\x01\x7f\xff\xff\xff"s, DecodeLimits())),
      HasSubstr("malformed: "));
}

TEST(JaegerDecoderTest, RefusesMoreThanTheLimitsAllow) {
  DecodeLimits limits;
  limits.max_spans = 2;
  EXPECT_EQ(Refusal(DecodeJaegerBatch(Body(BatchOf({OneSpan(), OneSpan()})), limits)), "taken");
  EXPECT_EQ(Refusal(DecodeJaegerBatch(Body(BatchOf({OneSpan(), OneSpan(), OneSpan()})), limits)),
            "too large: more than 2 spans");
  limits = {};
  limits.max_items = 3;
  idl::Span tagged = OneSpan();
  tagged.__set_tags({Tag("a", ""), Tag("b", "")});
  EXPECT_EQ(Refusal(DecodeJaegerBatch(Body(BatchOf({tagged})), limits)), "taken");
  tagged.__set_tags({Tag("a", ""), Tag("b", ""), Tag("c", "")});
  EXPECT_THAT(Refusal(DecodeJaegerBatch(Body(BatchOf({tagged})), limits)),
              HasSubstr("too large: "));
}

// The number of a type is read as it was sent: in a field that is known, and in what nobody knows, at each place that has one.
TEST(JaegerDecoderTest, RefusesTypesThatThereAreNot) {
  using std::string_literals::operator""s;
  for (const std::string& body : {
           "\xf6\x00\x02"s,                          // a field
           "\x0c\x00\x63\x36\x00\x01"s,              // a field of a struct in field 99
           "\x0f\x00\x63\x36\x00\x00\x00\x00\x00"s,  // a list, a set and a map there
           "\x0e\x00\x63\x36\x00\x00\x00\x00\x00"s,
           "\x0d\x00\x63\x36\x0b\x00\x00\x00\x00\x00"s,
           "\x0d\x00\x63\x0b\x36\x00\x00\x00\x00\x00"s,
       }) {
    EXPECT_THAT(Refusal(DecodeJaegerBatch(body, DecodeLimits())),
                HasSubstr("a type that there is not"))
        << testing::PrintToString(body);
  }
  for (const std::string& call : {"\x80\x01\x00\x36\x00\x00\x00\x09"s + "emitBatch",  // a message
                                  "\x00\x00\x00\x09"s + "emitBatch\x36"}) {
    EXPECT_THAT(Refusal(DecodeJaegerCall(call, JaegerEncoding::kBinary, DecodeLimits())),
                HasSubstr("a type that there is not"))
        << testing::PrintToString(call);
  }
}

// Neither does what nobody knows run for as long as it says.
TEST(JaegerDecoderTest, RefusesUnknownCollectionsThatAreLongerThanTheirBytes) {
  using std::string_literals::operator""s;
  for (const std::string& body :
       {"\x0f\x00\x63\x0c\x7f\xff\xff\xff\x00"s, "\x0e\x00\x63\x0c\x7f\xff\xff\xff\x00"s,
        "\x0d\x00\x63\x0c\x0c\x7f\xff\xff\xff\x00"s, "\x0d\x00\x63\x0a\x0a\x7f\xff\xff\xff\x00"s}) {
    EXPECT_THAT(Refusal(DecodeJaegerBatch(body, DecodeLimits())),
                HasSubstr("a list is longer than the bytes that are left"));
  }
}

// A field that nobody knows, of structs in structs.
TEST(JaegerDecoderTest, RefusesNestingBeyondTheLimit) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += std::string("\x0c\x00\x63", 3);
  EXPECT_THAT(Refusal(DecodeJaegerBatch(deep, DecodeLimits())), HasSubstr("malformed: "));
}

}  // namespace
}  // namespace tracebridge::tail
