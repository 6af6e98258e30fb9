// One case per sentence of compatibility/opentracing.md, "Log", and per row of kErrorFields.
// `expected` is written as in log_fields.h.
#include "shims/opentracing/log_fields.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/recording_tracer.h"

namespace tracebridge::opentracing_shim::log_fields_test {
namespace {
using tracebridge::test::RecordedEvent;
using tracebridge::test::RecordedSpan;
using tracebridge::test::Recording;
using tracebridge::test::RecordingSpan;

template <class... Arguments>
RecordedEvent EventOf(const Arguments&... arguments) {
  const auto recorded = std::make_shared<RecordedSpan>();
  RecordingSpan span{std::make_shared<Recording>(), recorded};
  AddEvent(span, arguments...);
  return recorded->events.at(0);
}

struct LogCase {
  std::string name;
  std::vector<LogField> fields;
  std::string expected;
};

const LogCase kCases[] = {
    {"WithoutEvent_IsNamedLog", {{"key", "u42"}}, R"(log {key: "u42"})"},
    {"WithEvent_IsNamedByIt",
     {{"event", "miss"}, {"key", "u42"}},
     R"(miss {event: "miss", key: "u42"})"},
    {"EventMayComeLast",
     {{"key", "u42"}, {"event", "miss"}},
     R"(miss {key: "u42", event: "miss"})"},
    {"OfTwoEventsTheFirstNames", {{"event", "a"}, {"event", "b"}}, R"(a {event: "a", event: "b"})"},
    {"EventOfAnotherTypeNamesByItsText", {{"event", true}}, "true {event: true}"},
    {"EventNumberNamesByItsText", {{"event", 7}}, "7 {event: 7}"},
    {"EmptyEvent_IsNamedLog", {{"event", ""}}, R"(log {event: ""})"},
    {"NoFields", {}, "log {}"},
    {"Error_IsAnException", {{"event", "error"}}, R"(exception {event: "error"})"},
    {"Error_RenamesKind",
     {{"event", "error"}, {"error.kind", "EIO"}},
     R"(exception {event: "error", exception.type: "EIO"})"},
    {"Error_RenamesMessage",
     {{"event", "error"}, {"message", "no disk"}},
     R"(exception {event: "error", exception.message: "no disk"})"},
    {"Error_RenamesStack",
     {{"stack", "f+1"}, {"event", "error"}},
     R"(exception {exception.stacktrace: "f+1", event: "error"})"},
    {"Error_KeepsTheOthers",
     {{"event", "error"}, {"error.object", "x"}, {"exception.type", "T"}},
     R"(exception {event: "error", error.object: "x", exception.type: "T"})"},
    {"ErrorInOtherCase_IsNoError",
     {{"event", "Error"}, {"message", "m"}},
     R"(Error {event: "Error", message: "m"})"},
    {"NotAnError_RenamesNothing",
     {{"event", "retry"}, {"message", "later"}, {"stack", "f+1"}, {"error.kind", "EIO"}},
     R"(retry {event: "retry", message: "later", stack: "f+1", error.kind: "EIO"})"},
    {"EveryValueType",
     {{"b", true}, {"d", 0.5}, {"i", -1}, {"u", 1u}, {"n", nullptr}, {"v", opentracing::Values{1}}},
     R"(log {b: true, d: 0.5, i: -1, u: 1, n: "null", v: "[1]"})"},
};

class LogFieldsTest : public ::testing::TestWithParam<LogCase> {};

TEST_P(LogFieldsTest, BecomeOneEvent) {
  const auto& fields = GetParam().fields;
  EXPECT_EQ(Text(EventOf(opentracing::SystemTime{},
                         opentelemetry::nostd::span<const LogField>{fields.data(), fields.size()})),
            GetParam().expected);
}

TEST_P(LogFieldsTest, OfALogRecordBecomeTheSame) {
  opentracing::LogRecord record;
  for (const auto& [key, value] : GetParam().fields) record.fields.emplace_back(key, value);
  EXPECT_EQ(Text(EventOf(record)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, LogFieldsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(LogFieldsTest, KeepTheirTimeInNanoseconds) {
  const opentracing::LogRecord record{
      opentracing::SystemTime{std::chrono::nanoseconds{1700000000123456789}}, {}};
  EXPECT_EQ(EventOf(record).time_ns, 1700000000123456789);
}

TEST(LogFieldsTest, WithoutATimeHappenNow) {
  EXPECT_EQ(EventOf(opentracing::LogRecord{}).time_ns, std::nullopt);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim::log_fields_test
