#include "otel_core/exporters/otlp/src/value_json.h"

#include "otel_core/exporters/otlp/src/json_object.h"
#include "otel_core/exporters/otlp/src/json_text.h"

namespace tracebridge::otlp {

using opentelemetry::sdk::trace::ValueView;

void AppendJson(const ValueView& value, std::string* out) {
  switch (value.type()) {
    case ValueView::Type::kEmpty:
      out->append("null");
      break;
    case ValueView::Type::kText:
      AppendQuoted(value.AsText(), out);
      break;
    case ValueView::Type::kBool:
      out->append(value.AsBool() ? "true" : "false");
      break;
    case ValueView::Type::kInt:
      out->append(std::to_string(value.AsInt()));
      break;
    case ValueView::Type::kDouble:
      AppendDouble(value.AsDouble(), out);
      break;
    case ValueView::Type::kBytes:
      AppendBase64(value.AsBytes(), out);
      break;
    case ValueView::Type::kArray:
      AppendArray(value.AsArray(), out, [out](const ValueView& item) { AppendJson(item, out); });
      break;
  }
}

std::string TextOf(const ValueView& value) {
  if (value.type() == ValueView::Type::kEmpty) return "";
  if (value.type() == ValueView::Type::kText) return std::string(value.AsText());
  std::string json;
  AppendJson(value, &json);
  const bool is_quoted = json.front() == '"';  // what needs no escapes: Base64, NaN
  return is_quoted ? json.substr(1, json.size() - 2) : json;
}

}  // namespace tracebridge::otlp
