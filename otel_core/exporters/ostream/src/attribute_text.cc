#include "otel_core/exporters/ostream/src/attribute_text.h"

#include <cstdio>

namespace tracebridge::exporters {
namespace {

using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::ValueView;

void AppendValue(const ValueView& value, std::string* out) {
  switch (value.type()) {
    case ValueView::Type::kEmpty:
      break;
    case ValueView::Type::kText:
      AppendPrintable(value.AsText(), out);
      break;
    case ValueView::Type::kBool:
      out->push_back(value.AsBool() ? '1' : '0');
      break;
    case ValueView::Type::kInt:
      out->append(std::to_string(value.AsInt()));
      break;
    case ValueView::Type::kDouble: {
      char number[32];
      std::snprintf(number, sizeof number, "%g", value.AsDouble());
      out->append(number);
      break;
    }
    case ValueView::Type::kArray: {
      char before = '[';
      for (const ValueView item : value.AsArray()) {
        out->push_back(before);
        AppendValue(item, out);
        before = ',';
      }
      out->append(before == '[' ? "[]" : "]");
      break;
    }
    case ValueView::Type::kBytes: {
      char before = '[';
      for (const char byte : value.AsBytes()) {
        out->push_back(before);
        out->append(std::to_string(static_cast<unsigned char>(byte)));
        before = ',';
      }
      out->append(before == '[' ? "[]" : "]");
      break;
    }
  }
}

}  // namespace

void AppendPrintable(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '\n') {
      out->append("\\n");
    } else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
      char escape[5];
      std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned char>(c));
      out->append(escape);
    } else {
      out->push_back(c);
    }
  }
}

void AppendAttributes(const AttributeRange& attributes, const char* indent, std::string* out) {
  for (const auto attribute : attributes) {
    out->append(indent);
    AppendPrintable(attribute.key(), out);
    out->append(": ");
    AppendValue(attribute.value(), out);
  }
}

void AppendLine(const char* label, std::string_view value, std::string* out) {
  out->append(label);
  AppendPrintable(value, out);
}

}  // namespace tracebridge::exporters
