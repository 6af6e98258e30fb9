// traceparent and tracestate of other implementations, read by ours:
// tests/data/wire/w3c-trace*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike;
// where we differ, kDifferences has a row with the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/support/wire_vectors.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using testing::HeaderCarrier;
using testing::Json;
using testing::Received;
using testing::VectorsOf;

constexpr std::string_view kTraceContextPeers[] = {
    "w3c-tracecontext.otel-js",       "w3c-tracecontext.otel-go",
    "w3c-tracecontext.opencensus-js", "w3c-tracecontext.opencensus-go",
    "w3c-tracecontext.dd-trace",      "w3c-traceparent.jaeger-client-ruby",
    "w3c-composite.otel-js",
};

// Where our result is the header's own tracestate, unchanged or cut to 512 characters.
constexpr std::string_view kAsReceived = "ids sampled [as received]";
constexpr std::string_view kCut = "ids sampled [cut]";

struct Difference {
  std::string_view peer;  // the end of a file's name; "": every peer
  std::string_view note;  // the vector's own words
  std::string_view ours;  // as in ResultText()
  std::string_view reason;
};

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
constexpr std::string_view kUsualIds = "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8";

std::string ResultText(const std::string& trace_id, const std::string& span_id, bool sampled,
                       const std::string& tracestate) {
  const std::size_t missing = 32 - std::min<std::size_t>(trace_id.size(), 32);
  std::string ids = std::string(missing, '0') + trace_id + " " + span_id;
  if (ids == kUsualIds) ids = "ids";
  ids += sampled ? " sampled" : " unsampled";
  return tracestate.empty() ? ids : ids + " [" + tracestate + "]";
}

std::string OurResult(const HeaderCarrier& carrier) {
  context::Context before;
  const auto span_context =
      trace::GetSpanContext(trace::propagation::HttpTraceContext().Extract(carrier, before));
  if (!span_context.IsValid()) return "none";
  char trace_id[2 * trace::TraceId::kSize];
  char span_id[2 * trace::SpanId::kSize];
  span_context.trace_id().ToLowerBase16(trace_id);
  span_context.span_id().ToLowerBase16(span_id);
  return ResultText(std::string(trace_id, sizeof trace_id), std::string(span_id, sizeof span_id),
                    span_context.IsSampled(), span_context.trace_state()->ToHeader());
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

std::string PeerResult(const Json& result) {
  if (!result.value("found", false) || !result.value("valid", true)) return "none";
  if (!result.contains("trace_id")) return "none";
  const bool sampled = result.contains("sampled") ? result["sampled"] == true : IsSampled(result);
  return ResultText(result["trace_id"], result["span_id"], sampled, TraceStateOf(result));
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Returns what `kDifferences` says of `vector`; "" when we are to agree with the peer.
std::string OursWhereDifferent(std::string_view peer, const Json& vector) {
  for (const Difference& row : kDifferences) {
    if (!EndsWith(peer, row.peer) || row.note != vector["note"].get<std::string>()) continue;
    const std::string header(Received(vector).Get("tracestate"));
    if (row.ours == kAsReceived) return "ids sampled [" + header + "]";
    if (row.ours == kCut) return "ids sampled [" + header.substr(0, header.rfind(',', 512)) + "]";
    return std::string(row.ours);
  }
  return "";
}

void ExpectLike(const std::string& peers_result, std::string_view peer, const Json& vector) {
  SCOPED_TRACE(vector.dump());
  const std::string different = OursWhereDifferent(peer, vector);
  EXPECT_EQ(OurResult(Received(vector)), different.empty() ? peers_result : different);
  EXPECT_NE(peers_result, different) << "kDifferences needs no row for this vector";
}

class W3cTraceContextTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(W3cTraceContextTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    const HeaderCarrier carrier = Received(vector);
    const Json& told = vector["context"];
    const bool written = !carrier.Get("traceparent").empty();
    ExpectLike(written ? ResultText(told["trace_id"], told["span_id"], IsSampled(told),
                                    std::string(carrier.Get("tracestate")))
                       : "none",
               GetParam(), vector);
  }
}

TEST_P(W3cTraceContextTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(PeerResult(vector.value("result", Json::object())), GetParam(), vector);
  }
}

INSTANTIATE_TEST_SUITE_P(Peers, W3cTraceContextTest, ::testing::ValuesIn(kTraceContextPeers),
                         [](const auto& info) {
                           std::string name(info.param.substr(4));
                           for (char& c : name) {
                             if (c == '-' || c == '.') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace tracebridge
