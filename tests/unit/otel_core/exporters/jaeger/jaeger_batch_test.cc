// One case per sentence of the specification's page on Jaeger and per row of kSpanTags, shown as Thrift decodes it.
#include "otel_core/exporters/jaeger/src/jaeger_batch.h"

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/exporters/jaeger/src/span_tags.h"
#include "tests/unit/otel_core/exporters/jaeger/encoded.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::jaeger {
namespace {

using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::trace::SpanContext;
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;
using opentelemetry::trace::TraceFlags;
using otlp::Attributes;
using otlp::AttributesView;
using otlp::InstrumentationScope;
using Resource = opentelemetry::sdk::resource::Resource;

constexpr std::uint8_t kOtherTraceId[16] = {0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7,
                                            0x0b, 0x1c, 0x2d, 0x3e, 0x4f, 0x50, 0x61, 0x72};
constexpr std::uint8_t kOtherSpanId[8] = {0xff, 0, 0, 0, 0, 0, 0, 0};

SpanContext Linked(const std::string& state = "") {
  return {opentelemetry::trace::TraceId(kOtherTraceId), opentelemetry::trace::SpanId(kOtherSpanId),
          TraceFlags(1), true, opentelemetry::trace::TraceState::FromHeader(state)};
}

void Link(SpanRecord& span, const Attributes& attributes, const std::string& state = "") {
  span.AddLink(Linked(state), AttributesView(attributes));
}

struct SpanCase {
  std::string name;
  std::function<void(SpanRecord&)> change;
  std::string expected;  // the lines after those that every span has
};

const SpanCase kSpans[] = {
    {"Bare", [](SpanRecord&) {}, ""},
    {"KindServer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kServer); },
     "  span.kind = \"server\"\n"},
    {"KindClient", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kClient); },
     "  span.kind = \"client\"\n"},
    {"KindProducer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kProducer); },
     "  span.kind = \"producer\"\n"},
    {"KindConsumer", [](SpanRecord& s) { s.SetSpanKind(SpanKind::kConsumer); },
     "  span.kind = \"consumer\"\n"},
    {"StatusOk", [](SpanRecord& s) { s.SetStatus(StatusCode::kOk, ""); },
     "  otel.status_code = \"OK\"\n"},
    {"StatusError", [](SpanRecord& s) { s.SetStatus(StatusCode::kError, "no such user"); },
     "  error = true\n  otel.status_code = \"ERROR\"\n  otel.status_description = \"no such "
     "user\"\n"},
    {"TraceState",
     [](SpanRecord& s) {
       s.SetIdentity({opentelemetry::trace::TraceId(otlp::kTraceIdBytes),
                      opentelemetry::trace::SpanId(otlp::kSpanIdBytes), TraceFlags(1), false,
                      opentelemetry::trace::TraceState::FromHeader("congo=1,rojo=2")},
                     {});
     },
     "  w3c.tracestate = \"congo=1,rojo=2\"\n"},
    {"AttributesOfEachType",
     [](SpanRecord& s) {
       s.SetAttribute("text", "Amélie");
       s.SetAttribute("bool", true);
       s.SetAttribute("long", std::int64_t{-7});
       s.SetAttribute("most", std::numeric_limits<std::int64_t>::min());
       s.SetAttribute("double", 3.5);
       s.SetAttribute("whole", 1.0);
     },
     "  text = \"Amélie\"\n  bool = true\n  long = -7\n  most = -9223372036854775808\n"
     "  double = 3.5\n  whole = 1.0\n"},
    {"ArraysAreJson",
     [](SpanRecord& s) {
       const opentelemetry::nostd::string_view texts[] = {"a", "b\"c"};
       const std::int64_t numbers[] = {1, -2};
       const bool flags[] = {true, false};
       const double doubles[] = {1.5};
       s.SetAttribute("texts",
                      opentelemetry::nostd::span<const opentelemetry::nostd::string_view>(texts));
       s.SetAttribute("numbers", opentelemetry::nostd::span<const std::int64_t>(numbers));
       s.SetAttribute("flags", opentelemetry::nostd::span<const bool>(flags));
       s.SetAttribute("doubles", opentelemetry::nostd::span<const double>(doubles));
       s.SetAttribute("none", opentelemetry::nostd::span<const double>());
     },
     "  texts = \"[\"a\",\"b\\\"c\"]\"\n  numbers = \"[1,-2]\"\n  flags = \"[true,false]\"\n"
     "  doubles = \"[1.5]\"\n  none = \"[]\"\n"},
    {"BytesAreBinary",
     [](SpanRecord& s) {
       const std::uint8_t bytes[] = {0, 0xff};
       s.SetAttribute("bytes", opentelemetry::nostd::span<const std::uint8_t>(bytes));
     },
     "  bytes = <00ff>\n"},
    {"Event",
     [](SpanRecord& s) {
       s.AddEvent("miss", SystemTimestamp(std::chrono::nanoseconds(2'000'999)),
                  AttributesView(Attributes{{"key", "u42"}, {"n", 1}}));
     },
     "  log 2000\n    event = \"miss\"\n    key = \"u42\"\n    n = 1\n"},
    {"EventsOwnEventWins",
     [](SpanRecord& s) {
       s.AddEvent("log", SystemTimestamp(std::chrono::nanoseconds(2000)),
                  AttributesView(Attributes{{"event", "own"}}));
     },
     "  log 2\n    event = \"own\"\n"},
    {"Link", [](SpanRecord& s) { Link(s, {}); },
     "  follows from 00f067aa0ba902b70b1c2d3e4f506172 ff00000000000000\n"},
    {"LinkOfAChildOfReference",
     [](SpanRecord& s) {
       Link(s, {{"opentracing.ref_type", "child_of"}});
     },
     "  child of 00f067aa0ba902b70b1c2d3e4f506172 ff00000000000000\n"},
    {"LinkOfAFollowsFromReference",
     [](SpanRecord& s) {
       Link(s, {{"opentracing.ref_type", "follows_from"}});
     },
     "  follows from 00f067aa0ba902b70b1c2d3e4f506172 ff00000000000000\n"},
    {"LinkToNoSpan",
     [](SpanRecord& s) {
       s.AddLink(SpanContext::GetInvalid(),
                 AttributesView(Attributes{{"opentracing.ref_type", "child_of"}}));
     },
     ""},
    {"LinkWithMoreToSay",
     [](SpanRecord& s) {
       Link(s, {{"n", 1}}, "congo=1");
     },
     "  follows from 00f067aa0ba902b70b1c2d3e4f506172 ff00000000000000\n"
     "  log 1000000\n    event = \"link\"\n    trace_id = \"00f067aa0ba902b70b1c2d3e4f506172\"\n"
     "    span_id = \"ff00000000000000\"\n    n = 1\n    w3c.tracestate = \"congo=1\"\n"},
    {"Dropped",
     [](SpanRecord& s) {
       opentelemetry::sdk::trace::SpanLimits limits;
       limits.attribute_count_limit = 0;
       limits.event_count_limit = 1;
       limits.link_count_limit = 1;
       limits.event_attribute_count_limit = 0;
       limits.link_attribute_count_limit = 0;
       s.SetSpanLimits(limits);
       s.SetAttribute("a", 1);
       for (int i = 0; i < 3; ++i) {
         s.AddEvent("e", SystemTimestamp(std::chrono::nanoseconds(0)),
                    AttributesView(Attributes{{"a", 1}}));
         Link(s, {{"a", 1}});
       }
     },
     "  follows from 00f067aa0ba902b70b1c2d3e4f506172 ff00000000000000\n"
     "  otel.dropped_attributes_count = 1\n  otel.dropped_events_count = 2\n"
     "  otel.dropped_links_count = 2\n"
     "  log 1000000\n    event = \"link\"\n    trace_id = \"00f067aa0ba902b70b1c2d3e4f506172\"\n"
     "    span_id = \"ff00000000000000\"\n    otel.dropped_attributes_count = 1\n"
     "  log 0\n    event = \"e\"\n    otel.dropped_attributes_count = 1\n"},
};

