// The flags byte of Jaeger, in headers and in its binary form.
//
// Source: Jaeger client libraries, "Propagation Format", flags.
#pragma once

#include <cstdint>

#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_flags.h"
#include "otel_core/propagators/remote_context.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::propagators {

struct JaegerFlag {
  std::uint8_t bit;
  std::uint8_t flag;  // of TraceFlags
  std::uint8_t note;  // of WireNotes
};

constexpr JaegerFlag kJaegerFlags[] = {
    {1, opentelemetry::trace::TraceFlags::kIsSampled, 0},
    {2, 0, WireNotes::kDebug},
    {8, 0, WireNotes::kFirehose},
    // 4: "not used". Dropped, as are the others.
};

inline void SetJaegerFlags(std::uint64_t flags, Remote* remote) noexcept {
  for (const JaegerFlag& row : kJaegerFlags) {
    if ((flags & row.bit) == 0) continue;
    remote->flags |= row.flag;
    remote->notes |= row.note;
  }
}

inline std::uint8_t JaegerFlags(const opentelemetry::trace::SpanContext& context) noexcept {
  unsigned flags = 0;
  for (const JaegerFlag& row : kJaegerFlags) {
    if ((context.trace_flags().flags() & row.flag) != 0 || (context.wire_notes() & row.note) != 0) {
      flags |= row.bit;
    }
  }
  return static_cast<std::uint8_t>(flags);
}

}  // namespace tracebridge::propagators
