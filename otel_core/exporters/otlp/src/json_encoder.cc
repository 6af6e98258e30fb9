#include "otel_core/exporters/otlp/src/json_encoder.h"

#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/json_object.h"
#include "otel_core/exporters/otlp/src/json_origin.h"
#include "otel_core/exporters/otlp/src/json_text.h"
#include "otel_core/sdk/src/trace/span_fields.h"

namespace tracebridge::otlp {
namespace {

using exporters::ValidText;
using opentelemetry::sdk::trace::EventView;
using opentelemetry::sdk::trace::LinkView;

void AppendEvent(const EventView& event, std::string* out) {
  JsonObject object(out);
  object.Time("timeUnixNano", event.time().time_since_epoch().count());
  object.Text("name", event.name());
  AppendAttributes("attributes", event.attributes(), &object, out);
  object.Count("droppedAttributesCount", event.dropped_attributes_count());
  object.End();
}

void AppendLink(const LinkView& link, std::string* out) {
  JsonObject object(out);
  AppendHex(link.trace_id().Id().data(), 16, object.Member("traceId"));
  AppendHex(link.span_id().Id().data(), 8, object.Member("spanId"));
  object.Text("traceState", link.trace_state());
  AppendAttributes("attributes", link.attributes(), &object, out);
  object.Count("droppedAttributesCount", link.dropped_attributes_count());
  object.Member("flags")->append(std::to_string(link.flags()));
  object.End();
}

void AppendStatus(const SpanRecord& span, JsonObject* object) {
  using opentelemetry::trace::StatusCode;
  if (span.status() == StatusCode::kUnset) return;
  JsonObject status(object->Member("status"));
  status.Text("message", span.status_description());
  status.Count("code", span.status() == StatusCode::kOk ? 1 : 2);
  status.End();
}

void AppendSpan(const SpanRecord& span, std::string* out) {
  JsonObject object(out);
  AppendHex(span.trace_id().Id().data(), 16, object.Member("traceId"));
  AppendHex(span.span_id().Id().data(), 8, object.Member("spanId"));
  object.Text("traceState", span.trace_state());
  if (span.parent_span_id().IsValid()) {
    AppendHex(span.parent_span_id().Id().data(), 8, object.Member("parentSpanId"));
  }
  object.Member("flags")->append(std::to_string(OtlpFlags(span)));
  object.Text("name", span.name());
  object.Member("kind")->append(std::to_string(OtlpKind(span.kind())));
  object.Time("startTimeUnixNano", StartNanoseconds(span));
  object.Time("endTimeUnixNano", EndNanoseconds(span));
  AppendAttributes("attributes", span.attributes(), &object, out);
  object.Count("droppedAttributesCount", span.dropped_attributes_count());
  if (!span.events().empty()) {
    AppendArray(span.events(), object.Member("events"),
                [out](const EventView& event) { AppendEvent(event, out); });
  }
  object.Count("droppedEventsCount", span.dropped_events_count());
  if (!span.links().empty()) {
    AppendArray(span.links(), object.Member("links"),
                [out](const LinkView& link) { AppendLink(link, out); });
  }
  object.Count("droppedLinksCount", span.dropped_links_count());
  AppendStatus(span, &object);
  object.End();
}

void AppendScopeSpans(const ScopeGroup& group, std::string* out) {
  JsonObject object(out);
  AppendScope(group.scope, object.Member("scope"));
  AppendArray(group.spans, object.Member("spans"),
              [out](const SpanRecord* span) { AppendSpan(*span, out); });
  if (group.scope != nullptr) object.Text("schemaUrl", ValidText(group.scope->GetSchemaURL()));
  object.End();
}

void AppendResourceSpans(const ResourceGroup& group, std::string* out) {
  JsonObject object(out);
  AppendResource(group.resource, object.Member("resource"));
  AppendArray(group.scopes, object.Member("scopeSpans"),
              [out](const ScopeGroup& scope) { AppendScopeSpans(scope, out); });
  if (group.resource != nullptr) {
    object.Text("schemaUrl", ValidText(group.resource->GetSchemaURL()));
  }
  object.End();
}

}  // namespace

void EncodeJson(const SpanGroups& groups, std::string* out) {
  out->clear();
  JsonObject request(out);
  AppendArray(groups.resources, request.Member("resourceSpans"),
              [out](const ResourceGroup& group) { AppendResourceSpans(group, out); });
  request.End();
}

}  // namespace tracebridge::otlp
