// A finished span of any API as the SpanData that OpenCensus exporters get.
#include "shims/opencensus/span_data.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::StatusCode;
using opencensus::trace::exporter::Link;
using opencensus::trace::exporter::MessageEvent;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::Status;

SpanData ToData(FinishedSpan span, const Limits& limits = {}) {
  return ToOpenCensus(std::move(span), limits);
}

FinishedEvent Message(std::string type) {
  return {"rpc.message",
          5,
          {{"rpc.message.type", std::move(type)},
           {"rpc.message.id", std::int64_t{7}},
           {"rpc.message.compressed_size", std::int64_t{10}},
           {"rpc.message.uncompressed_size", std::int64_t{30}}}};
}

TEST(ToSpanDataTest, KeepsIdsTimesAndFlags) {
  FinishedSpan span;
  span.name = "op";
  span.trace_id[0] = 1;
  span.span_id[0] = 2;
  span.parent_span_id[0] = 3;
  span.trace_flags = 3;  // sampled, and random, which OpenCensus does not know
  span.parent_is_remote = true;
  span.start_unix_ns = 1'000'000'001;
  span.end_unix_ns = 2'000'000'002;
  const SpanData data = ToData(span);
  EXPECT_EQ(data.name(), "op");
  EXPECT_EQ(data.context().ToString(), "01000000000000000000000000000000-0200000000000000-01");
  EXPECT_EQ(data.parent_span_id().ToHex(), "0300000000000000");
  EXPECT_TRUE(data.has_remote_parent());
  EXPECT_TRUE(data.has_ended());
  EXPECT_EQ(data.start_time(), absl::FromUnixNanos(1'000'000'001));
  EXPECT_EQ(data.end_time(), absl::FromUnixNanos(2'000'000'002));
}

TEST(ToSpanDataTest, TurnsDoublesIntoText) {
  FinishedSpan span;
  span.attributes = {{"s", std::string("x")}, {"b", true}, {"i", std::int64_t{-1}}, {"d", 2.5}};
  const auto attributes = ToData(span).attributes();
  EXPECT_EQ(attributes.at("s").string_value(), "x");
  EXPECT_TRUE(attributes.at("b").bool_value());
  EXPECT_EQ(attributes.at("i").int_value(), -1);
  EXPECT_EQ(attributes.at("d").string_value(), "2.5");
}

TEST(ToSpanDataTest, TellsMessageEventsFromAnnotations) {
  FinishedSpan span;
  span.events = {{"note", 3, {{"k", std::string("v")}}},
                 Message("SENT"),
                 Message("RECEIVED"),
                 Message("sideways"),
                 {"rpc.message", 6, {}}};
  const SpanData data = ToData(span);
  const auto& annotations = data.annotations().events();
  ASSERT_EQ(annotations.size(), 3u);
  EXPECT_EQ(annotations[0].event().description(), "note");
  EXPECT_EQ(annotations[0].event().attributes().at("k").string_value(), "v");
  EXPECT_EQ(annotations[0].timestamp(), absl::FromUnixNanos(3));
  EXPECT_EQ(annotations[2].event().description(), "rpc.message");
  const auto& messages = data.message_events().events();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].timestamp(), absl::FromUnixNanos(5));
  EXPECT_EQ(messages[0].event().type(), MessageEvent::Type::SENT);
  EXPECT_EQ(messages[0].event().id(), 7u);
  EXPECT_EQ(messages[0].event().compressed_size(), 10u);
  EXPECT_EQ(messages[0].event().uncompressed_size(), 30u);
  EXPECT_EQ(messages[1].event().type(), MessageEvent::Type::RECEIVED);
}

TEST(ToSpanDataTest, TakesALinkForOneToAParentUnlessItSaysChild) {
  FinishedSpan span;
  span.links.resize(3);
  span.links[0].attributes = {{"opencensus.link.type", std::string("CHILD_LINKED_SPAN")},
                              {"k", true}};
  span.links[1].attributes = {{"opencensus.link.type", std::string("PARENT_LINKED_SPAN")}};
  span.links[2].trace_id[15] = 9;
  const SpanData data = ToData(span);
  ASSERT_EQ(data.links().size(), 3u);
  EXPECT_EQ(data.links()[0].type(), Link::Type::kChildLinkedSpan);
  EXPECT_EQ(data.links()[0].attributes().size(), 1u);
  EXPECT_TRUE(data.links()[0].attributes().at("k").bool_value());
  EXPECT_EQ(data.links()[1].type(), Link::Type::kParentLinkedSpan);
  EXPECT_EQ(data.links()[2].type(), Link::Type::kParentLinkedSpan);
  EXPECT_EQ(data.links()[2].trace_id().ToHex(), "00000000000000000000000000000009");
}

TEST(ToSpanDataTest, FindsTheCodeOfAnError) {
  FinishedSpan span;
  span.status = FinishedStatus::kError;
  span.status_description = "why";
  EXPECT_EQ(ToData(span).status(), Status(StatusCode::UNKNOWN, "why"));
  span.attributes = {{"census.status_code", std::int64_t{5}}};
  EXPECT_EQ(ToData(span).status(), Status(StatusCode::NOT_FOUND, "why"));
  EXPECT_TRUE(ToData(span).attributes().empty()) << "it is no attribute of the program's";
  span.status = FinishedStatus::kOk;
  EXPECT_EQ(ToData(span).status(), Status());
  span.status = FinishedStatus::kUnset;
  EXPECT_EQ(ToData(span).status(), Status());
}

TEST(ToSpanDataTest, KeepsTheLastItemsWithinTheLimits) {
  FinishedSpan span;
  for (int i = 0; i < 5; ++i) {
    span.attributes.emplace_back("k" + std::to_string(i), true);
    span.events.push_back({"note" + std::to_string(i), 0, {}});
    span.events.push_back(Message("SENT"));
    span.links.emplace_back();
    span.links.back().span_id[0] = static_cast<std::uint8_t>(i);
  }
  span.dropped_attributes = 10;
  span.dropped_events = 20;
  span.dropped_links = 30;
  const SpanData data = ToData(span, {1, 2, 3, 4});
  EXPECT_EQ(data.attributes().size(), 1u);
  EXPECT_EQ(data.num_attributes_dropped(), 14);
  ASSERT_EQ(data.annotations().events().size(), 2u);
  EXPECT_EQ(data.annotations().events()[0].event().description(), "note3");
  EXPECT_EQ(data.annotations().dropped_events_count(), 23);
  EXPECT_EQ(data.message_events().events().size(), 3u);
  EXPECT_EQ(data.message_events().dropped_events_count(), 2);
  ASSERT_EQ(data.links().size(), 4u);
  EXPECT_EQ(data.links()[0].span_id().ToHex(), "0100000000000000");
  EXPECT_EQ(data.num_links_dropped(), 31);
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
