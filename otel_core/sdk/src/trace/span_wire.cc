#include "otel_core/sdk/src/trace/span_wire.h"

#include "otel_core/sdk/src/common/wire.h"
#include "otel_core/sdk/src/trace/span_fields.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::sdk::trace::SpanRecord;
using wire::Tag;

// ScopeSpans
constexpr std::uint8_t kSpans = Tag(2, wire::kBytes);
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

std::size_t CountSize(std::uint32_t count) noexcept {
  return count == 0 ? 0 : 1 + wire::VarintSize(count);
}

template <std::size_t kSize>
std::uint8_t* PutId(std::uint8_t* p, std::uint8_t tag, const std::uint8_t* id) noexcept {
  *p++ = tag;
  *p++ = static_cast<std::uint8_t>(kSize);
  return wire::PutRaw(p, id, kSize);
}

std::uint8_t* PutTime(std::uint8_t* p, std::uint8_t tag, std::int64_t nanoseconds) noexcept {
  *p++ = tag;
  return wire::PutFixed64(p, static_cast<std::uint64_t>(nanoseconds));
}

std::uint8_t* PutCount(std::uint8_t* p, std::uint8_t tag, std::uint32_t count) noexcept {
  if (count == 0) return p;
  *p++ = tag;
  return wire::PutVarint(p, count);
}

}  // namespace

std::size_t SpanSize(const SpanRecord& span) noexcept {
  return kFixedBytes + (span.parent_span_id().IsValid() ? 2 + kSpanIdBytes : 0) +
         CountSize(span.dropped_attributes_count()) + CountSize(span.dropped_events_count()) +
         CountSize(span.dropped_links_count()) + span.wire().size();
}

std::size_t MemberSize(std::size_t span_size) noexcept {
  return 1 + wire::DelimitedSize(span_size);
}

std::uint8_t* PutMember(std::uint8_t* p, const SpanRecord& span, std::size_t span_size) noexcept {
  *p++ = kSpans;
  p = wire::PutVarint(p, span_size);
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

}  // namespace tracebridge::otlp
