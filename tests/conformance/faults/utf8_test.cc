// Text that is not UTF-8 arrives as valid UTF-8, with U+FFFD in place of what was not, through each API, in OTLP's
// Protobuf and JSON encodings.
//
// Source: OTLP 1.11, common.proto: strings are UTF-8, and receivers refuse a whole request for one bad byte. Which bytes
// one U+FFFD stands for: The Unicode Standard 15.0, section 3.9, "U+FFFD Substitution of Maximal Subparts".
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "migration/tail/json_decoder.h"
#include "migration/tail/proto_decoder.h"
#include "migration/tail/value_text.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/bridge.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

struct Utf8Case {
  std::string name;
  std::string sent;
  std::string arrives;
};

void PrintTo(const Utf8Case& row, std::ostream* out) { *out << row.arrives; }

#define FFFD "\xEF\xBF\xBD"
const Utf8Case kCases[] = {
    {"Latin1", "caf\xE9", "caf" FFFD},
    {"ByteFf", "a\xFFz", "a" FFFD "z"},
    {"LoneContinuation", "\x80", FFFD},
    {"CutInACharacter", "\xE2\x82", FFFD},
    {"CutBeforeText", "\xE2\x82z", FFFD "z"},
    {"Overlong", "\xC0\xAF", FFFD FFFD},
    {"Surrogate", "\xED\xA0\x80", FFFD FFFD FFFD},
    {"BeyondUnicode", "\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD},
    {"Utf16", std::string("\xFF\xFE\x61\x00", 4), std::string(FFFD FFFD "a\0", 8)},
    {"ValidStaysAsItIs", "\xE2\x82\xAC\xF0\x9F\x98\x80", "\xE2\x82\xAC\xF0\x9F\x98\x80"},
};
#undef FFFD

// What a request of all three APIs says in its own words, each word being `text`.
void Trace(const std::string& text) {
  namespace census = opencensus::trace;
  const opentelemetry::nostd::string_view view(text);

  const auto tracer = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer(text, text);
  const auto otel = tracer->StartSpan(view, {{view, view}});
  const opentelemetry::nostd::string_view array[] = {view};
  otel->SetAttribute("array",
                     opentelemetry::nostd::span<const opentelemetry::nostd::string_view>(array));
  otel->SetAttribute("pointer", text.c_str());
  otel->AddEvent(view, {{view, view}});
  otel->AddLink(otel->GetContext(), {{view, view}});
  otel->SetStatus(opentelemetry::trace::StatusCode::kError, view);
  otel->End();

  const auto opentracing = opentracing::Tracer::Global();
  const auto span = opentracing->StartSpan(text, {opentracing::SetTag(text, text)});
  span->SetTag(text, text);
  span->SetTag("nested", opentracing::Values{opentracing::Value(text)});
  span->SetTag("dictionary", opentracing::Dictionary{{text, opentracing::Value(text)}});
  span->Log({{"event", text}, {text, text}});
  span->SetOperationName(text);
  span->Finish();

  census::AlwaysSampler always;
  const auto legacy = census::Span::StartSpan(text, nullptr, {&always});
  legacy.AddAttribute(text, text);
  legacy.AddAnnotation(text, {{text, text}});
  legacy.AddParentLink(legacy.context(), {{text, text}});
  legacy.SetStatus(census::StatusCode::UNKNOWN, text);
  legacy.SetName(text);
  legacy.End();
}

BridgeOptions ToCollector(const otlp::TestCollector& collector, const std::string& protocol) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp";
  options.settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.url();
  options.settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
  options.settings["OTEL_LOG_LEVEL"] = "none";
  return options;
}

std::vector<tail::Span> Decode(const otlp::Request& request, const std::string& protocol) {
  auto decoded =
      protocol == "http/json" ? tail::DecodeJson(request.body) : tail::DecodeProto(request.body);
  auto* traces = std::get_if<tail::DecodedTraces>(&decoded);
  if (traces == nullptr) {
    ADD_FAILURE() << std::get<tail::DecodeError>(decoded).message;
    return {};
  }
  return std::move(traces->spans);
}

