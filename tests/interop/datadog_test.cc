// x-datadog-* headers of other implementations, read and written by ours: tests/data/wire/datadog*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write
// must have a form that this peer wrote or read. Where we differ, kDifferences has a row with the reason.
//
// `datadog-default` is the peer with W3C Trace Context and W3C Baggage beside its own headers: so are ours, Datadog's last.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_form.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_peers.h"
#include "tracebridge/datadog_propagator.h"

namespace tracebridge::test::datadog_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapPropagator;

constexpr std::string_view kPeers[] = {"datadog.dd-trace", "datadog-default.dd-trace",
                                       "datadog.dd-opentracing-cpp", "datadog.lightstep"};

constexpr std::string_view kNoUpperHalf =
    "the peer leaves out all tags, with the upper half of the id";
constexpr std::string_view kNotSent = "the peer does not send it: no part of a header's name";
constexpr std::string_view kNameCase = "RFC 9110, 5.1: names of headers ignore case";
constexpr std::string_view kDouble = "the peer's ids pass through a double: lower digits are lost";
constexpr std::string_view kNoNumber = "an id is a number of 64 bits and nothing else";
constexpr std::string_view kPriority =
    "a priority is a whole number; without one, nothing is decided";
constexpr std::string_view kSpaces = "RFC 9110, 5.6.3: white space around a value is no part of it";
constexpr std::string_view kRepeated = "RFC 9110, 5.3: joined by a comma, which no number has";
constexpr std::string_view kLast = "of two formats that disagree, the one that is read last counts";
constexpr std::string_view kCompleted = "two headers of one caller: the longer id is the trace's";
constexpr std::string_view kShortPeer = "the peer knows ids of 64 bits only";
constexpr std::string_view kAnyPriority =
    "other priorities above 0 are sampled, as for dd-trace-cpp";
constexpr std::string_view kKeys =
    "OpenTelemetry for JavaScript and C++ percent-encodes keys, so they are decoded";
constexpr std::string_view kW3cEmpty = "W3C Baggage: a value may be empty";
constexpr std::string_view kW3cMember =
    "W3C Baggage: a malformed member is left out, the others count";
constexpr std::string_view kW3cLimits = "W3C Baggage: limits are 180 members and 8,192 bytes";

