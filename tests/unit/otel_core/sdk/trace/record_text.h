// A span record as text, so that a failing comparison shows the difference by itself:
//
//   GET /items {http.method: "GET", retry: false} event cache.miss {key: "items:42"} status error "EIO"
#pragma once

#include <string>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::test {

inline std::string ToText(const opentelemetry::sdk::trace::ValueView& value) {
  using Type = opentelemetry::sdk::trace::ValueView::Type;
  switch (value.type()) {
    case Type::kEmpty:
      return "empty";
    case Type::kText:
      return "\"" + std::string(value.AsText()) + "\"";
    case Type::kBool:
      return value.AsBool() ? "true" : "false";
    case Type::kInt:
      return std::to_string(value.AsInt());
    case Type::kDouble:
      return std::to_string(value.AsDouble());
    case Type::kBytes: {
      std::string text = "bytes(";
      for (const char byte : value.AsBytes()) {
        text += std::to_string(static_cast<unsigned char>(byte)) + " ";
      }
      return text + ")";
    }
    case Type::kArray: {
      std::string text;
      for (const auto element : value.AsArray()) {
        text += (text.empty() ? "" : ", ") + ToText(element);
      }
      return "[" + text + "]";
    }
  }
  return "?";
}

inline std::string ToText(const opentelemetry::sdk::trace::AttributeRange& attributes) {
  std::string text;
  for (const auto attribute : attributes) {
    text += (text.empty() ? "" : ", ") + std::string(attribute.key()) + ": " +
            ToText(attribute.value());
  }
  return "{" + text + "}";
}

inline std::string Dropped(const char* what, std::uint32_t count) {
  return count == 0 ? "" : " dropped " + std::to_string(count) + " " + what;
}

inline std::string ToText(const opentelemetry::sdk::trace::SpanRecord& record) {
  std::string text = std::string(record.name()) + " " + ToText(record.attributes()) +
                     Dropped("attributes", record.dropped_attributes_count());
  for (const auto event : record.events()) {
    text += " event " + std::string(event.name()) + " " + ToText(event.attributes()) +
            Dropped("attributes", event.dropped_attributes_count());
  }
  text += Dropped("events", record.dropped_events_count());
  for (const auto link : record.links()) {
    text += " link " + ToText(link.attributes()) +
            Dropped("attributes", link.dropped_attributes_count());
  }
  text += Dropped("links", record.dropped_links_count());
  using opentelemetry::trace::StatusCode;
  if (record.status() != StatusCode::kUnset) {
    text += record.status() == StatusCode::kOk ? " status ok" : " status error";
    if (!record.status_description().empty()) {
      text += " \"" + std::string(record.status_description()) + "\"";
    }
  }
  return text;
}

}  // namespace tracebridge::test
