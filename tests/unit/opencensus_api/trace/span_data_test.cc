#include "opencensus/trace/exporter/span_data.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace opencensus {
namespace trace {
namespace exporter {
namespace {

constexpr uint8_t kTraceId[16] = {1};
constexpr uint8_t kSpanId[8] = {2};
constexpr uint8_t kParentId[8] = {3};

// All that a span can have, one of each.
SpanData Full() {
  const SpanContext context(TraceId(kTraceId), SpanId(kSpanId), TraceOptions().WithSampling(true));
  const absl::Time start = absl::FromUnixSeconds(1000);
  std::vector<SpanData::TimeEvent<Annotation>> annotations;
  annotations.emplace_back(start,
                           Annotation("note", {{"k", AttributeValue(AttributeValueRef(1))}}));
  std::vector<SpanData::TimeEvent<MessageEvent>> messages;
  messages.emplace_back(start, MessageEvent(MessageEvent::Type::RECEIVED, 7, 10, 30));
  std::vector<Link> links{Link(context, Link::Type::kParentLinkedSpan)};
  return SpanData("op", context, SpanId(kParentId),
                  SpanData::TimeEvents<Annotation>(std::move(annotations), 1),
                  SpanData::TimeEvents<MessageEvent>(std::move(messages), 2), std::move(links), 3,
                  {{"key", AttributeValue(AttributeValueRef("value"))}}, 4, /*has_ended=*/true,
                  start, start + absl::Seconds(2), Status(StatusCode::ABORTED, "why"),
                  /*has_remote_parent=*/true);
}

TEST(SpanDataTest, GivesBackWhatItWasMadeOf) {
  const SpanData data = Full();
  EXPECT_EQ(data.name(), "op");
  EXPECT_EQ(data.context().ToString(), "01000000000000000000000000000000-0200000000000000-01");
  EXPECT_EQ(data.parent_span_id().ToHex(), "0300000000000000");
  ASSERT_EQ(data.annotations().events().size(), 1u);
  EXPECT_EQ(data.annotations().events()[0].event().description(), "note");
  EXPECT_EQ(data.annotations().events()[0].event().attributes().at("k").int_value(), 1);
  EXPECT_EQ(data.annotations().events()[0].timestamp(), absl::FromUnixSeconds(1000));
  EXPECT_EQ(data.annotations().dropped_events_count(), 1);
  ASSERT_EQ(data.message_events().events().size(), 1u);
  const MessageEvent& message = data.message_events().events()[0].event();
  EXPECT_EQ(message.type(), MessageEvent::Type::RECEIVED);
  EXPECT_EQ(message.id(), 7u);
  EXPECT_EQ(message.compressed_size(), 10u);
  EXPECT_EQ(message.uncompressed_size(), 30u);
  EXPECT_EQ(data.message_events().dropped_events_count(), 2);
  ASSERT_EQ(data.links().size(), 1u);
  EXPECT_EQ(data.links()[0].type(), Link::Type::kParentLinkedSpan);
  EXPECT_EQ(data.links()[0].trace_id(), TraceId(kTraceId));
  EXPECT_EQ(data.links()[0].span_id(), SpanId(kSpanId));
  EXPECT_TRUE(data.links()[0].attributes().empty());
  EXPECT_EQ(data.num_links_dropped(), 3);
  EXPECT_EQ(data.attributes().at("key").string_value(), "value");
  EXPECT_EQ(data.num_attributes_dropped(), 4);
  EXPECT_TRUE(data.has_ended());
  EXPECT_EQ(data.end_time() - data.start_time(), absl::Seconds(2));
  EXPECT_EQ(data.status(), Status(StatusCode::ABORTED, "why"));
  EXPECT_TRUE(data.has_remote_parent());
}

TEST(SpanDataTest, CopiesOutliveTheOriginal) {
  std::vector<SpanData> kept;
  {
    const SpanData data = Full();
    kept.push_back(data);
  }
  EXPECT_EQ(kept[0].DebugString(), Full().DebugString());
}

TEST(SpanDataTest, IsTextForPeopleInTheLayoutOfTheOriginal) {
  const std::string at = absl::FormatTime(absl::FromUnixSeconds(1000));
  EXPECT_EQ(Full().DebugString(),
            "Name: op\n"
            "TraceId-SpanId-Options: 01000000000000000000000000000000-0200000000000000-01\n"
            "Parent SpanId: 0300000000000000 (remote: true)\n"
            "Start time: " +
                at +
                "\n"
                "End time: " +
                absl::FormatTime(absl::FromUnixSeconds(1002)) +
                "\n"
                "Attributes: (4 dropped)\n"
                "  \"key\":\"value\"\n"
                "Annotations: (1 dropped)\n"
                "  " +
                at +
                ": note (attributes: \"k\":1)\n"
                "Message events: (2 dropped)\n"
                "  " +
                at +
                ": Type: RECEIVED  Message Id: 7  compressed message size: 10  "
                "uncompressed message size: 30\n"
                "Links: (3 dropped)\n"
                "  parent:01000000000000000000000000000000-0200000000000000\n"
                "Span ended: true\n"
                "Status: ABORTED: why\n");
}

}  // namespace
}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