constexpr Difference kDifferences[] = {
    {"datadog.dd-trace", "trace tag with comma", "64-bit ids sampled", kNoUpperHalf},
    {"datadog.dd-trace", "span baggage: two keys that differ only by case",
     "ids sampled {Key=one,two}", kNameCase},
    {"datadog.dd-trace", "span baggage: key with space", "ids sampled", kNotSent},
    {"datadog.dd-trace", "span baggage: key with comma", "ids sampled", kNotSent},
    {"datadog.dd-trace", "span baggage: key with equals", "ids sampled", kNotSent},
    {"datadog.dd-trace", "span baggage: non-ASCII key", "ids sampled", kNotSent},
    {"datadog.dd-trace", "span baggage: CJK key", "ids sampled", kNotSent},
    {"datadog.dd-trace", "span baggage: empty key", "ids sampled", "an item has a name"},
    {"datadog.dd-trace", "priority 1.5", "64-bit ids deferred", kPriority},
    {"datadog.dd-trace", "trace negative", "none", kNoNumber},
    {"datadog.dd-trace", "trace with spaces", "64-bit ids sampled", kSpaces},
    {"datadog.dd-trace", "header names canonical", "64-bit ids sampled", kNameCase},
    {"datadog.dd-trace", "repeated trace id", "none", kRepeated},

    {"datadog-default.dd-trace", "datadog and tracecontext, same trace, different parent",
     "4bf92f3577b34da6a3ce929d0e0e4736 000000000000002a sampled", kLast},
    {"datadog-default.dd-trace", "64-bit datadog vs 128-bit w3c same low half", "ids sampled",
     kCompleted},
    {"datadog-default.dd-trace", "baggage: key with space", "ids sampled", kNotSent},
    {"datadog-default.dd-trace", "baggage: key with comma", "ids sampled", kNotSent},
    {"datadog-default.dd-trace", "baggage: non-ASCII key", "ids sampled", kNotSent},
    {"datadog-default.dd-trace", "baggage: CJK key", "ids sampled", kNotSent},
    {"datadog-default.dd-trace", "i053", "ids sampled", "an item has a name"},
    {"datadog-default.dd-trace", "baggage: 70 items", "ids sampled {64 items}",
     "the peer sends 64 at most"},
    {"datadog-default.dd-trace", "baggage: percent-encoded key", "ids sampled {a b=v}", kKeys},
    {"datadog-default.dd-trace", "baggage: encoded non-ASCII key", "ids sampled {cl\xc3\xa9=v}",
     kKeys},
    {"datadog-default.dd-trace", "baggage: encoded comma in key", "ids sampled {a,b=v}", kKeys},
    {"datadog-default.dd-trace", "baggage: encoded equals in key", "ids sampled {a=b=v}", kKeys},
    {"datadog-default.dd-trace", "baggage: empty value", "ids sampled {k=}", kW3cEmpty},
    {"datadog-default.dd-trace", "baggage: empty value then another", "ids sampled {b=2, k=}",
     kW3cEmpty},
    {"datadog-default.dd-trace", "baggage: no equals then good", "ids sampled {b=2}", kW3cMember},
    {"datadog-default.dd-trace", "baggage: malformed percent zz", "ids sampled {b=2}", kW3cMember},
    {"datadog-default.dd-trace", "baggage: truncated percent", "ids sampled {b=2}", kW3cMember},
    {"datadog-default.dd-trace", "baggage: raw space in value", "ids sampled", kW3cMember},
    {"datadog-default.dd-trace", "baggage: backslash", "ids sampled", kW3cMember},
    {"datadog-default.dd-trace", "baggage: tab inside value", "ids sampled", kW3cMember},
    {"datadog-default.dd-trace", "baggage: newline inside value", "ids sampled", kW3cMember},
    {"datadog-default.dd-trace", "baggage: 180 items", "ids sampled {180 items}", kW3cLimits},
    {"datadog-default.dd-trace", "baggage: pair of 4097", "ids sampled {b=2}", kW3cLimits},
    {"datadog-default.dd-trace", "baggage: total over 8192", "ids sampled", kW3cLimits},

    {"dd-opentracing-cpp", "priority 3", "64-bit ids", kAnyPriority},
    {"dd-opentracing-cpp", "datadog: priority garbage", "64-bit ids", kPriority},
    {"dd-opentracing-cpp", "128-bit via _dd.p.tid", "ids", kShortPeer},
    {"dd-opentracing-cpp", "tid leading zeros", "00000000000000ffa3ce929d0e0e4736 53995c3f42cd8ad8",
     kShortPeer},

    {"datadog.lightstep", "i001", "0000000000000000a3ce929d0e0e4650 53995c3f42cd8bb8 sampled",
     kDouble},
    {"datadog.lightstep", "i002", "0000000000000000a3ce929d0e0e4650 53995c3f42cd8bb8 unsampled",
     kDouble},
    {"datadog.lightstep", "64-bit all bits set", "none", kDouble},
    {"datadog.lightstep", "64-bit sign bit",
     "000000000000000080000000000000c0 80000000000000c0 unsampled", kDouble},
    {"datadog.lightstep", "64-bit int64 max",
     "000000000000000080000000000000c0 53995c3f42cd8bb8 unsampled", kDouble},
    {"datadog.lightstep", "128-bit ids", "none", kDouble},
    {"datadog.lightstep", "leading zero in trace and span id", "none", kDouble},
    {"datadog.lightstep", "low half has a leading zero", "none", kDouble},
    {"datadog.lightstep", "upper half all zero",
     "0000000000000000a3ce929d0e0e4650 53995c3f42cd8bb8 sampled", kDouble},
    {"datadog.lightstep", "trace uint64 max + 1", "none", kNoNumber},
    {"datadog.lightstep", "trace 30 digits", "none", kNoNumber},
};

