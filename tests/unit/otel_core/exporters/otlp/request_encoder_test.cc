// What the encoder writes is read back by Protobuf, which is the oracle here.
#include "otel_core/exporters/otlp/src/request_encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "otel_core/proto/otlp/trace_service.pb.h"
#include "otel_core/sdk/src/trace/record_queue.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::otlp {
namespace {

namespace pb = tracebridge::otlp::v1;
using opentelemetry::nostd::span;
using opentelemetry::nostd::string_view;
using opentelemetry::sdk::trace::SpanLimits;
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

class RequestEncoderTest : public testing::Test {
 protected:
  void Add(std::unique_ptr<SpanRecord> record) { batch_.push_back(std::move(record)); }

  pb::ExportTraceServiceRequest Decoded() {
    pb::ExportTraceServiceRequest request;
    const std::string_view bytes = encoder_.Encode(GroupSpans(Batch(batch_.data(), batch_.size())));
    EXPECT_TRUE(request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    return request;
  }

  // Returns the only span of the batch.
  pb::Span DecodedSpan() {
    const auto request = Decoded();
    EXPECT_EQ(request.resource_spans_size(), 1);
    EXPECT_EQ(request.resource_spans(0).scope_spans_size(), 1);
    EXPECT_EQ(request.resource_spans(0).scope_spans(0).spans_size(), 1);
    return request.resource_spans(0).scope_spans(0).spans(0);
  }

  std::vector<std::unique_ptr<Recordable>> batch_;
  RequestEncoder encoder_;
};

std::string Bytes(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

TEST_F(RequestEncoderTest, EncodesNothingAsNothing) {
  EXPECT_EQ(Decoded().resource_spans_size(), 0);
}

TEST_F(RequestEncoderTest, WritesIdsTimesKindAndName) {
  auto record = MakeSpan("GET /items");
  record->SetIdentity(SampleContext(), opentelemetry::trace::SpanId(kParentIdBytes));
  record->SetSpanKind(SpanKind::kServer);
  Add(std::move(record));

  const pb::Span span = DecodedSpan();
  EXPECT_EQ(span.trace_id(), Bytes(kTraceIdBytes, 16));
  EXPECT_EQ(span.span_id(), Bytes(kSpanIdBytes, 8));
  EXPECT_EQ(span.parent_span_id(), Bytes(kParentIdBytes, 8));
  EXPECT_EQ(span.name(), "GET /items");
  EXPECT_EQ(span.kind(), pb::Span::SPAN_KIND_SERVER);
  EXPECT_EQ(span.start_time_unix_nano(), 1000000000u);
  EXPECT_EQ(span.end_time_unix_nano(), 1000000002u);
}

TEST_F(RequestEncoderTest, LeavesOutTheParentOfARoot) {
  Add(MakeSpan(""));
  const pb::Span span = DecodedSpan();
  EXPECT_EQ(span.parent_span_id(), "");
  EXPECT_EQ(span.name(), "");
}

TEST_F(RequestEncoderTest, KnowsEveryKind) {
  const std::pair<SpanKind, pb::Span::SpanKind> kinds[] = {
      {SpanKind::kInternal, pb::Span::SPAN_KIND_INTERNAL},
      {SpanKind::kServer, pb::Span::SPAN_KIND_SERVER},
      {SpanKind::kClient, pb::Span::SPAN_KIND_CLIENT},
      {SpanKind::kProducer, pb::Span::SPAN_KIND_PRODUCER},
      {SpanKind::kConsumer, pb::Span::SPAN_KIND_CONSUMER},
  };
  for (const auto& [kind, expected] : kinds) {
    batch_.clear();
    auto record = MakeSpan("span");
    record->SetSpanKind(kind);
    Add(std::move(record));
    EXPECT_EQ(DecodedSpan().kind(), expected);
  }
}

TEST_F(RequestEncoderTest, SaysWhetherTheParentWasRemote) {
  Add(MakeSpan("local"));
  EXPECT_EQ(DecodedSpan().flags(), 0x101u);

  batch_.clear();
  auto remote = MakeSpan("remote");
  remote->SetParentIsRemote(true);
  Add(std::move(remote));
  EXPECT_EQ(DecodedSpan().flags(), 0x301u);
}

TEST_F(RequestEncoderTest, WritesEveryTypeOfAttribute) {
  const bool bools[] = {true, false};
  const int32_t ints[] = {-1, 1};
  const int64_t longs[] = {std::numeric_limits<int64_t>::min()};
  const uint32_t uints[] = {std::numeric_limits<uint32_t>::max()};
  const uint64_t ulongs[] = {7};
  const double doubles[] = {0.5, -0.0};
  const uint8_t bytes[] = {0, 255};
  const string_view strings[] = {"a", ""};
  auto record = MakeSpan("span");
  record->SetAttribute("bool", true);
  record->SetAttribute("int", int32_t{-3});
  record->SetAttribute("uint", uint32_t{3});
  record->SetAttribute("long", int64_t{-4});
  record->SetAttribute("ulong", uint64_t{4});
  record->SetAttribute("double", 1.5);
  record->SetAttribute("chars", "text");
  record->SetAttribute("view", string_view("view"));
  record->SetAttribute("bools", span<const bool>(bools));
  record->SetAttribute("ints", span<const int32_t>(ints));
  record->SetAttribute("longs", span<const int64_t>(longs));
  record->SetAttribute("uints", span<const uint32_t>(uints));
  record->SetAttribute("ulongs", span<const uint64_t>(ulongs));
  record->SetAttribute("doubles", span<const double>(doubles));
  record->SetAttribute("bytes", span<const uint8_t>(bytes));
  record->SetAttribute("strings", span<const string_view>(strings));
  Add(std::move(record));

  std::map<std::string, pb::AnyValue> values;
  const pb::Span decoded = DecodedSpan();
  for (const auto& attribute : decoded.attributes()) values[attribute.key()] = attribute.value();
  ASSERT_EQ(values.size(), 16u);
  EXPECT_TRUE(values["bool"].bool_value());
  EXPECT_EQ(values["int"].int_value(), -3);
  EXPECT_EQ(values["uint"].int_value(), 3);
  EXPECT_EQ(values["long"].int_value(), -4);
  EXPECT_EQ(values["ulong"].int_value(), 4);
  EXPECT_EQ(values["double"].double_value(), 1.5);
  EXPECT_EQ(values["chars"].string_value(), "text");
  EXPECT_EQ(values["view"].string_value(), "view");
  EXPECT_TRUE(values["bools"].array_value().values(0).bool_value());
  EXPECT_FALSE(values["bools"].array_value().values(1).bool_value());
  EXPECT_EQ(values["ints"].array_value().values(0).int_value(), -1);
  EXPECT_EQ(values["longs"].array_value().values(0).int_value(), longs[0]);
  EXPECT_EQ(values["uints"].array_value().values(0).int_value(), int64_t{uints[0]});
  EXPECT_EQ(values["ulongs"].array_value().values(0).int_value(), 7);
  EXPECT_TRUE(std::signbit(values["doubles"].array_value().values(1).double_value()));
  EXPECT_EQ(values["bytes"].bytes_value(), std::string("\0\xff", 2));
  EXPECT_EQ(values["strings"].array_value().values_size(), 2);
  EXPECT_EQ(values["strings"].array_value().values(0).string_value(), "a");
}

TEST_F(RequestEncoderTest, WritesDoublesThatAreNotFinite) {
  auto record = MakeSpan("span");
  record->SetAttribute("nan", std::numeric_limits<double>::quiet_NaN());
  record->SetAttribute("inf", -std::numeric_limits<double>::infinity());
  Add(std::move(record));
  const pb::Span decoded = DecodedSpan();
  EXPECT_TRUE(std::isnan(decoded.attributes(0).value().double_value()));
  EXPECT_EQ(decoded.attributes(1).value().double_value(), -std::numeric_limits<double>::infinity());
}

TEST_F(RequestEncoderTest, WritesEventsLinksStatusAndTraceState) {
  auto record = MakeSpan("span");
  const opentelemetry::trace::SpanContext with_state(
      opentelemetry::trace::TraceId(kTraceIdBytes), opentelemetry::trace::SpanId(kSpanIdBytes),
      opentelemetry::trace::TraceFlags(1), true,
      opentelemetry::trace::TraceState::FromHeader("vendor=1"));
  record->SetIdentity(with_state, opentelemetry::trace::SpanId());
  const Attributes attributes{{"key", "value"}};
  record->AddEvent("miss", opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(5)),
                   AttributesView(attributes));
  record->AddEvent("", opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(6)));
  record->AddLink(with_state, AttributesView(attributes));
  record->SetStatus(StatusCode::kError, "no such item");
  Add(std::move(record));

