// traceparent and tracestate of other implementations, read and written by ours: tests/data/wire/w3c-trace*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must have a form that this peer wrote or read. Where we differ, kDifferences has a row with the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_form.h"
#include "tests/support/list_forms.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"

namespace tracebridge::test::w3c_trace_context_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using trace::propagation::HttpTraceContext;

constexpr std::string_view kPeers[] = {
    "w3c-tracecontext.otel-js",       "w3c-tracecontext.otel-go",
    "w3c-tracecontext.opencensus-js", "w3c-tracecontext.opencensus-go",
    "w3c-tracecontext.dd-trace",      "w3c-traceparent.jaeger-client-ruby",
    "w3c-composite.otel-js",
};

// Where a trace state is the header's own, unchanged or cut to 512 characters.
constexpr std::string_view kAsReceived = "ids sampled [as received]";
constexpr std::string_view kCut = "ids sampled [cut]";

constexpr std::string_view kFlags = "\"trace-flags\": unknown flags are no error";
constexpr std::string_view kVersion00 = "\"version-format\": version 00 has 55 characters";
constexpr std::string_view kVersionFF = "\"version\": ff is invalid";
constexpr std::string_view kLaterVersion = "\"Versioning of traceparent\": known fields are read";
constexpr std::string_view kLowerCase = "\"traceparent Header Field Values\": lower case";
constexpr std::string_view kOws = "RFC 9110, 5.5: white space around is no part of the value";
constexpr std::string_view kNewline = "RFC 9110, 5.5: a line break is no white space";
constexpr std::string_view kRepeated = "RFC 9110, 5.3: joined by a comma, which no traceparent has";
constexpr std::string_view kKeys = "\"Key\": @ is like other characters, a digit may begin";
constexpr std::string_view kAtLeast512 = "\"tracestate Limits\": 512 characters are to be sent on";
constexpr std::string_view kInvalidState = "one bad member and none is sent on";
constexpr std::string_view kRawState = "the peer sends on what it has not read";

