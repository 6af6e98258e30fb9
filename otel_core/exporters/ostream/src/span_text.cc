#include "otel_core/exporters/ostream/src/span_text.h"

#include <cstdio>

#include "opentelemetry/sdk/resource/resource.h"
#include "otel_core/exporters/common/attribute_record.h"

namespace tracebridge::exporters {
namespace {

using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::EventView;
using opentelemetry::sdk::trace::LinkView;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::sdk::trace::ValueView;
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

// A value must not be able to end its line or to command the terminal.
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

template <typename Id, std::size_t kDigits>
std::string Hex(const Id& id) {
  char digits[kDigits];
  id.ToLowerBase16(opentelemetry::nostd::span<char, kDigits>(digits));
  return std::string(digits, kDigits);
}

std::string Hex(const opentelemetry::trace::TraceId& id) {
  return Hex<opentelemetry::trace::TraceId, 32>(id);
}
std::string Hex(const opentelemetry::trace::SpanId& id) {
  return Hex<opentelemetry::trace::SpanId, 16>(id);
}

const char* Name(SpanKind kind) {
  switch (kind) {
    case SpanKind::kInternal:
      return "Internal";
    case SpanKind::kServer:
      return "Server";
    case SpanKind::kClient:
      return "Client";
    case SpanKind::kProducer:
      return "Producer";
    case SpanKind::kConsumer:
      return "Consumer";
  }
  return "";
}

const char* Name(StatusCode status) {
  switch (status) {
    case StatusCode::kUnset:
      return "Unset";
    case StatusCode::kOk:
      return "Ok";
    case StatusCode::kError:
      return "Error";
  }
  return "";
}

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

void AppendEvent(const EventView& event, std::string* out) {
  AppendLine("\n\t{\n\t  name          : ", event.name(), out);
  AppendLine("\n\t  timestamp     : ", std::to_string(event.time().time_since_epoch().count()),
             out);
  out->append("\n\t  attributes    : ");
  AppendAttributes(event.attributes(), "\n\t\t", out);
  out->append("\n\t}");
}

void AppendLink(const LinkView& link, std::string* out) {
  AppendLine("\n\t{\n\t  trace_id      : ", Hex(link.trace_id()), out);
  AppendLine("\n\t  span_id       : ", Hex(link.span_id()), out);
  AppendLine("\n\t  tracestate    : ", link.trace_state(), out);
  out->append("\n\t  attributes    : ");
  AppendAttributes(link.attributes(), "\n\t\t", out);
  out->append("\n\t}");
}

void AppendResource(const SpanRecord& span, std::string* out) {
  out->append("\n  resources     : ");
  if (span.resource() == nullptr) return;
  AppendAttributes(AttributesOf(span.resource()->GetAttributes())->attributes(), "\n\t", out);
}

void AppendScope(const SpanRecord& span, std::string* out) {
  out->append("\n  instr-lib     : ");
  if (span.scope() == nullptr) return;
  AppendPrintable(span.scope()->GetName(), out);
  if (!span.scope()->GetVersion().empty()) AppendLine("-", span.scope()->GetVersion(), out);
  AppendAttributes(AttributesOf(span.scope()->GetAttributes())->attributes(), "\n\t", out);
}

}  // namespace

void AppendSpanText(const SpanRecord& span, std::string* out) {
  AppendLine("{\n  name          : ", span.name(), out);
  AppendLine("\n  trace_id      : ", Hex(span.trace_id()), out);
  AppendLine("\n  span_id       : ", Hex(span.span_id()), out);
  AppendLine("\n  tracestate    : ", span.trace_state(), out);
  AppendLine("\n  parent_span_id: ", Hex(span.parent_span_id()), out);
  AppendLine("\n  start         : ", std::to_string(span.start_time().time_since_epoch().count()),
             out);
  AppendLine("\n  duration      : ", std::to_string(span.duration().count()), out);
  AppendLine("\n  description   : ", span.status_description(), out);
  AppendLine("\n  span kind     : ", Name(span.kind()), out);
  AppendLine("\n  status        : ", Name(span.status()), out);
  out->append("\n  attributes    : ");
  AppendAttributes(span.attributes(), "\n\t", out);
  out->append("\n  events        : ");
  for (const EventView event : span.events()) AppendEvent(event, out);
  out->append("\n  links         : ");
  for (const LinkView link : span.links()) AppendLink(link, out);
  AppendResource(span, out);
  AppendScope(span, out);
  out->append("\n}\n");
}

}  // namespace tracebridge::exporters
