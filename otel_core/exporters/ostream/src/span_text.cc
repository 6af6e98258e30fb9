#include "otel_core/exporters/ostream/src/span_text.h"

#include "opentelemetry/sdk/resource/resource.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/ostream/src/attribute_text.h"

namespace tracebridge::exporters {
namespace {

using opentelemetry::sdk::trace::EventView;
using opentelemetry::sdk::trace::LinkView;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::trace::SpanKind;
using opentelemetry::trace::StatusCode;

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
