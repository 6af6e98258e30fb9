// Jaeger headers of other implementations, read and written by ours: tests/data/wire/jaeger.*.json.
//
// What a peer wrote must be read as what it was told to write. What a peer read must be read alike, and what we write must
// be in a form that the peer was seen to read. Where we differ, kDifferences has a row with the reason.
#include "opentelemetry/trace/propagation/jaeger.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/jaeger_flags.h"
#include "tests/support/baggage_text.h"
#include "tests/support/wire_differences.h"
#include "tests/support/wire_forms.h"
#include "tests/support/wire_peers.h"

namespace tracebridge::test::jaeger_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using trace::propagation::JaegerPropagator;
using trace::propagation::JaegerPropagatorOptions;

constexpr std::string_view kPeers[] = {"jaeger.jaeger-client-node", "jaeger.jaeger-client-ruby",
                                       "jaeger.otel-js"};

constexpr Difference kDifferences[] = {
    {"jaeger-client-node", "text_map: baggage: text that already looks percent-encoded",
     "ids flags 1 {k=a b,c}", "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node, jaeger-client-ruby", "baggage: two keys that differ only by case",
     "ids flags 1 {Key=one,two}", "one header to a carrier of HTTP, which joins its values"},
    {"jaeger-client-node, otel-js", "baggage: empty key", "ids flags 1",
     "OpenTelemetry's baggage has no empty keys"},
    {"jaeger-client-node, jaeger-client-ruby", "flags -1", "none", "flags are hexadecimal digits"},
    {"jaeger-client-node", "parent empty", "ids flags 1", "the id of the parent is not looked at"},
    {"jaeger-client-node", "flags 1x", "none", "flags are hexadecimal digits"},
    {"jaeger-client-node, otel-js", "leading space", "ids flags 1",
     "RFC 9110, 5.5: white space around is no part of the value"},
    {"jaeger-client-node, otel-js", "header name upper case", "ids flags 1 {key=v}",
     "names were rewritten on the way: the key is in lower case"},
    {"jaeger-client-node, otel-js", "baggage empty key", "ids flags 1",
     "OpenTelemetry's baggage has no empty keys"},
    {"jaeger-client-node", "baggage mixed-case prefix and key", "ids flags 1 {mixedkey=v}",
     "names were rewritten on the way: the key is in lower case"},
    {"jaeger-client-node", "jaeger-baggage alone", "none {k1=v1 k2=v2}",
     "spaces around keys and values are trimmed"},
    {"jaeger-client-node", "jaeger-baggage malformed entries", "none {k= ok=1}",
     "OpenTelemetry's baggage has no empty keys"},
    {"jaeger-client-node", "percent-encoded colons", "ids flags 1",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node", "percent-encoded colons, lowercase", "ids flags 1",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node, jaeger-client-ruby", "text_map: baggage percent-encoded",
     "ids flags 1 {k=a b,c=}", "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node, jaeger-client-ruby", "text_map: baggage UTF-8 encoded",
     "ids flags 1 {k=Amélie}", "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node", "baggage invalid UTF-8 percent", "ids flags 1 {k=�}",
     "W3C Baggage: replaced by U+FFFD, as all baggage"},
    {"jaeger-client-node", "text_map: baggage double-encoded", "ids flags 1 {k=a%20b}",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node, jaeger-client-ruby, otel-js", "baggage 5000 chars", "ids flags 1",
     "an item has at most 4096 bytes; counted"},
    {"jaeger-client-node", "text_map: jaeger-baggage percent-encoded", "none {k1=a b k2=v2}",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-node", "uberctx then jaeger-baggage same key", "none {k=fromprefix}",
     "the header of the item counts"},
    {"jaeger-client-ruby", "rack: baggage: space inside value", "ids flags 1 {k=a+b+c}",
     "`+` stays `+`: only this client sends it for a space"},
    {"jaeger-client-ruby", "baggage: leading and trailing space in value", "ids flags 1 {k=++a++}",
     "`+` stays `+`: only this client sends it for a space"},
    {"jaeger-client-ruby", "span id 20 digits with leading zeros", "none",
     "ids have at most 32 and 16 digits"},
    {"jaeger-client-ruby", "trailing colon", "none", "four fields"},
    {"jaeger-client-ruby", "non-hex tail in trace id", "none",
     "digits only; the peer reads up to the first other character"},
    {"jaeger-client-ruby", "non-hex tail in span id", "none",
     "digits only; the peer reads up to the first other character"},
    {"jaeger-client-ruby, otel-js", "non-hex flags", "none", "flags are hexadecimal digits"},
    {"jaeger-client-ruby", "0x prefix", "none",
     "digits only; the peer reads up to the first other character"},
    {"jaeger-client-ruby", "baggage key percent-encoded", "ids flags 1 {a%20b=v}",
     "keys are never encoded; the peer takes this for no key"},
    {"jaeger-client-ruby", "baggage only, no trace header", "none {key=value}",
     "baggage is read without a trace as well"},
    {"jaeger-client-ruby, otel-js", "jaeger-debug-id alone", "debug id corr-1",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"jaeger-client-ruby, otel-js", "jaeger-debug-id percent-encoded", "debug id a b",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"jaeger-client-ruby, otel-js", "jaeger-baggage alone", "none {k1=v1 k2=v2}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby", "jaeger-baggage plain", "none {k1=v1 k2=v2}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby, otel-js", "jaeger-baggage with trace header", "ids flags 1 {k1=v1 k2=v2}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby, otel-js", "jaeger-baggage percent-encoded", "none {k1=a b k2=v2}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby", "jaeger-baggage and uberctx same key", "none {k=fromprefix}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby", "uberctx then jaeger-baggage same key", "none {k=fromprefix}",
     "Jaeger: baggage by hand; the peer does not read it"},
    {"jaeger-client-ruby, otel-js", "jaeger-baggage with debug id", "debug id d {k=v}",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"jaeger-client-ruby", "text_map: percent-encoded, 64-bit short",
     "00000000000000000000000000000001 0000000000000002 flags 1",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-ruby", "spaces around fields", "none", "digits only"},
    {"jaeger-client-ruby", "text_map: baggage mixed-case prefix and key",
     "ids flags 1 {mixedkey=v}", "names were rewritten on the way: the key is in lower case"},
    {"jaeger-client-ruby", "baggage double-encoded", "ids flags 1 {k=a%20b}",
     "escapes are decoded; the peer's text map has none"},
    {"jaeger-client-ruby", "baggage with invalid trace header", "none {key=value}",
     "baggage is read without a trace as well"},
    {"jaeger-client-ruby", "jaeger-debug-id and baggage, no trace", "debug id corr-1 {k=v}",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"otel-js", "empty flags", "none", "flags are hexadecimal digits"},
    {"otel-js", "repeated header, different", "none",
     "RFC 9110, 5.3: two fields are one list, which is no id"},
    {"otel-js", "baggage malformed percent", "ids flags 1 {k=100%}",
     "Jaeger's clients keep such a value as it is"},
    {"otel-js", "baggage repeated header", "ids flags 1 {k=1,2}",
     "RFC 9110, 5.3: two fields are one list"},
    {"otel-js", "jaeger-debug-id mixed case name", "debug id x",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"otel-js", "jaeger-debug-id with an invalid trace header", "debug id corr-1",
     "Jaeger: \"Debug Request\"; the peer does not read it"},
    {"", kIdsThatAreNone, "none", "the peer hands on what no span context can hold"},
};

// The flags that both sides have a word for: OpenTelemetry knows one, Jaeger's clients all.
unsigned FlagsMask(std::string_view peer) { return EndsWith(peer, "otel-js") ? 1 : 1 | 2 | 8; }

JaegerPropagator PropagatorFor(const Json& vector) {
  JaegerPropagatorOptions options;
  if (vector.value("variant", "") == "custom_keys") {
    options.trace_context_header = "x-custom-trace";
    options.baggage_header_prefix = "x-custom-bag-";
  }
  return JaegerPropagator(options);
}

// `ids flags 1 {k=v}`; `debug id ticket` for a debug request.
std::string Ours(std::string_view peer, const Json& vector) {
  JaegerPropagator propagator = PropagatorFor(vector);
  const context::Context context = ExtractedBy(propagator, Received(vector));
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  std::string text = "none";
  if (span_context.IsValid()) {
    text = OursText(span_context, {});
    text.resize(text.rfind(' '));
    text += " flags " + std::to_string(propagators::JaegerFlags(span_context) & FlagsMask(peer));
  } else if (const std::string id = JaegerPropagator::DebugId(context); !id.empty()) {
    text = "debug id " + id;
  }
  return WithItems(text, BaggageText(context));
}

std::string PeersText(std::string_view peer, const Json& object) {
  const auto text = [&](const char* name, const char* other) {
    if (object.contains(name) && object[name].is_string()) return object[name].get<std::string>();
    return object.contains(other) && object[other].is_string() ? object[other].get<std::string>()
                                                               : std::string();
  };
  std::string result = "none";
  if (object.value("debug_id_only", false)) {
    result = "debug id " + text("debug_id", "");
  } else if (object.value("found", true)) {
    const std::string trace_id = text("trace_id", "trace_id_text");
    const std::string span_id = text("span_id", "span_id_text");
    const int flags =
        object.contains("flags") ? object["flags"].get<int>() : object.value("trace_flags", 0);
    if (trace_id.empty() && span_id.empty()) return WithItems(result, PeersBaggage(object));
    result = AreIds(trace_id, span_id)
                 ? IdsText(trace_id, span_id) + " flags " +
                       std::to_string(static_cast<unsigned>(flags) & FlagsMask(peer))
                 : "garbage";
  }
  return WithItems(result, PeersBaggage(object));
}

class JaegerTest : public ::testing::TestWithParam<std::string_view> {};

TEST_P(JaegerTest, IsReadAsThePeerWroteIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["inject"].empty());
  for (const Json& vector : file["inject"]) {
    ExpectLike(Ours(GetParam(), vector), PeersText(GetParam(), vector["context"]), GetParam(),
               vector, kDifferences);
  }
}

