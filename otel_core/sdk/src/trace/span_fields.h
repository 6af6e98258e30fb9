// The fields of a span that OTLP writes in another way than the record keeps them; the same in the
// binary and in the JSON encoding.
//
// Source: opentelemetry-proto 1.10, trace/v1/trace.proto, "SpanKind" and "SpanFlags".
#pragma once

#include <cstdint>

#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::otlp {

inline int OtlpKind(opentelemetry::trace::SpanKind kind) {
  using opentelemetry::trace::SpanKind;
  switch (kind) {
    case SpanKind::kInternal:
      return 1;
    case SpanKind::kServer:
      return 2;
    case SpanKind::kClient:
      return 3;
    case SpanKind::kProducer:
      return 4;
    case SpanKind::kConsumer:
      return 5;
  }
  return 0;  // "unspecified": a number that is none of the API's
}

// The W3C flags, that it is known whether the parent was remote, and whether it was.
inline std::uint32_t OtlpFlags(const opentelemetry::sdk::trace::SpanRecord& span) {
  return span.trace_flags().flags() | 0x100u | (span.parent_is_remote() ? 0x200u : 0u);
}

inline std::int64_t StartNanoseconds(const opentelemetry::sdk::trace::SpanRecord& span) {
  return span.start_time().time_since_epoch().count();
}

inline std::int64_t EndNanoseconds(const opentelemetry::sdk::trace::SpanRecord& span) {
  return StartNanoseconds(span) + span.duration().count();
}

}  // namespace tracebridge::otlp