class JaegerBatchSpanTest : public testing::TestWithParam<SpanCase> {};

TEST_P(JaegerBatchSpanTest, HasEachFieldInItsPlace) {
  const auto span = otlp::MakeSpan("GET /items");
  GetParam().change(*span);
  EXPECT_EQ(
      EncodedText({nullptr, {{nullptr, {span.get()}}}}),
      "process unknown_service\n"
      "span GET /items\n"
      "  id 5b8aa5a2d2c872e8321cf37308d69df2 5fb397be34d26b51 parent 0000000000000000 flags 1\n"
      "  time 1000000 + 0\n" +
          GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, JaegerBatchSpanTest, testing::ValuesIn(kSpans),
                         [](const auto& info) { return info.param.name; });

TEST(JaegerBatchTest, TakesTheServiceFromTheResourceAndTheRestAsProcessTags) {
  const Resource resource =
      Resource::Create({{"service.name", "shop"}, {"zone", std::int64_t{4}}, {"host.name", "h"}});
  const auto span = otlp::MakeSpan("s");
  const std::string text = EncodedText({&resource, {{nullptr, {span.get()}}}});
  EXPECT_EQ(text.rfind("process shop\n  host.name = \"h\"\n", 0), 0u) << text;
  EXPECT_NE(text.find("  zone = 4\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("service.name"), std::string::npos) << text;
}

TEST(JaegerBatchTest, TellsTheScopeOfEachSpan) {
  const auto scope = InstrumentationScope::Create("opentracing-shim", "0.1.0", "",
                                                  {{"team", "web"}, {"mine", "scope's"}});
  const auto span = otlp::MakeSpan("s");
  span->SetInstrumentationScope(*scope);
  span->SetAttribute("mine", "span's");
  const std::string text = EncodedText({nullptr, {{scope.get(), {span.get()}}}});
  EXPECT_NE(text.find("  mine = \"span's\"\n"
                      "  otel.scope.name = \"opentracing-shim\"\n"
                      "  otel.scope.version = \"0.1.0\"\n"
                      "  otel.library.name = \"opentracing-shim\"\n"
                      "  otel.library.version = \"0.1.0\"\n"
                      "  team = \"web\"\n"),
            std::string::npos)
      << text;
}

TEST(JaegerBatchTest, HasTheFlagsOfJaegersClients) {
  const auto unsampled = otlp::MakeSpan("s");
  unsampled->SetTraceFlags(TraceFlags(0));
  const auto debug = otlp::MakeSpan("d");
  debug->SetAttribute("jaeger-debug-id", "ticket-4711");
  const std::string text = EncodedText({nullptr, {{nullptr, {unsampled.get(), debug.get()}}}});
  EXPECT_NE(text.find("span s\n  id 5b8aa5a2d2c872e8321cf37308d69df2 5fb397be34d26b51 parent "
                      "0000000000000000 flags 0\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("flags 3\n"), std::string::npos) << text;
}

TEST(JaegerBatchTest, HasTheFlagsOfTheTrace) {
  const std::pair<std::uint8_t, std::string> cases[] = {
      {0, "flags 1\n"},
      {WireNotes::kDebug, "flags 3\n"},
      {WireNotes::kFirehose, "flags 9\n"},
      {WireNotes::kDebug | WireNotes::kFirehose, "flags 11\n"},
      {WireNotes::kShortTraceId, "flags 1\n"},
  };
  for (const auto& [notes, expected] : cases) {
    const auto span = otlp::MakeSpan("s");
    span->SetIdentity(SpanContext(span->trace_id(), span->span_id(), TraceFlags(1), false,
                                  opentelemetry::trace::TraceState::GetDefault(), notes),
                      {});
    const std::string text = EncodedText({nullptr, {{nullptr, {span.get()}}}});
    EXPECT_NE(text.find(expected), std::string::npos) << text;
    EXPECT_EQ(span->Copy()->wire_notes(), notes);
  }
}

// Every row names a tag that some span has: the cases above, taken together.
TEST(JaegerBatchTest, UsesEveryRowOfTheTable) {
  std::string all;
  for (const SpanCase& row : kSpans) all += row.expected;
  const auto scope = InstrumentationScope::Create("n", "1");
  const auto span = otlp::MakeSpan("s");
  span->SetInstrumentationScope(*scope);
  all += EncodedText({nullptr, {{scope.get(), {span.get()}}}});
  for (const SpanTag& row : kSpanTags) {
    EXPECT_NE(all.find("  " + std::string(row.tag) + " = "), std::string::npos) << row.tag;
  }
}

}  // namespace
}  // namespace tracebridge::jaeger