// Every text that anybody gave, of all spans, in order of appearance.
void Collect(const std::vector<tail::Attribute>& attributes, std::vector<std::string>* texts);
void Collect(const tail::Value& value, std::vector<std::string>* texts) {
  if (const auto* text = std::get_if<std::string>(&value.value)) texts->push_back(*text);
  if (const auto* array = std::get_if<std::vector<tail::Value>>(&value.value)) {
    for (const tail::Value& element : *array) Collect(element, texts);
  }
  if (const auto* pairs = std::get_if<std::vector<tail::Attribute>>(&value.value)) {
    Collect(*pairs, texts);
  }
}
void Collect(const std::vector<tail::Attribute>& attributes, std::vector<std::string>* texts) {
  for (const tail::Attribute& attribute : attributes) {
    texts->push_back(attribute.key);
    Collect(attribute.value, texts);
  }
}

std::vector<std::string> Texts(const std::vector<tail::Span>& spans) {
  std::vector<std::string> texts;
  for (const tail::Span& span : spans) {
    texts.insert(texts.end(),
                 {span.name, span.status_message, span.scope->name, span.scope->version});
    Collect(span.attributes, &texts);
    for (const tail::Event& event : span.events) {
      texts.push_back(event.name);
      Collect(event.attributes, &texts);
    }
    for (const tail::Link& link : span.links) Collect(link.attributes, &texts);
    Collect(span.resource->attributes, &texts);
  }
  return texts;
}

bool IsUtf8(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80       ? 1
                               : byte >> 5 == 6  ? 2
                               : byte >> 4 == 14 ? 3
                               : byte >> 3 == 30 ? 4
                                                 : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

class Utf8Test : public ::testing::TestWithParam<Utf8Case> {
 protected:
  static void ExpectAllToArrive(const std::string& protocol) {
    const Utf8Case& row = GetParam();
    otlp::TestCollector collector;
    BridgeOptions options = ToCollector(collector, protocol);
    if (row.sent.find('\0') == std::string::npos) {
      options.settings["OTEL_SERVICE_NAME"] = row.sent;
    }
    Bridge bridge = Bridge::FromOptions(options);
    const auto before = Counted(Diagnostic::kInvalidUtf8);
    Trace(row.sent);
    ASSERT_TRUE(bridge.ForceFlush(std::chrono::minutes(1)));

    const auto requests = collector.requests();
    ASSERT_EQ(requests.size(), 1u);
    EXPECT_TRUE(protocol != "http/json" || IsUtf8(requests[0].body));
    const auto spans = Decode(requests[0], protocol);
    ASSERT_EQ(spans.size(), 3u);
    std::size_t words = 0;
    for (const std::string& text : Texts(spans)) {
      EXPECT_TRUE(IsUtf8(text)) << text;
      if (text == row.arrives) ++words;
    }
    for (const tail::Span& span : spans) EXPECT_EQ(span.name, row.arrives);
    EXPECT_GE(words, 22u);
    EXPECT_EQ(Counted(Diagnostic::kInvalidUtf8) > before, row.sent != row.arrives);
  }
};

TEST_P(Utf8Test, ArrivesInProtobuf) { ExpectAllToArrive("http/protobuf"); }

TEST_P(Utf8Test, ArrivesInJson) { ExpectAllToArrive("http/json"); }

// Baggage has a U+FFFD for each byte (baggage.h), so only whether there is one is compared.
TEST_P(Utf8Test, IsValidInBaggageAndInItsHeader) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "none";
  const Bridge bridge = Bridge::FromOptions(options);
  const auto tracer = opentracing::Tracer::Global();
  const auto span = tracer->StartSpan("s");
  span->SetBaggageItem("word", GetParam().sent);
  const std::string held = span->BaggageItem("word");
  EXPECT_TRUE(IsUtf8(held));
  EXPECT_EQ(held == GetParam().sent, GetParam().arrives == GetParam().sent);
  const test::HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(span->context(), writer));
  for (const auto& [name, value] : writer.headers) {
    for (const char c : value) EXPECT_TRUE(c >= ' ' && c <= '~') << name;
  }
  const auto extracted = tracer->Extract(test::HttpReader(writer.headers));
  ASSERT_TRUE(extracted);
  std::string back;
  (*extracted)->ForeachBaggageItem([&](const std::string&, const std::string& value) {
    back = value;
    return true;
  });
  EXPECT_EQ(back, held);
}

INSTANTIATE_TEST_SUITE_P(Text, Utf8Test, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge
