// B3 of other implementations, read and written by ours: tests/data/wire/b3.*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must be what a peer wrote for the same context, or a form that it was seen to read. Where we differ, kDifferences
// has a row with the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "otel_core/propagators/remote_context.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_forms.h"
#include "tests/support/wire_peers.h"

namespace tracebridge::test::b3_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using trace::propagation::B3Propagator;
using trace::propagation::B3PropagatorMultiHeader;

constexpr std::string_view kPeers[] = {
    "b3.otel-js",   "b3.opencensus-js",           "b3.opencensus-go",      "b3.zipkin-js",
    "b3.zipkin-go", "b3.jaeger-client-node",      "b3.jaeger-client-ruby", "b3.lightstep",
    "b3.dd-trace",  "datadog.dd-opentracing-cpp",
};

constexpr Difference kDifferences[] = {
    {"otel-js", "16-hex trace id", "none", "the peer sends only ids of 32 digits"},
    {"otel-js", "state 2", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js, dd-trace", "state D", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "state 1x", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "single: uppercase ids", "ids sampled", "digits are read in either case"},
    {"otel-js, dd-trace", "trace 33", "none", "ids have at most 32 and 16 digits"},
    {"otel-js, dd-trace", "span 15", "4bf92f3577b34da6a3ce929d0e0e4736 03995c3f42cd8ad8 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"otel-js", "single: span 17", "none", "ids have at most 32 and 16 digits"},
    {"otel-js", "single: non-hex trace", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"otel-js", "parent long", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "parent non-hex", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "extra field", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "comma-joined two", "none",
     "RFC 9110, 5.3: two fields are one list, which is no id"},
    {"otel-js, dd-trace", "repeated header", "none",
     "RFC 9110, 5.3: two fields are one list, which is no id"},
    {"otel-js", "traceparent-like", "none",
     "0, 1 or d, and an id of the parent at most, may follow the ids"},
    {"otel-js", "header name B3", "ids sampled",
     "RFC 9110, 5.1: names ignore case; the peer compares letters"},
    {"otel-js, dd-trace, zipkin-js, zipkin-go, jaeger-client-node, jaeger-client-ruby", "sampled d",
     "ids debug", "d means debug, as in the single header"},
    {"otel-js", "sampled empty", "ids unsampled", "no decision that is known: undecided"},
    {"otel-js, lightstep", "sampled garbage", "ids unsampled",
     "no decision that is known: undecided"},
    {"otel-js, dd-trace, zipkin-js, jaeger-client-node", "sampled with space", "ids sampled",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"otel-js, opencensus-js, lightstep", "sampled 01", "ids unsampled",
     "no decision that is known: undecided"},
    {"otel-js", "short ids without zeros",
     "000000000000000000f067aa0ba902b7 00f067aa0ba902b7 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"otel-js, dd-trace", "single digit ids",
     "00000000000000000000000000000001 0000000000000002 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"otel-js, dd-trace", "canonical header-name case", "ids sampled",
     "RFC 9110, 5.1: names ignore case; the peer compares letters"},
    {"otel-js, opencensus-go, zipkin-go, jaeger-client-ruby", "repeated trace id", "none",
     "RFC 9110, 5.3: two fields are one list, which is no id"},
    {"otel-js, dd-trace, opencensus-go, zipkin-js, zipkin-go, jaeger-client-node, lightstep",
     "whitespace around ids", "ids sampled",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"dd-trace", "single: priority 2", "ids sampled", "B3 has no word for it; the peer sends 1"},
    {"dd-trace", "single: user keep", "ids sampled", "B3 has no word for it; the peer sends 1"},
    {"dd-trace", "zero trace", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"dd-trace", "short trace 15", "000000000000000003ce929d0e0e4736 53995c3f42cd8ad8 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"dd-trace, opencensus-go, lightstep", "trace 31",
     "0bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"dd-trace", "leading space", "ids sampled",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"dd-trace", "trailing space", "ids sampled",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"dd-trace, opencensus-js", "sampled true", "ids sampled",
     "true and false of legacy peers are read in any case"},
    {"dd-trace, opencensus-js, opencensus-go, zipkin-js, jaeger-client-node", "sampled TRUE",
     "ids sampled", "true and false of legacy peers are read in any case"},
    {"dd-trace, jaeger-client-ruby, lightstep", "sampled False", "ids unsampled",
     "true and false of legacy peers are read in any case"},
    {"dd-trace, opencensus-go, lightstep", "trace 17",
     "0000000000000006a3ce929d0e0e4736 53995c3f42cd8ad8 sampled",
     "read without the zeros in front: Jaeger's clients send B3 so"},
    {"dd-trace", "span 17", "none", "ids have at most 32 and 16 digits"},
    {"dd-trace, zipkin-go", "zero trace 16", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"dd-trace", "empty trace", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"dd-trace, jaeger-client-node", "span only", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"dd-trace, zipkin-js, zipkin-go, jaeger-client-ruby", "repeated sampled", "ids deferred",
     "RFC 9110, 5.3: two fields are one list, which is no decision"},
    {"opencensus-js", "debug flag", "ids sampled", "the peer ignores X-B3-Flags"},
    {"opencensus-js, opencensus-go, zipkin-js, jaeger-client-node, jaeger-client-ruby",
     "sampled True", "ids sampled", "true and false of legacy peers are read in any case"},
    {"opencensus-js, opencensus-go", "sampled d", "ids sampled",
     "d means debug, as in the single header"},
    {"opencensus-js", "flags only", "no ids sampled", "the peer ignores X-B3-Flags"},
    {"opencensus-go, lightstep", "debug flag and sampled 0", "ids sampled",
     "\"Debug implies an accept decision\"; the peer ignores X-B3-Flags"},
    {"zipkin-js", "no sampled header", "ids deferred",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"zipkin-js", "flags 0", "ids deferred",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"zipkin-js", "flags true", "ids deferred",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"zipkin-js, zipkin-go", "sampled 2", "ids deferred", "no decision that is known: undecided"},
    {"zipkin-js, jaeger-client-ruby", "sampled empty", "ids deferred",
     "no decision that is known: undecided"},
    {"zipkin-js, jaeger-client-ruby", "sampled 01", "ids deferred",
     "no decision that is known: undecided"},
    {"zipkin-js", "flags 2", "ids deferred",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"zipkin-js, zipkin-go, jaeger-client-ruby", "sampled garbage", "ids deferred",
     "no decision that is known: undecided"},
    {"zipkin-go", "zero span", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"jaeger-client-node", "parent garbage", "ids sampled",
     "the id of the parent is not looked at"},
    {"jaeger-client-node", "trace only", "none",
     "an id is missing or none: the decision beside it is not used"},
    {"jaeger-client-node", "parent only", "none", "no B3 header is there"},
    {"jaeger-client-node", "with jaeger-baggage", "none", "no B3 header is there"},
    {"jaeger-client-ruby", "sampled false", "ids unsampled",
     "true and false of legacy peers are read in any case"},
    {"lightstep", "flags 0", "ids unsampled",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"lightstep", "flags 2", "ids unsampled",
     "\"Defer\": without a decision it is ours; the peer samples"},
    {"lightstep", "sampled 2", "ids unsampled", "no decision that is known: undecided"},
    {"", kIdsThatAreNone, "none", "the peer hands on what no span context can hold"},
};

// dd-opentracing-cpp refuses all ids of more digits, whatever else is in the headers.
constexpr Difference kLongIds[] = {
    {"dd-opentracing-cpp", "ids of 128 bits", "read", "the peer knows ids of 64 bits only"},
};

bool IsDatadogCpp(std::string_view peer) { return EndsWith(peer, "dd-opentracing-cpp"); }

// That peer's file also holds its other codecs. It sent the random id of a child span, which the file leaves out, and tells
// ids as decimal numbers.
std::vector<Json> B3Of(std::string_view peer, const char* direction) {
  constexpr char kChildId[] = "53995c3f42cd8ad8";
  const Json file = VectorsOf(peer);
  std::vector<Json> vectors;
  for (Json vector : file[direction]) {
    if (!IsDatadogCpp(peer)) {
      vectors.push_back(std::move(vector));
      continue;
    }
    if (vector.value("variant", "") != "b3") continue;
    for (Json& header : vector["headers"]) {
      if (header[1].is_null()) header[1] = kChildId;
    }
    if (vector.contains("context")) vector["context"]["span_id"] = kChildId;
    for (const char* id : {"trace_id_text", "span_id_text"}) {
      if (!vector.value("result", Json::object()).contains(id)) continue;
      char text[17];
      std::snprintf(text, sizeof text, "%016llx",
                    std::stoull(vector["result"][id].get<std::string>()));
      vector["result"][id] = text;
    }
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

bool HasALongId(const Json& vector) {
  const std::string id(Received(vector).Get("x-b3-traceid"));
  const std::size_t first = std::min(id.find_first_not_of('0'), id.size());
  return id.size() - first > 16;
}

Vocabulary WordsOf(std::string_view peer) {
  Vocabulary words;
  words.debug = !EndsWith(peer, "opencensus-js") && !EndsWith(peer, "opencensus-go") &&
                !EndsWith(peer, "lightstep");
  words.deferred = EndsWith(peer, "zipkin-js") || EndsWith(peer, "zipkin-go") ||
                   EndsWith(peer, "dd-trace") || EndsWith(peer, "ruby");
  words.decision_without_ids = EndsWith(peer, "zipkin-go") || EndsWith(peer, "dd-trace") ||
                               EndsWith(peer, "opencensus-js") || EndsWith(peer, "node");
  return words;
}

// Returns the first member of `object` that is there and not null, as text; "" without one.
std::string FirstOf(const Json& object, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto at = object.find(name);
    if (at != object.end() && at->is_string()) return *at;
  }
  return "";
}

// The peers call it differently: flags of OpenTelemetry, OpenCensus and Jaeger, Datadog's priority, Zipkin's booleans.
std::string DecisionOf(const Json& object) {
  constexpr int kNone = -1000;
  const auto number = [&](const char* name) {
    return object.contains(name) && object[name].is_number() ? object[name].get<int>() : kNone;
  };
  if (object.contains("b3_debug")) return " debug";
  if (object.value("debug", Json(false)) == true) return " debug";
  for (const char* name : {"priority", "sampling_priority"}) {
    if (number(name) == 2) return " debug";
    if (number(name) != kNone) return number(name) == 1 ? " sampled" : " unsampled";
  }
  if (number("flags") != kNone && (number("flags") & 2) != 0) return " debug";
  for (const char* name : {"trace_flags", "options", "flags"}) {
    if (number(name) != kNone) return (number(name) & 1) != 0 ? " sampled" : " unsampled";
  }
  if (!object.contains("sampled") || object["sampled"].is_null()) return " deferred";
  return object["sampled"] == true ? " sampled" : " unsampled";
}

std::string PeersText(const Json& object) {
  if (!object.value("found", true) || !object.value("valid", true)) {
    const bool decided = object.contains("sampled") && object["sampled"].is_boolean() &&
                         !object.contains("new_root") && !object.contains("error");
    return decided ? "no ids" + DecisionOf(object) : "none";
  }
  if (object.value("random_trace_id", false)) return "no ids" + DecisionOf(object);
  std::string trace_id = FirstOf(object, {"trace_id", "trace_id_text"});
  if (trace_id.empty()) {
    trace_id = FirstOf(object, {"trace_id_high_text"}) + FirstOf(object, {"trace_id_low_text"});
  }
  const bool is_joined = object.value("span_id_reused", true);
  const std::string span_id = is_joined ? FirstOf(object, {"span_id", "span_id_text"})
                                        : FirstOf(object, {"parent_id_text"});
  if (trace_id.empty() && span_id.empty()) return "no ids" + DecisionOf(object);
  if (!AreIds(trace_id, span_id)) return "garbage";
  return IdsText(trace_id, span_id) + DecisionOf(object);
}

std::string Ours(std::string_view peer, const HeaderCarrier& headers) {
  B3Propagator propagator;
  return OursText(trace::GetSpanContext(ExtractedBy(propagator, headers)), WordsOf(peer));
}

class B3Test : public ::testing::TestWithParam<std::string_view> {};

TEST_P(B3Test, IsReadAsThePeerWroteIt) {
  const std::vector<Json> inject = B3Of(GetParam(), "inject");
  ASSERT_FALSE(inject.empty());
  for (const Json& vector : inject) {
    ExpectLike(Ours(GetParam(), Received(vector)), PeersText(vector["context"]), GetParam(), vector,
               kDifferences);
  }
}

// Without the decision, which dd-opentracing-cpp does not tell.
std::string Told(std::string_view peer, const std::string& text) {
  return IsDatadogCpp(peer) ? text.substr(0, text.rfind(' ')) : text;
}

TEST_P(B3Test, IsReadAsThePeerReadsIt) {
  const std::vector<Json> extract = B3Of(GetParam(), "extract");
  ASSERT_FALSE(extract.empty());
  for (const Json& vector : extract) {
    const std::string peers = PeersText(vector.value("result", Json::object({{"found", false}})));
    if (IsDatadogCpp(GetParam()) && HasALongId(vector)) {
      EXPECT_EQ(peers, "none") << vector.dump();
      continue;
    }
    ExpectLike(Told(GetParam(), Ours(GetParam(), Received(vector))), Told(GetParam(), peers),
               GetParam(), vector, kDifferences);
  }
}

// What `propagator` writes for the context of a vector; nothing where the peer was given no ids.
template <class Propagator>
HeaderCarrier Written(const Json& told) {
  const std::string decision = DecisionOf(told);
  const std::uint8_t notes = decision == " debug"      ? WireNotes::kDebug
                             : decision == " deferred" ? WireNotes::kDeferred
                                                       : 0;
  const bool is_short = told["trace_id"].get<std::string>().size() <= 16;
  const bool is_sampled = decision == " sampled" || decision == " debug";
  HeaderCarrier carrier;
  Propagator().Inject(
      carrier,
      LocalContext(told["trace_id"], told["span_id"], is_sampled ? 1 : 0,
                   static_cast<std::uint8_t>(notes | (is_short ? WireNotes::kShortTraceId : 0))));
  return carrier;
}

// Only the headers that the peer ever wrote or was sent, for a peer of several headers reads no single one.
TEST_P(B3Test, IsWrittenInAFormThatThePeerReads) {
  const std::vector<Json> inject = B3Of(GetParam(), "inject");
  Forms forms("-");
  bool reads_single = false;
  for (const Json& vector : B3Of(GetParam(), "extract")) {
    if (!vector.contains("result") || !vector["result"].value("found", false)) continue;
    forms.Saw(vector);
    reads_single = reads_single || vector["headers"][0][0] == "b3";
  }
  for (const Json& vector : inject) forms.Saw(vector);  // what it writes it reads as well
  int written = 0;
  for (const Json& vector : inject) {
    const Json& told = vector["context"];
    HeaderCarrier carrier = Written<B3PropagatorMultiHeader>(told);
    if (reads_single) {
      const HeaderCarrier single = Written<B3Propagator>(told);
      for (const auto& [name, value] : single.headers()) carrier.Set(name, value);
    }
    for (const auto& [name, value] : carrier.headers()) {
      EXPECT_EQ(forms.Unseen(name, value), "") << vector.dump();
      ++written;
    }
  }
  EXPECT_GT(written, 10);
}

INSTANTIATE_TEST_SUITE_P(Peers, B3Test, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(B3DifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(B3DifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
  EXPECT_EQ(UndocumentedRows(kLongIds), "");
}

}  // namespace
}  // namespace tracebridge::test::b3_test
