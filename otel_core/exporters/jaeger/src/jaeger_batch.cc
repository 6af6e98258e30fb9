#include "otel_core/exporters/jaeger/src/jaeger_batch.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/jaeger/src/span_tags.h"
#include "otel_core/exporters/otlp/src/value_json.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::jaeger {
namespace {

using opentelemetry::sdk::trace::AttributeRange;
using opentelemetry::sdk::trace::AttributeView;
using opentelemetry::sdk::trace::EventView;
using opentelemetry::sdk::trace::LinkView;
using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::sdk::trace::ValueView;
using opentelemetry::trace::StatusCode;

constexpr std::string_view kServiceName = "service.name";
constexpr std::string_view kUnknownService = "unknown_service";  // "the default Resource"
constexpr std::string_view kEvent = "event";
constexpr std::string_view kDroppedAttributesCount = "otel.dropped_attributes_count";
constexpr std::string_view kTraceState = "w3c.tracestate";
// OpenTelemetry semantic conventions 1.38, "OpenTracing"; the shim sets it on each reference's link.
constexpr std::string_view kRefType = "opentracing.ref_type";
constexpr std::string_view kChildOf = "child_of";

constexpr std::int32_t kSampled = 1;
constexpr std::int32_t kDebug = 2;
constexpr std::int32_t kFirehose = 8;

Text View(std::string_view text) { return {text.data(), text.size()}; }

Tag TextTag(std::string_view key, std::string_view value) {
  Tag tag{};
  tag.key = View(key);
  tag.type = TagType::kString;
  tag.v_text = View(value);
  return tag;
}

Tag LongTag(std::string_view key, std::int64_t value) {
  Tag tag{};
  tag.key = View(key);
  tag.type = TagType::kLong;
  tag.v_long = value;
  return tag;
}

Tag BoolTag(std::string_view key, bool value) {
  Tag tag{};
  tag.key = View(key);
  tag.type = TagType::kBool;
  tag.v_bool = value;
  return tag;
}

// "Big Endian byte order [...] re-interpreting the existing 64bit value as signed".
std::int64_t ToNumber(const std::uint8_t* bytes) {
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | bytes[i];
  return static_cast<std::int64_t>(number);
}

std::int64_t Low(const opentelemetry::trace::TraceId& id) { return ToNumber(id.Id().data() + 8); }
std::int64_t High(const opentelemetry::trace::TraceId& id) { return ToNumber(id.Id().data()); }
std::int64_t ToNumber(const opentelemetry::trace::SpanId& id) { return ToNumber(id.Id().data()); }

std::int64_t Microseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

template <typename Id>
std::string Hex(const Id& id) {
  std::string text(id.Id().size() * 2, '0');
  id.ToLowerBase16({text.data(), text.size()});
  return text;
}

bool Has(const AttributeRange& attributes, std::string_view key) {
  return std::any_of(attributes.begin(), attributes.end(),
                     [key](const AttributeView& attribute) { return attribute.key() == key; });
}

RefType RefTypeOf(const LinkView& link) {
  for (const AttributeView& attribute : link.attributes()) {
    if (attribute.key() == kRefType && attribute.value().AsText() == kChildOf) {
      return RefType::kChildOf;
    }
  }
  return RefType::kFollowsFrom;
}

// As Jaeger's clients send them: the trace's, and both of the first two for a request that brought a debug id.
std::int32_t FlagsOf(const SpanRecord& record) {
  std::int32_t flags = record.trace_flags().IsSampled() ? kSampled : 0;
  const bool has_debug_id = Has(record.attributes(), std::string_view(kDebugIdKey));
  if (has_debug_id || (record.wire_notes() & WireNotes::kDebug) != 0) flags |= kDebug;
  if ((record.wire_notes() & WireNotes::kFirehose) != 0) flags |= kFirehose;
  return flags;
}

}  // namespace

JaegerBatch::JaegerBatch(const otlp::ResourceGroup& group) {
  AddProcess(group.resource);
  for (const otlp::ScopeGroup& scope : group.scopes) {
    const SpanRecord* attributes = nullptr;
    if (scope.scope != nullptr) {
      records_.push_back(exporters::AttributesOf(scope.scope->GetAttributes()));
      attributes = records_.back().get();
    }
    for (const SpanRecord* record : scope.spans) AddSpan(*record, attributes);
  }
  batch_.spans = {spans_.data(), spans_.size()};
}

