// Requests captured from a real exporter, and what an honest exporter never sends.
#include "migration/tail/proto_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migration/tail/inflate.h"
#include "otel_core/proto/otlp/trace_service.pb.h"
#include "tests/unit/migration/tail/captured.h"

namespace tracebridge::tail::proto_decoder_test {
namespace {
using testing::HasSubstr;

class CapturedProtoTest : public testing::TestWithParam<std::string> {};

TEST_P(CapturedProtoTest, DecodesToWhatWasRecorded) {
  const Json capture = ReadCapture(GetParam());
  const std::string encoding = capture.value("content_encoding", "");
  const auto body = Inflate(*ParseContentEncoding(encoding), BodyOf(capture), 1 << 20);
  ASSERT_TRUE(std::holds_alternative<std::string>(body));

  const DecodeResult result = DecodeProto(std::get<std::string>(body));

  ASSERT_TRUE(std::holds_alternative<DecodedTraces>(result));
  EXPECT_EQ(Text(std::get<DecodedTraces>(result).spans), RecordedText(capture));
}

INSTANTIATE_TEST_SUITE_P(OtelJs, CapturedProtoTest,
                         testing::ValuesIn(CapturesNamed("otlp-trace-proto")), TestNameOf);

otlp::v1::Span* AddSpan(otlp::v1::ExportTraceServiceRequest& request) {
  otlp::v1::Span* span = request.add_resource_spans()->add_scope_spans()->add_spans();
  span->set_trace_id("0123456789abcdef");
  span->set_span_id("01234567");
  span->set_name("GET");
  return span;
}

DecodedTraces Decode(const otlp::v1::ExportTraceServiceRequest& request) {
  return std::get<DecodedTraces>(DecodeProto(request.SerializeAsString()));
}

TEST(ProtoDecoderTest, AnEmptyBodyIsARequestWithoutSpans) {
  EXPECT_TRUE(std::get<DecodedTraces>(DecodeProto("")).spans.empty());
}

TEST(ProtoDecoderTest, ReadsBytesAndNestedValues) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::KeyValue* attribute = AddSpan(request)->add_attributes();
  attribute->set_key("list");
  otlp::v1::KeyValue* inner = attribute->mutable_value()->mutable_kvlist_value()->add_values();
  inner->set_key("raw");
  inner->mutable_value()->set_bytes_value("\x01\xff");

  const std::vector<Span> spans = Decode(request).spans;

  ASSERT_EQ(spans.size(), 1u);
  const auto& list = std::get<std::vector<Attribute>>(spans[0].attributes[0].value.value);
  EXPECT_EQ(list[0].key, "raw");
  EXPECT_EQ(std::get<Bytes>(list[0].value.value).data, "\x01\xff");
}

TEST(ProtoDecoderTest, ReadsAKindThatItDoesNotKnowAsUnspecified) {
  otlp::v1::ExportTraceServiceRequest request;
  AddSpan(request)->set_kind(static_cast<otlp::v1::Span::SpanKind>(77));
  EXPECT_EQ(Decode(request).spans.at(0).kind, SpanKind::kUnspecified);
}

struct RejectedCase {
  std::string name;
  std::string trace_id;
  std::string span_id;
  std::string parent_span_id;
  std::string reason;
};

const RejectedCase kRejected[] = {
    {"NoTraceId", "", "01234567", "", "trace id"},
    {"ZeroTraceId", std::string(16, '\0'), "01234567", "", "trace id"},
    {"ShortTraceId", "01234567", "01234567", "", "trace id"},
    {"NoSpanId", "0123456789abcdef", "", "", "span id"},
    {"LongSpanId", "0123456789abcdef", "0123456789", "", "span id"},
    {"ShortParent", "0123456789abcdef", "01234567", "0123", "parent span id"},
};

class RejectedSpanTest : public testing::TestWithParam<RejectedCase> {};

TEST_P(RejectedSpanTest, IsCountedWhileTheOthersAreKept) {
  otlp::v1::ExportTraceServiceRequest request;
  otlp::v1::Span* span = AddSpan(request);
  span->set_trace_id(GetParam().trace_id);
  span->set_span_id(GetParam().span_id);
  span->set_parent_span_id(GetParam().parent_span_id);
  AddSpan(request);

  const DecodedTraces traces = Decode(request);

  EXPECT_EQ(traces.spans.size(), 1u);
  EXPECT_EQ(traces.rejected_spans, 1u);
  EXPECT_THAT(traces.rejection, HasSubstr("span \"GET\": its " + GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(Ids, RejectedSpanTest, testing::ValuesIn(kRejected),
                         [](const auto& info) { return info.param.name; });

TEST(ProtoDecoderTest, TakesAZeroParentForNone) {
  otlp::v1::ExportTraceServiceRequest request;
  AddSpan(request)->set_parent_span_id(std::string(8, '\0'));
  EXPECT_EQ(Decode(request).spans.size(), 1u);
}

TEST(ProtoDecoderTest, RefusesTextThatIsNotUtf8) {
  otlp::v1::ExportTraceServiceRequest request;
  AddSpan(request)->set_name("GET");
  std::string body = request.SerializeAsString();
  body.replace(body.find("GET"), 1, "\xff");
  const DecodeResult result = DecodeProto(body);
  ASSERT_TRUE(std::holds_alternative<DecodeError>(result));
  EXPECT_THAT(std::get<DecodeError>(result).message, HasSubstr("UTF-8"));
}

}  // namespace
}  // namespace tracebridge::tail::proto_decoder_test
