#include "otel_core/exporters/zipkin/src/span_json.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/json_object.h"
#include "otel_core/exporters/otlp/src/json_text.h"
#include "otel_core/exporters/otlp/src/value_json.h"
#include "otel_core/exporters/zipkin/src/annotation.h"
#include "otel_core/exporters/zipkin/src/remote_endpoint.h"
#include "otel_core/exporters/zipkin/src/span_tags.h"

namespace tracebridge::zipkin {
namespace {

using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::AttributeView;
using opentelemetry::sdk::trace::EventView;
using opentelemetry::sdk::trace::LinkView;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::sdk::trace::ValueView;
using opentelemetry::trace::StatusCode;
using otlp::AppendArray;
using otlp::AppendQuoted;
using otlp::JsonObject;
using otlp::TextOf;

constexpr std::string_view kServiceName = "service.name";
constexpr std::string_view kUnknownService = "unknown_service";  // "the default Resource"
constexpr std::string_view kError = "error";
constexpr std::string_view kLink = "otlp.link.";

std::int64_t Microseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

template <typename Id>
void AppendId(const Id& id, std::string* out) {
  otlp::AppendHex(id.Id().data(), id.Id().size(), out);
}

template <typename Id>
std::string Hex(const Id& id) {
  std::string text(id.Id().size() * 2, '0');
  id.ToLowerBase16({text.data(), text.size()});
  return text;
}

std::string LinkText(const LinkView& link) {
  std::string text = Hex(link.trace_id()) + "|" + Hex(link.span_id()) + "|";
  text.append(link.trace_state()).append("|");
  AppendAttributes(link.attributes(), 0, &text);
  return text + "|" + std::to_string(link.dropped_attributes_count());
}

// "If a boolean version (`{"error":false}` or `{"error":"false"}`) is present, it SHOULD be removed."
bool IsFalse(const ValueView& value) {
  if (value.type() == ValueView::Type::kBool) return !value.AsBool();
  return value.type() == ValueView::Type::kText && value.AsText() == "false";
}

// The description; without one, what an attribute of that name says: "use an empty string if Description has no value".
std::string ErrorText(const SpanRecord& span) {
  if (!span.status_description().empty()) return std::string(span.status_description());
  for (const AttributeView& attribute : span.attributes()) {
    if (attribute.key() == kError && !IsFalse(attribute.value())) return TextOf(attribute.value());
  }
  return "";
}

// The attributes of a resource or a scope, which many spans share.
struct SharedTags {
  std::unique_ptr<SpanRecord> record;  // which the keys are in
  std::vector<std::pair<std::string_view, std::string>> tags;
};

SharedTags ShareTags(const opentelemetry::sdk::common::AttributeMap& attributes) {
  SharedTags shared{exporters::AttributesOf(attributes), {}};
  for (const AttributeView& attribute : shared.record->attributes()) {
    shared.tags.emplace_back(attribute.key(), TextOf(attribute.value()));
  }
  return shared;
}

// The tags of one span. Of two with one name the first counts: a JSON object has one.
class Tags {
 public:
  void Begin(JsonObject* span) {
    span_ = span;
    out_ = nullptr;
    seen_.clear();
  }

  void Add(std::string_view key, std::string_view text) {
    if (std::find(seen_.begin(), seen_.end(), key) != seen_.end()) return;
    seen_.push_back(key);
    if (out_ == nullptr) {
      out_ = span_->Member("tags");
      out_->push_back('{');
    } else {
      out_->push_back(',');
    }
    AppendQuoted(key, out_);
    out_->push_back(':');
    AppendQuoted(text, out_);
  }
  void AddText(std::string_view key, std::string_view text) {
    if (!text.empty()) Add(key, text);
  }
  void AddCount(std::string_view key, std::uint32_t count) {
    if (count != 0) Add(key, std::to_string(count));
  }

  void End() {
    if (out_ != nullptr) out_->push_back('}');
  }

 private:
  JsonObject* span_ = nullptr;
  std::string* out_ = nullptr;  // null until there is a tag
  std::vector<std::string_view> seen_;
};

class Encoder {
 public:
  Encoder(const EncodeOptions& options, std::string* out) : options_(options), out_(out) {}

  void Encode(const otlp::SpanGroups& groups) {
    out_->assign("[");
    for (const otlp::ResourceGroup& group : groups.resources) AppendResource(group);
    out_->push_back(']');
  }

 private:
  void AppendResource(const otlp::ResourceGroup& group) {
    resource_ = {};
    if (group.resource != nullptr) resource_ = ShareTags(group.resource->GetAttributes());
    AppendLocalEndpoint();
    for (const otlp::ScopeGroup& scope : group.scopes) AppendScope(scope);
  }

  // "Zipkin service name MUST be set to the value of the resource attribute `service.name`".
  void AppendLocalEndpoint() {
    std::string service =
        options_.service_name.empty() ? std::string(kUnknownService) : options_.service_name;
    const auto named = std::find_if(resource_.tags.begin(), resource_.tags.end(),
                                    [](const auto& tag) { return tag.first == kServiceName; });
    if (named != resource_.tags.end()) {
      if (!named->second.empty()) service = std::move(named->second);
      resource_.tags.erase(named);
    }
    local_json_.clear();
    JsonObject endpoint(&local_json_);
    endpoint.Text("serviceName", exporters::ValidText(service));
    endpoint.Text("ipv4", exporters::ValidText(options_.ipv4));
    endpoint.Text("ipv6", exporters::ValidText(options_.ipv6));
    endpoint.End();
  }

