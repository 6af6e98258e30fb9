// Headers of OpenTracing's basic tracers and of LightStep, read and written by ours: tests/data/wire/ottrace.*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write must
// be in a form that the peer was seen to read. Where we differ, kDifferences has a row with the reason.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_forms.h"
#include "tests/support/wire_peers.h"
#include "tracebridge/ot_trace_propagator.h"

namespace tracebridge::test::ot_trace_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;

constexpr std::string_view kPeers[] = {"ottrace.basictracer-go", "ottrace.lightstep",
                                       "ottrace.otel-js"};

constexpr Difference kDifferences[] = {
    {"basictracer-go", "http: baggage: mixed-case key", "64-bit ids sampled {mixedcase-key=V}",
     "the peer rewrote the name: the key is in lower case"},
    {"basictracer-go", "baggage: two keys that differ only by case",
     "64-bit ids sampled {Key=one,two}", "one header to a carrier of HTTP, which joins its values"},
    {"basictracer-go, lightstep", "baggage: empty key", "64-bit ids sampled",
     "OpenTelemetry's baggage has no empty keys"},
    {"basictracer-go", "sampled empty", "64-bit ids unsampled",
     "true and false as Go's ParseBool reads them, in any case; anything else is undecided"},
    {"basictracer-go, lightstep", "sampled garbage", "64-bit ids unsampled",
     "true and false as Go's ParseBool reads them, in any case; anything else is undecided"},
    {"basictracer-go", "128-bit lz", "00f067aa0ba902b70b1c2d3e4f506172 00f067aa0ba902b7 sampled",
     "an id of up to 32 digits is read whole; the peer has 64 bits"},
    {"basictracer-go", "17 digits", "0000000000000001a3ce929d0e0e4736 53995c3f42cd8ad8 sampled",
     "an id of up to 32 digits is read whole; the peer has 64 bits"},
    {"basictracer-go", "24 digits", "0000000077b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 sampled",
     "an id of up to 32 digits is read whole; the peer has 64 bits"},
    {"basictracer-go, lightstep", "spaces around", "64-bit ids sampled",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"basictracer-go", "repeated trace id", "none",
     "RFC 9110, 5.3: two fields are one list, which is no id"},
    {"basictracer-go, lightstep, otel-js", "baggage empty key", "64-bit ids sampled",
     "OpenTelemetry's baggage has no empty keys"},
    {"basictracer-go, otel-js", "baggage repeated", "64-bit ids sampled {k=1,2}",
     "RFC 9110, 5.3: two fields are one list"},
    {"basictracer-go, lightstep, otel-js", "baggage 5000", "64-bit ids sampled",
     "an item has at most 4096 bytes; counted"},
    {"lightstep", "i004", "00000000000000000b1c2d3e4f506172 00f067aa0ba902b7 sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "i006", "000000000000000000f067aa0ba902b7 53995c3f42cd8ad8 sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "i010", "0000000000000000000000000000000a 0000000000000001 sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "i020", "0000000000000000a3ce929d0e0e4736 12345678901234e5 sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "i026", "00000000000000000000000000000001 000000000000000a sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "i028", "0000000000000000ffffffffffffffff ffffffffffffffff sampled",
     "the peer says true for what it was told not to sample"},
    {"lightstep", "no sampled header", "64-bit ids unsampled",
     "without a decision it is ours; the peer samples"},
    {"lightstep", "sampled FALSE", "64-bit ids unsampled",
     "true and false as Go's ParseBool reads them, in any case; anything else is undecided"},
    {"lightstep", "baggage mixed-case key", "64-bit ids sampled {MixedKey=V}",
     "the peer reads names in lower case"},
    {"otel-js", "baggage: CJK", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "baggage: emoji outside the BMP", "64-bit ids sampled",
     "the peer leaves the item out"},
    {"otel-js", "baggage: tab and newline", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "baggage: key with comma", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "baggage: key with equals", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "baggage: key with colon", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "baggage: CJK key", "64-bit ids sampled", "the peer leaves the item out"},
    {"otel-js", "sampled True", "64-bit ids sampled",
     "true and false as Go's ParseBool reads them, in any case; anything else is undecided"},
    {"otel-js", "leading zeros stripped",
     "000000000000000000f067aa0ba902b7 00f067aa0ba902b7 sampled",
     "basictracer-go sends ids without zeros in front"},
    {"otel-js", "single digits", "00000000000000000000000000000001 0000000000000002 sampled",
     "basictracer-go sends ids without zeros in front"},
    {"otel-js", "header names upper case", "64-bit ids sampled {key=v}",
     "names were rewritten on the way: the key is in lower case"},
    {"", kIdsThatAreNone, "none", "the peer hands on what no span context can hold"},
};