TEST_P(JaegerTest, IsReadAsThePeerReadsIt) {
  const Json file = VectorsOf(GetParam());
  ASSERT_FALSE(file["extract"].empty());
  for (const Json& vector : file["extract"]) {
    ExpectLike(Ours(GetParam(), vector),
               PeersText(GetParam(), vector.value("result", Json::object({{"found", false}}))),
               GetParam(), vector, kDifferences);
  }
}

TEST_P(JaegerTest, IsWrittenInAFormThatThePeerReads) {
  const Json file = VectorsOf(GetParam());
  Forms forms(":");
  for (const Json& vector : file["extract"]) {
    if (vector.contains("result") && vector["result"].value("found", false)) forms.Saw(vector);
  }
  for (const Json& vector : file["inject"]) forms.Saw(vector);  // what it writes it reads as well
  int written = 0;
  for (const Json& vector : file["inject"]) {
    const Json& told = vector["context"];
    if (!told.contains("trace_id")) continue;
    const int flags =
        told.contains("flags") ? told["flags"].get<int>() : told.value("trace_flags", 0);
    propagators::Remote remote;
    propagators::SetJaegerFlags(static_cast<std::uint64_t>(flags), &remote);
    const bool is_short = told["trace_id"].get<std::string>().size() <= 16;
    const auto context = LocalContext(
        told["trace_id"], told["span_id"], remote.flags,
        static_cast<std::uint8_t>(remote.notes | (is_short ? WireNotes::kShortTraceId : 0)));
    HeaderCarrier carrier;
    JaegerPropagator().Inject(carrier, context);
    for (const auto& [name, value] : carrier.headers()) {
      EXPECT_EQ(forms.Unseen(name, value), "") << vector.dump();
      ++written;
    }
  }
  EXPECT_GT(written, 10);
}