// The reason tells why ours differs (quoted: a heading of W3C Trace Context Level 2), or what is odd
// about the peer.
constexpr Difference kDifferences[] = {
    {"otel-js", "trace flags 255", "none", "the peer writes three digits"},
    {"opencensus-js", "16-hex trace id", "none", "the peer writes half an id"},

    {"otel-go", "sampled and random (03)", "ids sampled", kFlags},
    {"otel-go", "all flag bits ff", "ids sampled", kFlags},
    {"otel-go", "flags 08", "ids unsampled", kFlags},
    {"otel-go", "flags 09", "ids sampled", kFlags},
    {"otel-go", "version 00 trailing dash", "none", kVersion00},
    {"ruby", "no flags", "none", kVersion00},
    {"opencensus-js", "version ff (forbidden)", "none", kVersionFF},
    {"opencensus-js", "version 01 with extra field", "ids sampled", kLaterVersion},
    {"opencensus-js", "version cc with extra fields", "ids sampled", kLaterVersion},
    {"opencensus-js", "version 01 trailing dash", "ids sampled", kLaterVersion},
    {"ruby", "version 01 same length", "ids sampled", kLaterVersion},
    {"ruby", "version 01 with extra field", "ids sampled", kLaterVersion},
    {"ruby", "version cc with extra fields", "ids sampled", kLaterVersion},
    {"ruby", "version fe", "ids sampled", kLaterVersion},
    {"ruby", "uppercase span id", "none", kLowerCase},
    {"ruby", "uppercase flags", "none", kLowerCase},
    {"opencensus-go", "uppercase span id", "none", kLowerCase},
    {"opencensus-go", "uppercase version", "none", kLowerCase},
    {"opencensus-go", "uppercase flags", "none", kLowerCase},
    {"otel-js", "two leading spaces", "ids sampled", kOws},
    {"otel-go", "two leading spaces", "ids sampled", kOws},
    {"otel-go", "tabs around", "ids sampled", kOws},
    {"opencensus-js", "leading space", "ids sampled", kOws},
    {"ruby", "leading space", "ids sampled", kOws},
    {"ruby", "two leading spaces", "ids sampled", kOws},
    {"opencensus-js", "tabs around", "ids sampled", kOws},
    {"dd-trace", "newline at end", "none", kNewline},
    {"otel-js", "traceparent repeated, different", "none", kRepeated},
    {"otel-js", "traceparent repeated, same", "none", kRepeated},
    {"otel-go", "traceparent repeated, same", "none", kRepeated},
    {"opencensus-js", "traceparent repeated, different", "none", kRepeated},

    {"otel-js", "tracestate: key starts with digit", kAsReceived, kKeys},
    {"otel-js", "tracestate: two @ in key", kAsReceived, kKeys},
    {"otel-js", "tracestate: @ at end", kAsReceived, kKeys},
    {"otel-js", "tracestate: system part 15", kAsReceived, kKeys},
    {"otel-js", "tracestate: tenant 242", kAsReceived, kKeys},
    {"otel-go", "tracestate: two @ in key", kAsReceived, kKeys},
    {"otel-go", "tracestate: system part 15", kAsReceived, kKeys},
    {"otel-go", "tracestate: tenant 242", kAsReceived, kKeys},
    {"opencensus-go", "tracestate: key starts with digit", kAsReceived, kKeys},
    {"opencensus-go", "tracestate: two @ in key", kAsReceived, kKeys},
    {"opencensus-go", "tracestate: @ at end", kAsReceived, kKeys},
    {"opencensus-go", "tracestate: tenant 242", kAsReceived, kKeys},
    {"dd-trace", "tracestate: @ at start", "ids sampled", kKeys},
    {"otel-go", "tracestate: duplicate key", "ids sampled [foo=1]",
     "the first counts, as elsewhere"},
    {"otel-go", "tracestate: more than 512 characters", kCut, kAtLeast512},
    {"otel-go", "parsed from tracestate: more than 512 characters", kCut, kAtLeast512},
    {"opencensus-js", "tracestate: more than 512 characters", kCut, kAtLeast512},
    {"otel-js", "tracestate: member with no equals", "ids sampled", kInvalidState},
    {"otel-js", "tracestate: equals in value", "ids sampled", kInvalidState},
    {"otel-js", "tracestate: key with invalid char", "ids sampled", kInvalidState},
    {"otel-js", "tracestate: 33 members", "ids sampled", kInvalidState},
    {"otel-js", "tracestate: non-ASCII value", "ids sampled", kInvalidState},
    {"otel-js", "tracestate: tab in value", "ids sampled", kInvalidState},
    {"dd-trace", "tracestate: empty value", "ids sampled", kInvalidState},
    {"dd-trace", "tracestate: equals in value", "ids sampled", kInvalidState},
    {"dd-trace", "tracestate: non-ASCII value", "ids sampled", kInvalidState},
    {"opencensus-js", "tracestate: leading/trailing OWS", "ids sampled [foo=1]", kRawState},
    {"opencensus-js", "tracestate: only commas", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: empty key", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: equals in value", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: uppercase key", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: key with invalid char", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: key of 257", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: value of 257", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: 33 members", "ids sampled", kRawState},
    {"opencensus-js", "tracestate: tab in value", "ids sampled", kRawState},
};

// `ids sampled [foo=1]`, with the ids that most vectors use left out; `none`.
constexpr std::string_view kMostIds = "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8";

std::string ResultText(const std::string& trace_id, const std::string& span_id, bool sampled,
                       const std::string& tracestate) {
  const std::size_t missing = 32 - std::min<std::size_t>(trace_id.size(), 32);
  std::string ids = std::string(missing, '0') + trace_id + " " + span_id;
  if (ids == kMostIds) ids = "ids";
  ids += sampled ? " sampled" : " unsampled";
  return tracestate.empty() ? ids : ids + " [" + tracestate + "]";
}

// Long lists by what became of them.
std::string Shortened(const Json& vector, const std::string& state) {
  const std::string header(Received(vector).Get("tracestate"));
  if (state.empty() || header.empty()) return state;
  if (state == header) return "as received";
  return header.size() > 512 && state == header.substr(0, header.rfind(',', 512)) ? "cut" : state;
}

std::string OurResult(const Json& vector) {
  HttpTraceContext propagator;
  const auto span_context = trace::GetSpanContext(ExtractedBy(propagator, Received(vector)));
  if (!span_context.IsValid()) return "none";
  char trace_id[2 * trace::TraceId::kSize];
  char span_id[2 * trace::SpanId::kSize];
  span_context.trace_id().ToLowerBase16(trace_id);
  span_context.span_id().ToLowerBase16(span_id);
  return ResultText(std::string(trace_id, sizeof trace_id), std::string(span_id, sizeof span_id),
                    span_context.IsSampled(),
                    Shortened(vector, span_context.trace_state()->ToHeader()));
}

std::string TraceStateOf(const Json& result) {
  if (const auto text = result.find("tracestate"); text != result.end()) return *text;
  std::string text;
  for (const Json& entry : result.value("tracestate_entries", Json::array())) {
    text +=
        (text.empty() ? "" : ",") + entry[0].get<std::string>() + "=" + entry[1].get<std::string>();
  }
  return text;
}

// The peers call their flags differently; all of them have a sampled bit, Datadog a priority.
bool IsSampled(const Json& context) {
  for (const char* name : {"trace_flags", "options"}) {
    if (context.contains(name)) return (context[name].get<int>() & 1) != 0;
  }
  if (context.contains("flags")) return context["flags"].get<int>() != 0;  // Jaeger: 2 is debug
  const Json priority = context.value("priority", context.value("sampling_priority", Json()));
  return priority.is_number() && priority.get<int>() > 0;
}

std::string PeerResult(const Json& vector) {
  const Json result = vector.value("result", Json::object());
  if (!result.value("found", false) || !result.value("valid", true)) return "none";
  if (!result.contains("trace_id")) return "none";
  const bool sampled = result.contains("sampled") ? result["sampled"] == true : IsSampled(result);
  return ResultText(result["trace_id"], result["span_id"], sampled,
                    Shortened(vector, TraceStateOf(result)));
}

class W3cTraceContextTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(W3cTraceContextTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    const HeaderCarrier carrier = Received(vector);
    const Json& told = vector["context"];
    const bool written = !carrier.Get("traceparent").empty();
    const std::string peers =
        written ? ResultText(told["trace_id"], told["span_id"], IsSampled(told),
                             Shortened(vector, std::string(carrier.Get("tracestate"))))
                : "none";
    ExpectLike(OurResult(vector), peers, GetParam(), vector, kDifferences);
  }
}