// `ids sampled {k=v}`. OpenTelemetry and the tracers know no deferred decision.
std::string Ours(const Json& vector) {
  OtTracePropagator propagator;
  const context::Context context = ExtractedBy(propagator, Received(vector));
  return WithItems(OursText(trace::GetSpanContext(context), {}), BaggageText(context));
}

bool IsSampled(const Json& object) {
  if (object.contains("trace_flags")) return (object["trace_flags"].get<int>() & 1) != 0;
  return object.contains("sampled") && object["sampled"] == true;
}

// The ids that a peer of 64 bits was given are those that it sends: the last 16 digits.
std::string PeersText(const Json& object, bool is_told) {
  if (!object.value("found", true)) return "none";
  const auto text = [&](const char* name) {
    return object.contains(name) && object[name].is_string() ? object[name].get<std::string>()
                                                             : std::string();
  };
  std::string trace_id = text("trace_id");
  if (trace_id.empty()) trace_id = text("trace_id_high_text") + text("trace_id_low_text");
  if (is_told && trace_id.size() > 16) trace_id = trace_id.substr(trace_id.size() - 16);
  const std::string span_id = text("span_id").empty() ? text("span_id_text") : text("span_id");
  if (!AreIds(trace_id, span_id)) return "garbage";
  return WithItems(IdsText(trace_id, span_id) + (IsSampled(object) ? " sampled" : " unsampled"),
                   PeersBaggage(object));
}

class OtTraceTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(OtTraceTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    ExpectLike(Ours(vector), PeersText(vector["context"], true), GetParam(), vector, kDifferences);
  }
}

TEST_P(OtTraceTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(Ours(vector),
               PeersText(vector.value("result", Json::object({{"found", false}})), false),
               GetParam(), vector, kDifferences);
  }
}

TEST_P(OtTraceTest, IsWrittenInAFormThatThePeerReads) {
  const Json file = VectorsOf(GetParam());
  Forms forms("");
  for (const Json& vector : file["extract"]) {
    if (vector.contains("result") && vector["result"].value("found", false)) forms.Saw(vector);
  }
  for (const Json& vector : file["inject"]) forms.Saw(vector);  // what it writes it reads as well
  int written = 0;
  for (const Json& vector : file["inject"]) {
    const Json& told = vector["context"];
    HeaderCarrier carrier;
    OtTracePropagator().Inject(
        carrier, LocalContext(told["trace_id"], told["span_id"], IsSampled(told) ? 1 : 0));
    for (const auto& [name, value] : carrier.headers()) {
      EXPECT_EQ(forms.Unseen(name, value), "") << vector.dump();
      ++written;
    }
  }
  EXPECT_GT(written, 10);
}

// These peers send and read values as they are, whatever a header may hold; we, what it may hold.
TEST_P(OtTraceTest, SendsBaggageAsThePeerDoesWhereAHeaderMay) {
  const Json file = VectorsOf(GetParam());
  int alike = 0;
  for (const Json& vector : file["inject"]) {
    HeaderCarrier carrier;
    OtTracePropagator().Inject(carrier, WithBaggage(LocalContext("1", "2", 1), vector["context"]));
    for (const Json& header : vector["headers"]) {
      const std::string name = header[0];
      const std::string value = header[1];
      const std::string ours(carrier.Get(name));
      if (ours.empty() || name.rfind("ot-baggage-", 0) != 0) continue;
      if (vector["note"] == "baggage: two keys that differ only by case") continue;  // one header
      if (ours == value) {
        ++alike;
      } else {
        EXPECT_TRUE(
            value.find_first_not_of(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~") != std::string::npos ||
            value.front() == ' ' || value.back() == ' ')
            << vector.dump();
      }
    }
  }
  EXPECT_GT(alike, 5);
}

INSTANTIATE_TEST_SUITE_P(Peers, OtTraceTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(OtTraceDifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(OtTraceDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::ot_trace_test