std::string PercentDecoded(const std::string& text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    decoded += escape ? static_cast<char>(std::strtol(text.substr(i + 1, 2).c_str(), nullptr, 16))
                      : text[i];
    if (escape) i += 2;
  }
  return decoded;
}

// Peers decode what follows a percent sign; nothing that we send needs any other decoding.
TEST_P(JaegerTest, SendsBaggageThatThePeerDecodes) {
  const Json file = VectorsOf(GetParam());
  int written = 0;
  for (const Json& vector : file["inject"]) {
    HeaderCarrier carrier;
    JaegerPropagator().Inject(carrier, WithBaggage(context::Context(), vector["context"]));
    for (const Json& item : vector["context"].value("baggage", Json::array())) {
      const std::string text(carrier.Get("uberctx-" + item[0].get<std::string>()));
      if (text.empty() || vector["note"] == "baggage: two keys that differ only by case") continue;
      EXPECT_EQ(text.find_first_of("+ "), std::string::npos);
      EXPECT_EQ(PercentDecoded(text), item[1]) << vector.dump();
      ++written;
    }
  }
  EXPECT_GT(written, 10);
}

INSTANTIATE_TEST_SUITE_P(Peers, JaegerTest, ::testing::ValuesIn(kPeers),
                         [](const auto& info) { return PeerName(info.param); });

TEST(JaegerDifferencesTest, AreAboutVectors) { EXPECT_EQ(UnusedRows(kDifferences, kPeers), ""); }

TEST(JaegerDifferencesTest, AreListedInTheDocumentation) {
  EXPECT_EQ(UndocumentedRows(kDifferences), "");
}

}  // namespace
}  // namespace tracebridge::test::jaeger_test
