#include "otel_core/exporters/otlp/src/request_encoder.h"

#include <string>
#include <vector>

#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/span_fields.h"
#include "otel_core/sdk/src/common/wire.h"

namespace tracebridge::otlp {
namespace {

using exporters::AttributesOf;
using exporters::ValidText;
using wire::DelimitedSize;
using wire::Tag;

// ExportTraceServiceRequest
constexpr std::uint8_t kResourceSpans = Tag(1, wire::kBytes);
// ResourceSpans and ScopeSpans, which have the same numbers
constexpr std::uint8_t kOrigin = Tag(1, wire::kBytes);  // the resource, the scope
constexpr std::uint8_t kMembers = Tag(2, wire::kBytes);
constexpr std::uint8_t kSchemaUrl = Tag(3, wire::kBytes);
// Resource
constexpr std::uint8_t kResourceAttributes = Tag(1, wire::kBytes);
// InstrumentationScope
constexpr std::uint8_t kScopeName = Tag(1, wire::kBytes);
constexpr std::uint8_t kScopeVersion = Tag(2, wire::kBytes);
constexpr std::uint8_t kScopeAttributes = Tag(3, wire::kBytes);
// Span
constexpr std::uint8_t kTraceId = Tag(1, wire::kBytes);
constexpr std::uint8_t kSpanId = Tag(2, wire::kBytes);
constexpr std::uint8_t kParentSpanId = Tag(4, wire::kBytes);
constexpr std::uint8_t kKind = Tag(6, wire::kVarint);
constexpr std::uint8_t kStartTime = Tag(7, wire::kFixed64);
constexpr std::uint8_t kEndTime = Tag(8, wire::kFixed64);
constexpr std::uint8_t kDroppedAttributes = Tag(10, wire::kVarint);
constexpr std::uint8_t kDroppedEvents = Tag(12, wire::kVarint);
constexpr std::uint8_t kDroppedLinks = Tag(14, wire::kVarint);
constexpr std::uint8_t kFlags[] = {0x85, 0x01};  // field 16, fixed32: a tag of two bytes

constexpr std::size_t kTraceIdBytes = 16;
constexpr std::size_t kSpanIdBytes = 8;
// trace_id, span_id, kind, the two times, flags
constexpr std::size_t kFixedBytes = (2 + kTraceIdBytes) + (2 + kSpanIdBytes) + 2 + 2 * 9 + 6;

void Append(std::string* message, std::uint8_t tag, std::string_view payload) {
  std::uint8_t length[10];
  const std::uint8_t* const end = wire::PutVarint(length, payload.size());
  message->push_back(static_cast<char>(tag));
  message->append(reinterpret_cast<const char*>(length), static_cast<std::size_t>(end - length));
  message->append(payload);
}

void AppendText(std::string* message, std::uint8_t tag, const std::string& text) {
  if (!text.empty()) Append(message, tag, ValidText(text));
}

void AppendAttributes(std::string* message, std::uint8_t tag,
                      const opentelemetry::sdk::common::AttributeMap& attributes) {
  const std::unique_ptr<SpanRecord> record = AttributesOf(attributes);
  for (const auto attribute : record->attributes()) Append(message, tag, attribute.wire());
}

// The fields of a ResourceSpans before its members.
std::string ResourceHeader(const Resource* resource) {
  std::string message;
  std::string header;
  if (resource != nullptr) {
    AppendAttributes(&message, kResourceAttributes, resource->GetAttributes());
    AppendText(&header, kSchemaUrl, resource->GetSchemaURL());
  }
  Append(&header, kOrigin, message);
  return header;
}

// The fields of a ScopeSpans before its members.
std::string ScopeHeader(const InstrumentationScope* scope) {
  std::string message;
  std::string header;
  if (scope != nullptr) {
    AppendText(&message, kScopeName, scope->GetName());
    AppendText(&message, kScopeVersion, scope->GetVersion());
    AppendAttributes(&message, kScopeAttributes, scope->GetAttributes());
    AppendText(&header, kSchemaUrl, scope->GetSchemaURL());
  }
  Append(&header, kOrigin, message);
  return header;
}

std::size_t CountSize(std::uint32_t count) { return count == 0 ? 0 : 1 + wire::VarintSize(count); }

std::size_t SpanSize(const SpanRecord& span) {
  return kFixedBytes + (span.parent_span_id().IsValid() ? 2 + kSpanIdBytes : 0) +
         CountSize(span.dropped_attributes_count()) + CountSize(span.dropped_events_count()) +
         CountSize(span.dropped_links_count()) + span.wire().size();
}

template <std::size_t kSize>
std::uint8_t* PutId(std::uint8_t* p, std::uint8_t tag, const std::uint8_t* id) {
  *p++ = tag;
  *p++ = static_cast<std::uint8_t>(kSize);
  return wire::PutRaw(p, id, kSize);
}

std::uint8_t* PutTime(std::uint8_t* p, std::uint8_t tag, std::int64_t nanoseconds) {
  *p++ = tag;
  return wire::PutFixed64(p, static_cast<std::uint64_t>(nanoseconds));
}

std::uint8_t* PutCount(std::uint8_t* p, std::uint8_t tag, std::uint32_t count) {
  if (count == 0) return p;
  *p++ = tag;
  return wire::PutVarint(p, count);
}

std::uint8_t* PutSpan(std::uint8_t* p, const SpanRecord& span) {
  p = PutId<kTraceIdBytes>(p, kTraceId, span.trace_id().Id().data());
  p = PutId<kSpanIdBytes>(p, kSpanId, span.span_id().Id().data());
  if (span.parent_span_id().IsValid()) {
    p = PutId<kSpanIdBytes>(p, kParentSpanId, span.parent_span_id().Id().data());
  }
  *p++ = kKind;
  *p++ = static_cast<std::uint8_t>(OtlpKind(span.kind()));
  p = PutTime(p, kStartTime, StartNanoseconds(span));
  p = PutTime(p, kEndTime, EndNanoseconds(span));
  p = PutCount(p, kDroppedAttributes, span.dropped_attributes_count());
  p = PutCount(p, kDroppedEvents, span.dropped_events_count());
  p = PutCount(p, kDroppedLinks, span.dropped_links_count());
  p = wire::PutRaw(p, kFlags, sizeof kFlags);
  p = wire::PutFixed32(p, OtlpFlags(span));
  return wire::PutRaw(p, span.wire().data(), span.wire().size());
}

std::uint8_t* PutPrefix(std::uint8_t* p, std::uint8_t tag, std::size_t size) {
  *p++ = tag;
  return wire::PutVarint(p, size);
}

// Lengths come before what they measure, so all are worked out first.
struct MeasuredScope {
  std::string header;
  std::size_t size;
  const ScopeGroup* group;
};

struct MeasuredResource {
  std::string header;
  std::size_t size;
  std::vector<MeasuredScope> scopes;
};

MeasuredScope Measure(const ScopeGroup& group) {
  MeasuredScope scope{ScopeHeader(group.scope), 0, &group};
  scope.size = scope.header.size();
  for (const SpanRecord* span : group.spans) scope.size += 1 + DelimitedSize(SpanSize(*span));
  return scope;
}

MeasuredResource Measure(const ResourceGroup& group) {
  MeasuredResource resource{ResourceHeader(group.resource), 0, {}};
  resource.size = resource.header.size();
  for (const ScopeGroup& scope : group.scopes) {
    resource.scopes.push_back(Measure(scope));
    resource.size += 1 + DelimitedSize(resource.scopes.back().size);
  }
  return resource;
}

}  // namespace

std::string_view RequestEncoder::Encode(const SpanGroups& groups) {
  std::vector<MeasuredResource> resources;
  std::size_t size = 0;
  for (const ResourceGroup& group : groups.resources) {
    resources.push_back(Measure(group));
    size += 1 + DelimitedSize(resources.back().size);
  }

  std::uint8_t* const begin = Reserve(size);
  std::uint8_t* p = begin;
  for (const MeasuredResource& resource : resources) {
    p = PutPrefix(p, kResourceSpans, resource.size);
    p = wire::PutRaw(p, resource.header.data(), resource.header.size());
    for (const MeasuredScope& scope : resource.scopes) {
      p = PutPrefix(p, kMembers, scope.size);
      p = wire::PutRaw(p, scope.header.data(), scope.header.size());
      for (const SpanRecord* span : scope.group->spans) {
        p = PutPrefix(p, kMembers, SpanSize(*span));
        p = PutSpan(p, *span);
      }
    }
  }
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(p - begin)};
}

std::uint8_t* RequestEncoder::Reserve(std::size_t size) {
  if (size > capacity_) {
    buffer_.reset();
    capacity_ = 0;
    buffer_.reset(new std::uint8_t[size]);
    capacity_ = size;
  }
  return buffer_.get();
}

}  // namespace tracebridge::otlp