  void AppendScope(const otlp::ScopeGroup& group) {
    scope_ = {};
    scope_name_.clear();
    scope_version_.clear();
    if (group.scope != nullptr) {
      scope_ = ShareTags(group.scope->GetAttributes());
      scope_name_ = exporters::ValidText(group.scope->GetName());
      scope_version_ = exporters::ValidText(group.scope->GetVersion());
    }
    for (const SpanRecord* span : group.spans) {
      if (out_->size() > 1) out_->push_back(',');
      AppendSpan(*span);
    }
  }

  void AppendSpan(const SpanRecord& span) {
    JsonObject object(out_);
    AppendId(span.trace_id(), object.Member("traceId"));
    if (span.parent_span_id().IsValid()) {
      AppendId(span.parent_span_id(), object.Member("parentId"));
    }
    AppendId(span.span_id(), object.Member("id"));
    object.Text("kind", KindText(span.kind()));
    object.Text("name", span.name());
    AppendTimes(span, &object);
    object.Member("localEndpoint")->append(local_json_);
    AppendRemoteEndpoint(span, &object);
    AppendEvents(span, &object);
    AppendTags(span, &object);
    object.End();
  }

  // "reported in microseconds as whole numbers"; zipkin2-api.yaml: "Durations of less than one are rounded up." An absent
  // number is 0 there.
  static void AppendTimes(const SpanRecord& span, JsonObject* object) {
    const std::int64_t start = Microseconds(span.start_time().time_since_epoch());
    if (start > 0) object->Member("timestamp")->append(std::to_string(start));
    const std::int64_t duration = std::max<std::int64_t>(1, Microseconds(span.duration()));
    object->Member("duration")->append(std::to_string(duration));
  }

  static void AppendRemoteEndpoint(const SpanRecord& span, JsonObject* object) {
    const RemoteEndpoint remote = RemoteEndpointOf(span);
    if (remote.empty()) return;
    JsonObject endpoint(object->Member("remoteEndpoint"));
    endpoint.Text("serviceName", remote.service_name);
    endpoint.Text("ipv4", remote.ipv4);
    endpoint.Text("ipv6", remote.ipv6);
    endpoint.Count("port", remote.port);
    endpoint.End();
  }

  void AppendEvents(const SpanRecord& span, JsonObject* object) {
    if (span.events().empty()) return;
    AppendArray(span.events(), object->Member("annotations"), [this](const EventView& event) {
      JsonObject annotation(out_);
      annotation.Member("timestamp")
          ->append(std::to_string(Microseconds(event.time().time_since_epoch())));
      AppendQuoted(AnnotationOf(event, options_.annotations), annotation.Member("value"));
      annotation.End();
    });
  }

  void AppendTags(const SpanRecord& span, JsonObject* object) {
    tags_.Begin(object);
    for (const SpanTag& row : kSpanTags) AddTag(row, span);
    std::size_t number = 0;
    for (const LinkView& link : span.links()) tags_.Add(LinkKey(number++), LinkText(link));
    for (const AttributeView& attribute : span.attributes()) {
      const ValueView value = attribute.value();
      if (attribute.key() == kError && IsFalse(value)) continue;
      tags_.Add(attribute.key(), TextOf(value));
    }
    for (const auto& [key, text] : scope_.tags) tags_.Add(key, text);
    for (const auto& [key, text] : resource_.tags) tags_.Add(key, text);
    tags_.End();
  }

  std::string_view LinkKey(std::size_t number) {
    while (link_keys_.size() <= number) {
      link_keys_.push_back(std::string(kLink) + std::to_string(link_keys_.size()));
    }
    return link_keys_[number];
  }

  void AddTag(const SpanTag& row, const SpanRecord& span) {
    switch (row.field) {
      case SpanField::kStatusCode:
        return tags_.AddText(row.tag, StatusText(span.status()));
      case SpanField::kError:
        if (span.status() == StatusCode::kError) tags_.Add(row.tag, ErrorText(span));
        return;
      case SpanField::kScopeName:
        return tags_.AddText(row.tag, scope_name_);
      case SpanField::kScopeVersion:
        return tags_.AddText(row.tag, scope_version_);
      case SpanField::kTraceState:
        return tags_.AddText(row.tag, span.trace_state());
      case SpanField::kDroppedAttributes:
        return tags_.AddCount(row.tag, span.dropped_attributes_count());
      case SpanField::kDroppedEvents:
        return tags_.AddCount(row.tag, span.dropped_events_count());
      case SpanField::kDroppedLinks:
        return tags_.AddCount(row.tag, span.dropped_links_count());
    }
  }

  const EncodeOptions& options_;
  std::string* const out_;
  Tags tags_;
  std::deque<std::string> link_keys_;
  // Of the group that is being written.
  SharedTags resource_;
  SharedTags scope_;
  std::string scope_name_;
  std::string scope_version_;
  std::string local_json_;
};

}  // namespace

void EncodeSpans(const otlp::SpanGroups& groups, const EncodeOptions& options, std::string* out) {
  Encoder(options, out).Encode(groups);
}

}  // namespace tracebridge::zipkin
