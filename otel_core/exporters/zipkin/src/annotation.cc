#include "otel_core/exporters/zipkin/src/annotation.h"

#include <optional>
#include <string_view>

#include "otel_core/exporters/otlp/src/json_text.h"
#include "otel_core/exporters/otlp/src/value_json.h"

namespace tracebridge::zipkin {
namespace {

using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::AttributeView;
using opentelemetry::sdk::trace::EventView;
using otlp::AppendQuoted;
using otlp::TextOf;

constexpr std::string_view kDroppedAttributesCount = "otel.dropped_attributes_count";
// What the OpenCensus shim makes of a message event (docs/mapping.md, row 7).
constexpr std::string_view kMessage = "rpc.message";
constexpr std::string_view kMessageParts[] = {"rpc.message.type", "rpc.message.id",
                                              "rpc.message.compressed_size"};

std::optional<std::string> Find(const AttributeRange& attributes, std::string_view key) {
  for (const AttributeView& attribute : attributes) {
    if (attribute.key() == key) return TextOf(attribute.value());
  }
  return std::nullopt;
}

// "Events MUST be converted to the Annotations with the names which will include attribute values like this".
std::string OpenTelemetryText(const EventView& event) {
  if (event.attributes().empty() && event.dropped_attributes_count() == 0) {
    return std::string(event.name());
  }
  std::string text;
  AppendQuoted(event.name(), &text);
  text.append(": ");
  AppendAttributes(event.attributes(), event.dropped_attributes_count(), &text);
  return text;
}

// Nothing for an event that is no message.
std::optional<std::string> MessageText(const EventView& event) {
  if (event.name() != kMessage) return std::nullopt;
  std::string text;
  for (const std::string_view key : kMessageParts) {
    const auto part = Find(event.attributes(), key);
    if (!part) return std::nullopt;
    text += (text.empty() ? "" : "/") + *part;
  }
  return text;
}

std::string OpenCensusText(const EventView& event) {
  if (auto message = MessageText(event)) return *std::move(message);
  std::string text(event.name());
  const char* separator = " (";
  for (const AttributeView& attribute : event.attributes()) {
    text.append(separator).append(attribute.key()).append(":").append(TextOf(attribute.value()));
    separator = ", ";
  }
  if (!event.attributes().empty()) text += ')';
  return text;
}

}  // namespace

void AppendAttributes(const AttributeRange& attributes, std::uint32_t dropped, std::string* out) {
  const std::size_t begin = out->size();
  const auto append_key = [out, begin](std::string_view key) {
    out->push_back(out->size() == begin ? '{' : ',');
    AppendQuoted(key, out);
    out->push_back(':');
  };
  for (const AttributeView& attribute : attributes) {
    append_key(attribute.key());
    otlp::AppendJson(attribute.value(), out);
  }
  if (dropped != 0) {
    append_key(kDroppedAttributesCount);
    out->append(std::to_string(dropped));
  }
  out->append(out->size() == begin ? "{}" : "}");
}

std::string AnnotationOf(const EventView& event, AnnotationStyle style) {
  switch (style) {
    case AnnotationStyle::kOpenTelemetry:
      return OpenTelemetryText(event);
    case AnnotationStyle::kOpenCensus:
      return OpenCensusText(event);
  }
  return OpenTelemetryText(event);
}

}  // namespace tracebridge::zipkin