TEST_P(W3cTraceContextTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(OurResult(vector), PeerResult(vector), GetParam(), vector, kDifferences);
  }
}

// `00-TRACE-SPAN-01`, and which characters stand where in the tracestate.
std::set<std::string> FormsOf(const HeaderCarrier& headers, const std::string& trace_id,
                              const std::string& span_id) {
  std::set<std::string> forms = ListForms(std::string(headers.Get("tracestate")), 0);
  forms.insert(
      Form(std::string(headers.Get("traceparent")), {{trace_id, "TRACE"}, {span_id, "SPAN"}}));
  return forms;
}

bool HasRow(std::string_view peer, const Json& vector) {
  return std::any_of(std::begin(kDifferences), std::end(kDifferences),
                     [&](const Difference& row) { return IsAbout(row, peer, vector); });
}

// What the peer wrote, what it read, and what it refuses though the standard has it: then there is a row.
std::set<std::string> FormsThatAreKnown(std::string_view peer, const Json& file) {
  std::set<std::string> known;
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file[direction]) {
      const Json& ids = vector.contains("context") ? vector["context"] : vector["result"];
      const bool is_read = !vector.contains("result") || PeerResult(vector) != "none";
      if (!is_read && !HasRow(peer, vector)) continue;
      std::string trace_id = ids.value("trace_id", "");
      std::string span_id = ids.value("span_id", "");
      if (trace_id.empty()) {
        trace_id = kMostIds.substr(0, 32);
        span_id = kMostIds.substr(33);
      }
      known.merge(FormsOf(Received(vector), trace_id, span_id));
    }
  }
  return known;
}

// What we write for the context that the peer was told to write.
HeaderCarrier Written(const Json& told) {
  const auto flags = told.contains("trace_flags") ? told["trace_flags"].get<unsigned>()
                                                  : static_cast<unsigned>(IsSampled(told));
  const trace::SpanContext span_context(
      HttpTraceContext::TraceIdFromHex(told.value("trace_id", "")),
      HttpTraceContext::SpanIdFromHex(told.value("span_id", "")),
      trace::TraceFlags(static_cast<std::uint8_t>(flags)), /*is_remote=*/false,
      trace::TraceState::FromHeader(told.value("tracestate", "")));
  context::Context empty;
  HeaderCarrier sent;
  HttpTraceContext().Inject(
      sent, trace::SetSpan(empty, std::make_shared<trace::DefaultSpan>(span_context)));
  return sent;
}

TEST_P(W3cTraceContextTest, IsWrittenInAFormThatThePeerKnows) {
  const Json file = VectorsOf(GetParam());
  std::set<std::string> ours;
  for (const Json& vector : file["inject"]) {
    const Json& told = vector["context"];
    const HeaderCarrier sent = Written(told);
    if (sent.Get("traceparent").empty()) continue;
    ours.merge(FormsOf(sent, PaddedLower(told["trace_id"], 32), told["span_id"]));
  }
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(Unseen(ours, FormsThatAreKnown(GetParam(), file)), "");
}

INSTANTIATE_TEST_SUITE_P(Peers, W3cTraceContextTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) {
                           const bool is_composite = info.param == "w3c-composite.otel-js";
                           return PeerName(info.param) + (is_composite ? "_composite" : "");
                         });

TEST(W3cTraceContextDifferencesTest, AreAboutVectors) {
  EXPECT_EQ(UnusedRows(kDifferences, kPeers), "");
}

TEST(W3cTraceContextDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::w3c_trace_context_test
