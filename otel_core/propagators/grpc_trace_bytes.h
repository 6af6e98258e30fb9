// The bytes of `grpc-trace-bin` (tracebridge/grpc_trace_bin.h), for its binary and its text form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "opentelemetry/trace/span_context.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::propagators {

inline constexpr std::size_t kGrpcTraceBytes = 29;

namespace grpc_trace_internal {

inline constexpr std::uint8_t kVersion = 0;
inline constexpr std::uint8_t kTraceId = 0;
inline constexpr std::uint8_t kSpanId = 1;
inline constexpr std::uint8_t kOptions = 2;
inline constexpr std::size_t kSizes[] = {16, 8, 1};  // of the values of the fields above

}  // namespace grpc_trace_internal

// Returns whether `text` holds both ids. A decision that is not there is deferred, and a field that is cut off ends
// the reading as an unknown one does.
inline bool ReadGrpcTrace(std::string_view text, Remote* remote) noexcept {
  using namespace grpc_trace_internal;
  if (text.empty() || text.front() != static_cast<char>(kVersion)) return false;
  remote->notes = WireNotes::kDeferred;
  text.remove_prefix(1);
  while (!text.empty()) {
    const auto field = static_cast<std::uint8_t>(text.front());
    if (field > kOptions || text.size() <= kSizes[field]) break;
    const auto* value = reinterpret_cast<const std::uint8_t*>(text.data() + 1);
    if (field == kTraceId) {
      remote->trace_id_high = LoadBigEndian(value);
      remote->trace_id_low = LoadBigEndian(value + 8);
    } else if (field == kSpanId) {
      remote->span_id = LoadBigEndian(value);
    } else {
      remote->flags = *value & opentelemetry::trace::TraceFlags::kIsSampled;
      remote->notes = 0;
    }
    text.remove_prefix(1 + kSizes[field]);
  }
  return remote->HasIds();
}

// Writes kGrpcTraceBytes. Of the flags only sampled: "The behavior of other bits is currently undefined."
inline void WriteGrpcTrace(const opentelemetry::trace::SpanContext& span_context,
                           std::uint8_t* bytes) noexcept {
  using namespace grpc_trace_internal;
  const auto put = [&bytes](std::uint8_t field, const std::uint8_t* value) {
    *bytes++ = field;
    std::memcpy(bytes, value, kSizes[field]);
    bytes += kSizes[field];
  };
  const std::uint8_t options =
      span_context.trace_flags().flags() & opentelemetry::trace::TraceFlags::kIsSampled;
  *bytes++ = kVersion;
  put(kTraceId, span_context.trace_id().Id().data());
  put(kSpanId, span_context.span_id().Id().data());
  put(kOptions, &options);
}

}  // namespace tracebridge::propagators