void JaegerBatch::AddProcess(const opentelemetry::sdk::resource::Resource* resource) {
  batch_.service_name = View(kUnknownService);
  if (resource == nullptr) return;
  records_.push_back(exporters::AttributesOf(resource->GetAttributes()));
  Tags tags;
  for (const AttributeView& attribute : records_.back()->attributes()) {
    const ValueView value = attribute.value();
    if (attribute.key() == kServiceName && value.type() == ValueView::Type::kText) {
      batch_.service_name = View(value.AsText());
    } else {
      tags.push_back(ToTag(attribute.key(), value));
    }
  }
  batch_.process_tags = Keep(std::move(tags), &tags_);
}

void JaegerBatch::AddSpan(const SpanRecord& record, const SpanRecord* scope) {
  Span span{};
  span.trace_id_low = Low(record.trace_id());
  span.trace_id_high = High(record.trace_id());
  span.span_id = ToNumber(record.span_id());
  span.parent_span_id = ToNumber(record.parent_span_id());
  span.start_time = Microseconds(record.start_time().time_since_epoch());
  span.duration = Microseconds(record.duration());
  span.flags = FlagsOf(record);
  span.operation_name = View(record.name());

  Tags tags;
  AddAttributes(record.attributes(), &tags);
  AddSpanTags(record, &tags);
  if (scope != nullptr) AddScopeAttributes(*scope, &tags);
  span.tags = Keep(std::move(tags), &tags_);

  std::vector<Log> logs;
  std::vector<Reference> references;
  AddLinks(record, &references, &logs);
  AddEvents(record, &logs);
  span.references = Keep(std::move(references), &references_);
  span.logs = Keep(std::move(logs), &logs_);
  spans_.push_back(span);
}

void JaegerBatch::AddAttributes(const AttributeRange& attributes, Tags* tags) {
  for (const AttributeView& attribute : attributes) {
    tags->push_back(ToTag(attribute.key(), attribute.value()));
  }
}

// non-OTLP, "Instrumentation Scope Attributes": "at the most suitable place [...] typically at the Span". The span's own
// attribute of a name wins.
void JaegerBatch::AddScopeAttributes(const SpanRecord& scope, Tags* tags) {
  const auto end = static_cast<std::ptrdiff_t>(tags->size());
  for (const AttributeView& attribute : scope.attributes()) {
    const std::string_view key = attribute.key();
    const bool is_taken = std::any_of(tags->begin(), tags->begin() + end, [key](const Tag& tag) {
      return std::string_view(tag.key.data, tag.key.size) == key;
    });
    if (!is_taken) tags->push_back(ToTag(key, attribute.value()));
  }
}

void JaegerBatch::AddSpanTags(const SpanRecord& record, Tags* tags) {
  const auto add_text = [tags](std::string_view tag, std::string_view value) {
    if (!value.empty()) tags->push_back(TextTag(tag, value));
  };
  const auto add_count = [tags](std::string_view tag, std::uint32_t count) {
    if (count != 0) tags->push_back(LongTag(tag, count));
  };
  const otlp::InstrumentationScope* const scope = record.scope();
  for (const SpanTag& row : kSpanTags) {
    switch (row.field) {
      case SpanField::kKind:
        add_text(row.tag, KindText(record.kind()));
        break;
      case SpanField::kError:
        if (record.status() == StatusCode::kError) tags->push_back(BoolTag(row.tag, true));
        break;
      case SpanField::kStatusCode:
        add_text(row.tag, StatusText(record.status()));
        break;
      case SpanField::kStatusDescription:
        add_text(row.tag, record.status_description());
        break;
      case SpanField::kScopeName:
        if (scope != nullptr && !scope->GetName().empty()) {
          Tag tag = TextTag(row.tag, "");
          tag.v_text = Keep(exporters::ValidText(scope->GetName()));
          tags->push_back(tag);
        }
        break;
      case SpanField::kScopeVersion:
        if (scope != nullptr && !scope->GetVersion().empty()) {
          Tag tag = TextTag(row.tag, "");
          tag.v_text = Keep(exporters::ValidText(scope->GetVersion()));
          tags->push_back(tag);
        }
        break;
      case SpanField::kTraceState:
        add_text(row.tag, record.trace_state());
        break;
      case SpanField::kDroppedAttributes:
        add_count(row.tag, record.dropped_attributes_count());
        break;
      case SpanField::kDroppedEvents:
        add_count(row.tag, record.dropped_events_count());
        break;
      case SpanField::kDroppedLinks:
        add_count(row.tag, record.dropped_links_count());
        break;
    }
  }
}

