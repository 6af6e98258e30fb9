#include "shims/bridge/finished_spans.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/trace/span_context.h"

namespace tracebridge::bridge::finished_spans_test {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using opencensus_shim::FinishedAttributes;
using opencensus_shim::FinishedSpan;
using opencensus_shim::FinishedStatus;
using opencensus_shim::FinishedValue;
using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterableView;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanLimits;
using opentelemetry::sdk::trace::SpanRecord;

using Attributes = std::vector<std::pair<nostd::string_view, AttributeValue>>;

constexpr std::uint8_t kTraceId[16] = {0x40, 0x41};
constexpr std::uint8_t kSpanId[8] = {0x61};
constexpr std::uint8_t kParentId[8] = {0x71};

api::SpanContext Context(const std::uint8_t (&span_id)[8]) {
  return {api::TraceId(kTraceId), api::SpanId(span_id), api::TraceFlags(3), false};
}

// The same as text, which says what differs.
std::string Text(const FinishedValue& value) {
  struct Visitor {
    std::string operator()(const std::string& x) const { return '"' + x + '"'; }
    std::string operator()(bool x) const { return x ? "true" : "false"; }
    std::string operator()(std::int64_t x) const { return std::to_string(x); }
    std::string operator()(double x) const { return std::to_string(x); }
  };
  return std::visit(Visitor{}, value);
}

std::string Text(const FinishedAttributes& attributes) {
  std::string text;
  for (const auto& [key, value] : attributes) text += key + "=" + Text(value) + " ";
  return text;
}

struct ValueCase {
  std::string name;
  AttributeValue value;
  std::string expected;
};

const std::int64_t kInts[] = {-1, 2};
const nostd::string_view kTexts[] = {"a", "say \"b\""};

const ValueCase kValues[] = {
    {"Text", "GET", "\"GET\""},
    {"True", true, "true"},
    {"Int", std::int64_t{-7}, "-7"},
    {"Unsigned", std::uint32_t{7}, "7"},
    {"Double", 0.75, "0.750000"},
    {"Ints", nostd::span<const std::int64_t>(kInts), "\"[-1,2]\""},
    {"Texts", nostd::span<const nostd::string_view>(kTexts), R"("["a","say \"b\""]")"},
    {"NoBools", nostd::span<const bool>(), "\"[]\""},
};

class FinishedValueTest : public testing::TestWithParam<ValueCase> {};

TEST_P(FinishedValueTest, IsScalarOrTheTextOfAnArray) {
  const auto record = SpanRecord::Create();
  record->SetAttribute("key", GetParam().value);
  EXPECT_EQ(Text(ToFinishedSpan(*record).attributes), "key=" + GetParam().expected + " ");
}

INSTANTIATE_TEST_SUITE_P(Values, FinishedValueTest, testing::ValuesIn(kValues),
                         [](const auto& info) { return info.param.name; });

TEST(FinishedSpanTest, HasWhatTheRecordHas) {
  const auto record = SpanRecord::Create();
  record->SetIdentity(Context(kSpanId), api::SpanId(kParentId));
  record->SetTraceFlags(api::TraceFlags(3));
  record->SetName("mysql.Query");
  record->SetStartTime(SystemTimestamp(std::chrono::nanoseconds(1000)));
  record->SetDuration(std::chrono::nanoseconds(500));
  record->SetStatus(api::StatusCode::kError, "no such table");
  const Attributes of_event{{"key", "u42"}};
  record->AddEvent("miss", SystemTimestamp(std::chrono::nanoseconds(1200)),
                   KeyValueIterableView<Attributes>(of_event));
  const Attributes of_link{{"opencensus.link.type", "CHILD_LINKED_SPAN"}};
  record->AddLink(Context(kParentId), KeyValueIterableView<Attributes>(of_link));

  const FinishedSpan span = ToFinishedSpan(*record);
  EXPECT_EQ(span.name, "mysql.Query");
  EXPECT_EQ(span.trace_id[1], kTraceId[1]);
  EXPECT_EQ(span.span_id[0], kSpanId[0]);
  EXPECT_EQ(span.parent_span_id[0], kParentId[0]);
  EXPECT_EQ(span.trace_flags, 3);
  EXPECT_FALSE(span.parent_is_remote);
  EXPECT_EQ(span.start_unix_ns, 1000);
  EXPECT_EQ(span.end_unix_ns, 1500);
  EXPECT_EQ(span.status, FinishedStatus::kError);
  EXPECT_EQ(span.status_description, "no such table");
  ASSERT_EQ(span.events.size(), 1u);
  EXPECT_EQ(span.events[0].name, "miss");
  EXPECT_EQ(span.events[0].unix_ns, 1200);
  EXPECT_EQ(Text(span.events[0].attributes), "key=\"u42\" ");
  ASSERT_EQ(span.links.size(), 1u);
  EXPECT_EQ(span.links[0].span_id[0], kParentId[0]);
  EXPECT_EQ(Text(span.links[0].attributes), "opencensus.link.type=\"CHILD_LINKED_SPAN\" ");
}

TEST(FinishedSpanTest, SaysHowMuchWasDropped) {
  const auto record = SpanRecord::Create();
  SpanLimits limits;
  limits.attribute_count_limit = 1;
  limits.event_count_limit = 2;
  limits.link_count_limit = 1;
  record->SetSpanLimits(limits);
  for (const char* name : {"a", "b", "c", "d"}) {
    record->SetAttribute(name, true);
    record->AddEvent(name);
    record->AddLink(Context(kSpanId));
  }
  const FinishedSpan span = ToFinishedSpan(*record);
  EXPECT_EQ(span.dropped_attributes, 3u);
  EXPECT_EQ(span.dropped_events, 2u);
  EXPECT_EQ(span.dropped_links, 3u);
}

TEST(FinishedSpanTest, OfAnEmptyRecordIsEmpty) {
  const FinishedSpan span = ToFinishedSpan(*SpanRecord::Create());
  EXPECT_EQ(span.name, "");
  EXPECT_EQ(span.status, FinishedStatus::kUnset);
  EXPECT_TRUE(span.attributes.empty());
  EXPECT_TRUE(span.events.empty());
  EXPECT_TRUE(span.links.empty());
}

}  // namespace
}  // namespace tracebridge::bridge::finished_spans_test