bool IsLightStep(std::string_view peer) { return EndsWith(peer, "lightstep"); }
bool IsCpp(std::string_view peer) { return EndsWith(peer, "cpp"); }

// The C++ tracer does not tell how it reads a priority, and LightStep takes each context for sampled.
bool SaysDecision(std::string_view peer) { return !IsCpp(peer) && !IsLightStep(peer); }

// dd-opentracing-cpp's file also holds its B3 codec, which is not this format, and its JSON carrier, which is no header.
bool IsOurs(const Json& vector) { return vector.value("variant", "datadog") == "datadog"; }

std::unique_ptr<TextMapPropagator> PropagatorFor(std::string_view peer) {
  if (peer.substr(0, 15) != "datadog-default") return std::make_unique<DatadogPropagator>();
  std::vector<std::unique_ptr<TextMapPropagator>> parts;
  parts.push_back(std::make_unique<trace::propagation::HttpTraceContext>());
  parts.push_back(std::make_unique<baggage::propagation::BaggagePropagator>());
  parts.push_back(std::make_unique<DatadogPropagator>());
  return std::make_unique<context::propagation::CompositePropagator>(std::move(parts));
}

// The C++ tracer sent the random id of a child span, which the file leaves out.
constexpr char kChildId[] = "53995c3f42cd8ad8";
constexpr char kChildIdDecimal[] = "6023947403358210776";

HeaderCarrier HeadersOf(const Json& vector) {
  HeaderCarrier carrier;
  for (const Json& header : vector["headers"]) {
    carrier.Receive(header[0].get<std::string>(),
                    header[1].is_null() ? kChildIdDecimal : header[1].get<std::string>());
  }
  return carrier;
}

std::string HexOf(const std::string& decimal) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", std::stoull(decimal));
  return text;
}

// LightStep's ids pass through a double: returns what becomes of the lower half there.
std::string AsDouble(std::string id) {
  const auto number = static_cast<double>(std::stoull(id.substr(id.size() - 16), nullptr, 16));
  if (number >= 18446744073709551616.0) return "10000000000000000";
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

std::string AsDoubles(const trace::SpanContext& span_context) {
  char trace_id[32];
  char span_id[16];
  span_context.trace_id().ToLowerBase16(trace_id);
  span_context.span_id().ToLowerBase16(span_id);
  const std::string lower_half = AsDouble({trace_id, sizeof trace_id});
  const std::string id = AsDouble({span_id, sizeof span_id});
  return AreIds(lower_half, id) ? IdsText(lower_half, id) : "none";
}

std::string BaggageText(const std::map<std::string, std::string>& items) {
  if (items.size() > 9) return " {" + std::to_string(items.size()) + " items}";
  std::string text;
  for (const auto& [key, value] : items) {
    text += (text.empty() ? "" : ", ") + key + "=";
    text += value.size() < 100 ? value : std::to_string(value.size()) + " characters";
  }
  return text.empty() ? "" : " {" + text + "}";
}

std::string BaggageOf(const Json& object) {
  std::map<std::string, std::string> items;
  for (const char* name : {"baggage", "span_baggage"}) {
    for (const Json& item : object.value(name, Json::array())) {
      items[item[0].get<std::string>()] = item[1].get<std::string>();
    }
  }
  return BaggageText(items);
}

std::string OurBaggage(const context::Context& context) {
  std::map<std::string, std::string> items;
  baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        items[std::string(key)] = std::string(value);
        return true;
      });
  return BaggageText(items);
}

std::string DecisionOf(const Json& object) {
  if (object.contains("sampled")) return object["sampled"] == true ? " sampled" : " unsampled";
  const Json priority = object.value("sampling_priority", object.value("priority", Json()));
  if (!priority.is_number()) return " deferred";
  return priority.get<int>() > 0 ? " sampled" : " unsampled";
}