// "If OpenTelemetry Event contains an attributes with the key `event`, it should take precedence over Event's `name`."
void JaegerBatch::AddEvents(const SpanRecord& record, std::vector<Log>* logs) {
  for (const EventView& event : record.events()) {
    Tags fields;
    if (!Has(event.attributes(), kEvent)) fields.push_back(TextTag(kEvent, event.name()));
    AddAttributes(event.attributes(), &fields);
    if (event.dropped_attributes_count() != 0) {
      fields.push_back(LongTag(kDroppedAttributesCount, event.dropped_attributes_count()));
    }
    logs->push_back(
        {Microseconds(event.time().time_since_epoch()), Keep(std::move(fields), &tags_)});
  }
}

// "The exporter MAY additionally convert Link(s) to span Log(s)": where a reference does not say it all.
void JaegerBatch::AddLinks(const SpanRecord& record, std::vector<Reference>* references,
                           std::vector<Log>* logs) {
  for (const LinkView& link : record.links()) {
    // OpenTracing's reference to a context without ids (baggage alone, or a `jaeger-debug-id`) is a link to no span.
    if (link.trace_id().IsValid() && link.span_id().IsValid()) {
      references->push_back(
          {RefTypeOf(link), Low(link.trace_id()), High(link.trace_id()), ToNumber(link.span_id())});
    }
    Tags rest;
    for (const AttributeView& attribute : link.attributes()) {
      if (attribute.key() != kRefType) rest.push_back(ToTag(attribute.key(), attribute.value()));
    }
    if (!link.trace_state().empty()) rest.push_back(TextTag(kTraceState, link.trace_state()));
    if (link.dropped_attributes_count() != 0) {
      rest.push_back(LongTag(kDroppedAttributesCount, link.dropped_attributes_count()));
    }
    if (rest.empty()) continue;

    Tags fields{TextTag(kEvent, "link"), TextTag("trace_id", ""), TextTag("span_id", "")};
    fields[1].v_text = Keep(Hex(link.trace_id()));
    fields[2].v_text = Keep(Hex(link.span_id()));
    fields.insert(fields.end(), rest.begin(), rest.end());
    logs->push_back(
        {Microseconds(record.start_time().time_since_epoch()), Keep(std::move(fields), &tags_)});
  }
}

Tag JaegerBatch::ToTag(std::string_view key, const ValueView& value) {
  switch (value.type()) {
    case ValueView::Type::kEmpty:
      return TextTag(key, "");
    case ValueView::Type::kText:
      return TextTag(key, value.AsText());
    case ValueView::Type::kBool:
      return BoolTag(key, value.AsBool());
    case ValueView::Type::kInt:
      return LongTag(key, value.AsInt());
    case ValueView::Type::kDouble: {
      Tag tag{};
      tag.key = View(key);
      tag.type = TagType::kDouble;
      tag.v_double = value.AsDouble();
      return tag;
    }
    case ValueView::Type::kArray: {
      std::string json;
      otlp::AppendJson(value, &json);
      Tag tag = TextTag(key, "");
      tag.v_text = Keep(std::move(json));
      return tag;
    }
    case ValueView::Type::kBytes: {
      Tag tag = TextTag(key, value.AsBytes());
      tag.type = TagType::kBinary;
      return tag;
    }
  }
  return TextTag(key, "");
}

Text JaegerBatch::Keep(std::string text) { return View(texts_.emplace_back(std::move(text))); }

template <typename T>
Array<T> JaegerBatch::Keep(std::vector<T> list, std::deque<std::vector<T>>* kept) {
  if (list.empty()) return {nullptr, 0};
  const std::vector<T>& stays = kept->emplace_back(std::move(list));
  return {stays.data(), stays.size()};
}

}  // namespace tracebridge::jaeger
