#include "shims/opencensus_sdk/finished_span_recordable.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <variant>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/nostd/span.h"

namespace tracebridge::opencensus_sdk {
namespace {

namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opencensus_shim::FinishedSpan;
using opencensus_shim::FinishedStatus;
using opencensus_shim::FinishedValue;

std::string Text(const FinishedValue& value) {
  struct Visitor {
    std::string operator()(const std::string& x) const { return '"' + x + '"'; }
    std::string operator()(bool x) const { return x ? "true" : "false"; }
    std::string operator()(std::int64_t x) const { return std::to_string(x); }
    std::string operator()(double x) const { return "double " + std::to_string(x); }
  };
  return std::visit(Visitor{}, value);
}

const bool kBools[] = {true, false};
const std::int32_t kInts[] = {-1, 2};
const double kDoubles[] = {0.5};
const nostd::string_view kStrings[] = {"a", "\"b"};
const std::uint8_t kBytes[] = {0, 255};

struct ValueCase {
  std::string name;
  common::AttributeValue value;
  std::string expected;
};

class ToFinishedTest : public ::testing::TestWithParam<ValueCase> {};

TEST_P(ToFinishedTest, IsWhatOpenCensusHolds) {
  EXPECT_EQ(Text(ToFinished(GetParam().value)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Types, ToFinishedTest,
    ::testing::Values(ValueCase{"Bool", true, "true"}, ValueCase{"Int32", std::int32_t{-1}, "-1"},
                      ValueCase{"UInt32", std::uint32_t{4294967295u}, "4294967295"},
                      ValueCase{"Int64", std::int64_t{-5}, "-5"},
                      ValueCase{"UInt64", std::uint64_t{7}, "7"},
                      ValueCase{"UInt64AboveInt64", std::numeric_limits<std::uint64_t>::max(),
                                "double 18446744073709551616.000000"},
                      ValueCase{"Double", 0.5, "double 0.500000"},
                      ValueCase{"CString", "text", "\"text\""},
                      ValueCase{"StringView", nostd::string_view("text"), "\"text\""},
                      ValueCase{"Bools", nostd::span<const bool>(kBools), "\"[true,false]\""},
                      ValueCase{"Ints", nostd::span<const std::int32_t>(kInts), "\"[-1,2]\""},
                      ValueCase{"Doubles", nostd::span<const double>(kDoubles), "\"[0.5]\""},
                      ValueCase{"Strings", nostd::span<const nostd::string_view>(kStrings),
                                "\"[\"a\",\"\\\"b\"]\""},
                      ValueCase{"Bytes", nostd::span<const std::uint8_t>(kBytes), "\"[0,255]\""}),
    [](const auto& info) { return info.param.name; });

TEST(FinishedSpanRecordableTest, KeepsWhatTheSdkTellsIt) {
  constexpr std::uint8_t kTraceId[16] = {1};
  constexpr std::uint8_t kSpanId[8] = {2};
  constexpr std::uint8_t kParentId[8] = {3};
  const trace::SpanContext context(trace::TraceId(kTraceId), trace::SpanId(kSpanId),
                                   trace::TraceFlags(1), false);
  const std::map<std::string, std::string> attributes{{"k", "v"}};
  const common::KeyValueIterableView<std::map<std::string, std::string>> view(attributes);
  const common::SystemTimestamp start(std::chrono::nanoseconds(1000));

  FinishedSpanRecordable recordable;
  recordable.SetIdentity(context, trace::SpanId(kParentId));
  recordable.SetParent(trace::SpanContext(trace::TraceId(kTraceId), trace::SpanId(kParentId),
                                          trace::TraceFlags(1), true));
  recordable.SetName("op");
  recordable.SetAttribute("n", 1);
  recordable.SetAttribute("n", 2);
  recordable.AddEvent("event", start, view);
  recordable.AddLink(context, view);
  recordable.SetStatus(trace::StatusCode::kError, "why");
  recordable.SetStartTime(start);
  recordable.SetDuration(std::chrono::nanoseconds(50));

  const FinishedSpan span = recordable.Take();
  EXPECT_EQ(span.name, "op");
  EXPECT_EQ(span.trace_id[0], 1);
  EXPECT_EQ(span.span_id[0], 2);
  EXPECT_EQ(span.parent_span_id[0], 3);
  EXPECT_TRUE(span.parent_is_remote);
  EXPECT_EQ(span.trace_flags, 1);
  EXPECT_EQ(span.start_unix_ns, 1000);
  EXPECT_EQ(span.end_unix_ns, 1050);
  EXPECT_EQ(span.status, FinishedStatus::kError);
  EXPECT_EQ(span.status_description, "why");
  ASSERT_EQ(span.attributes.size(), 1u);
  EXPECT_EQ(Text(span.attributes[0].second), "2");
  ASSERT_EQ(span.events.size(), 1u);
  EXPECT_EQ(span.events[0].name, "event");
  EXPECT_EQ(span.events[0].unix_ns, 1000);
  EXPECT_EQ(Text(span.events[0].attributes.at(0).second), "\"v\"");
  ASSERT_EQ(span.links.size(), 1u);
  EXPECT_EQ(span.links[0].span_id[0], 2);
}

}  // namespace
}  // namespace tracebridge::opencensus_sdk