  const pb::Span span = DecodedSpan();
  EXPECT_EQ(span.trace_state(), "vendor=1");
  ASSERT_EQ(span.events_size(), 2);
  EXPECT_EQ(span.events(0).name(), "miss");
  EXPECT_EQ(span.events(0).time_unix_nano(), 5u);
  EXPECT_EQ(span.events(0).attributes(0).value().string_value(), "value");
  EXPECT_EQ(span.events(1).time_unix_nano(), 6u);
  ASSERT_EQ(span.links_size(), 1);
  EXPECT_EQ(span.links(0).trace_id(), Bytes(kTraceIdBytes, 16));
  EXPECT_EQ(span.links(0).span_id(), Bytes(kSpanIdBytes, 8));
  EXPECT_EQ(span.links(0).trace_state(), "vendor=1");
  EXPECT_EQ(span.links(0).attributes(0).key(), "key");
  EXPECT_EQ(span.links(0).flags(), 0x301u);
  EXPECT_EQ(span.status().code(), pb::Status::STATUS_CODE_ERROR);
  EXPECT_EQ(span.status().message(), "no such item");
}

TEST_F(RequestEncoderTest, WritesWhatTheLimitsDropped) {
  auto record = MakeSpan("span");
  SpanLimits limits;
  limits.attribute_count_limit = 1;
  limits.event_count_limit = 1;
  limits.link_count_limit = 0;
  record->SetSpanLimits(limits);
  for (int i = 0; i < 300; ++i) record->SetAttribute("key" + std::to_string(i), i);
  record->AddEvent("one");
  record->AddEvent("two");
  record->AddLink(SampleContext());
  Add(std::move(record));

  const pb::Span span = DecodedSpan();
  EXPECT_EQ(span.attributes_size(), 1);
  EXPECT_EQ(span.dropped_attributes_count(), 299u);
  EXPECT_EQ(span.dropped_events_count(), 1u);
  EXPECT_EQ(span.dropped_links_count(), 1u);
}

TEST_F(RequestEncoderTest, GroupsByResourceAndScope) {
  const Resource shop({{"service.name", "shop"}, {"a", 1}}, "https://example.org/r");
  const Resource till({{"service.name", "till"}});
  const Attributes scope_attributes{{"x", true}};
  const auto lib =
      InstrumentationScope::Create("lib", "1.2", "https://example.org/s", scope_attributes);
  const auto other = InstrumentationScope::Create("other\xff");
  const std::pair<const Resource*, const InstrumentationScope*> origins[] = {
      {&shop, lib.get()}, {&shop, other.get()}, {&till, lib.get()}, {&shop, lib.get()}};
  for (const auto& [resource, scope] : origins) {
    auto record = MakeSpan(std::to_string(batch_.size()));
    record->SetResource(*resource);
    record->SetInstrumentationScope(*scope);
    Add(std::move(record));
  }

  const auto request = Decoded();
  ASSERT_EQ(request.resource_spans_size(), 2);
  const auto& first = request.resource_spans(0);
  EXPECT_EQ(first.schema_url(), "https://example.org/r");
  ASSERT_EQ(first.resource().attributes_size(), 2);
  EXPECT_EQ(first.resource().attributes(0).key(), "a");
  EXPECT_EQ(first.resource().attributes(1).value().string_value(), "shop");
  ASSERT_EQ(first.scope_spans_size(), 2);
  EXPECT_EQ(first.scope_spans(0).scope().name(), "lib");
  EXPECT_EQ(first.scope_spans(0).scope().version(), "1.2");
  EXPECT_TRUE(first.scope_spans(0).scope().attributes(0).value().bool_value());
  EXPECT_EQ(first.scope_spans(0).schema_url(), "https://example.org/s");
  ASSERT_EQ(first.scope_spans(0).spans_size(), 2);
  EXPECT_EQ(first.scope_spans(0).spans(0).name(), "0");
  EXPECT_EQ(first.scope_spans(0).spans(1).name(), "3");
  EXPECT_EQ(first.scope_spans(1).scope().name(), "other\xEF\xBF\xBD");
  EXPECT_EQ(request.resource_spans(1).scope_spans(0).spans(0).name(), "2");
}

TEST_F(RequestEncoderTest, WritesEveryTypeOfResourceAttribute) {
  const bool bools[] = {true};
  const string_view strings[] = {"a"};
  const double doubles[] = {2.5};
  const uint8_t bytes[] = {1};
  const Resource resource({{"bools", span<const bool>(bools)},
                           {"strings", span<const string_view>(strings)},
                           {"doubles", span<const double>(doubles)},
                           {"bytes", span<const uint8_t>(bytes)},
                           {"int", 7}});
  auto record = MakeSpan("span");
  record->SetResource(resource);
  Add(std::move(record));
  const auto request = Decoded();
  const auto& attributes = request.resource_spans(0).resource().attributes();
  ASSERT_EQ(attributes.size(), 5);
  EXPECT_TRUE(attributes[0].value().array_value().values(0).bool_value());
  EXPECT_EQ(attributes[1].value().bytes_value(), "\x01");
  EXPECT_EQ(attributes[2].value().array_value().values(0).double_value(), 2.5);
  EXPECT_EQ(attributes[3].value().int_value(), 7);
  EXPECT_EQ(attributes[4].value().array_value().values(0).string_value(), "a");
}

// The batch processor's queue makes bytes of spans; the request is the same.
TEST_F(RequestEncoderTest, EncodesQueuedBytesAsItEncodesRecords) {
  const Resource shop({{"service.name", "shop"}}), till({{"service.name", "till"}});
  const auto lib = InstrumentationScope::Create("lib");
  const auto other = InstrumentationScope::Create("other");
  const std::pair<const Resource*, const InstrumentationScope*> origins[] = {
      {&shop, lib.get()}, {&shop, other.get()}, {&till, lib.get()}, {&shop, lib.get()}};
  opentelemetry::sdk::trace::RecordQueue queue(100, 8);
  queue.UseWire();
  for (int i = 0; i < 40; ++i) {
    auto record = MakeSpan(std::to_string(i));
    record->SetIdentity(SampleContext(), i % 2 == 0 ? opentelemetry::trace::SpanId()
                                                    : opentelemetry::trace::SpanId(kParentIdBytes));
    record->SetResource(*origins[i % 4].first);
    record->SetInstrumentationScope(*origins[i % 4].second);
    record->SetAttribute("size", std::string(static_cast<std::size_t>(i * 20), 'x'));
    std::unique_ptr<Recordable> queued = record->Copy();
    static_cast<SpanRecord*>(queued.get())->SetResource(*record->resource());
    static_cast<SpanRecord*>(queued.get())->SetInstrumentationScope(*record->scope());
    queue.Push(queued);
    ASSERT_EQ(queued, nullptr);
    Add(std::move(record));
  }
  const std::string expected(encoder_.Encode(GroupSpans(Batch(batch_.data(), batch_.size()))));

  queue.Collect();
  WireBatch wire;
  EXPECT_EQ(queue.PopWire(100, &wire), 40u);
  EXPECT_EQ(wire.count, 40u);
  EXPECT_EQ(std::string(encoder_.Encode(wire)), expected);
}

TEST_F(RequestEncoderTest, UsesItsBufferAgain) {
  for (const std::size_t size : {200u, 1u, 500u}) {
    batch_ = MakeBatch(size);
    EXPECT_EQ(Decoded().resource_spans(0).scope_spans(0).spans_size(), static_cast<int>(size));
  }
}

}  // namespace
}  // namespace tracebridge::otlp