std::string PeersText(std::string_view peer, const Json& object) {
  if (!object.value("found", true)) return "none" + BaggageOf(object);
  std::string trace_id = object.value("trace_id", object.value("trace_id_low_text", ""));
  std::string span_id = object.value("span_id", object.value("span_id_text", kChildId));
  if (object.contains("trace_id_text")) {
    trace_id = HexOf(object["trace_id_text"]);
    span_id = HexOf(span_id);
  }
  const std::string high = object.value("trace_id_high_text", "");
  if (!AreIds(trace_id, span_id)) return "none" + BaggageOf(object);
  const std::string decision =
      object.contains("found") && !SaysDecision(peer) ? std::string() : DecisionOf(object);
  return IdsText(trace_id, span_id) + decision + BaggageOf(object);
}

std::string OursLike(std::string_view peer, bool is_read_by_peer, const context::Context& context) {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  Vocabulary words;
  words.deferred = !IsLightStep(peer);
  std::string text = OursText(span_context, words);
  if (span_context.IsValid() && is_read_by_peer && !SaysDecision(peer)) {
    text = IsLightStep(peer) ? AsDoubles(span_context) : text.substr(0, text.rfind(' '));
  }
  return text + OurBaggage(context);
}

class DatadogInteropTest : public ::testing::TestWithParam<std::string_view> {
 protected:
  context::Context Extracted(const HeaderCarrier& headers) {
    return ExtractedBy(*PropagatorFor(GetParam()), headers);
  }
};

TEST_P(DatadogInteropTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    if (!IsOurs(vector)) continue;
    ExpectLike(OursLike(GetParam(), false, Extracted(HeadersOf(vector))),
               PeersText(GetParam(), vector["context"]), GetParam(), vector, kDifferences);
  }
}

TEST_P(DatadogInteropTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    if (!IsOurs(vector)) continue;
    ExpectLike(OursLike(GetParam(), true, Extracted(HeadersOf(vector))),
               PeersText(GetParam(), vector["result"]), GetParam(), vector, kDifferences);
  }
}

// Returns the forms of the Datadog headers among `headers`: `x-datadog-trace-id: 0`, `x-datadog-tags: _dd.p.tid=`.
std::set<std::string> FormsOf(const HeaderCarrier& headers) {
  std::set<std::string> forms;
  for (const std::string name : {"x-datadog-trace-id", "x-datadog-parent-id",
                                 "x-datadog-sampling-priority", "x-datadog-tags"}) {
    std::string value(headers.Get(name));
    if (EndsWith(name, "-id") && value.find_first_not_of("0123456789") == std::string::npos) {
      value = "0";
    }
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string tag(rest.substr(0, comma));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      forms.insert(name + ": " + tag.substr(0, tag.find('=')));
    }
  }
  return forms;
}

TEST_P(DatadogInteropTest, IsWrittenInAFormThatThePeerKnows) {
  const Json file = VectorsOf(GetParam());
  std::set<std::string> seen;
  for (const char* direction : {"inject", "extract"}) {
    for (const Json& vector : file[direction]) {
      if (!IsOurs(vector)) continue;
      if (vector.contains("result") && !vector["result"].value("found", false)) continue;
      seen.merge(FormsOf(HeadersOf(vector)));
    }
  }
  std::set<std::string> ours;
  for (const Json& vector : file["inject"]) {
    if (!IsOurs(vector)) continue;
    HeaderCarrier sent;
    DatadogPropagator().Inject(sent, Extracted(HeadersOf(vector)));
    ours.merge(FormsOf(sent));
  }
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(Unseen(ours, seen), "");
}

INSTANTIATE_TEST_SUITE_P(Peers, DatadogInteropTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) {
                           const bool is_default = info.param.substr(0, 15) == "datadog-default";
                           return PeerName(info.param) + (is_default ? "_default" : "");
                         });

TEST(DatadogDifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(DatadogDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::datadog_test
