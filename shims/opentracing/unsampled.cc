#include "shims/opentracing/unsampled.h"

#include <array>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/default_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/debug_id.h"
#include "tracebridge/wire_notes.h"
#endif

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

template <class Id>
Id RandomId() noexcept {
  std::array<uint8_t, Id::kSize> bytes;
  for (size_t i = 0; i < bytes.size(); i += sizeof(uint64_t)) {
    const uint64_t random = tracebridge_state_v1_random() | 1;  // never all zeros
    std::memcpy(bytes.data() + i, &random, sizeof random);
  }
  return Id{nostd::span<const uint8_t, Id::kSize>{bytes.data(), bytes.size()}};
}

trace::SpanContext With(const trace::SpanContext& context, const trace::TraceId& trace_id,
                        const trace::SpanId& span_id, bool is_sampled, bool is_remote) noexcept {
  const unsigned sampled = trace::TraceFlags::kIsSampled;
  const unsigned flags = (context.trace_flags().flags() & ~sampled) | (is_sampled ? sampled : 0u);
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
  unsigned notes = context.wire_notes() & WireNotes::kOfTheTrace;
  if (!is_sampled) notes &= ~unsigned{WireNotes::kDebug};  // "record", which was overruled
  return {trace_id,
          span_id,
          trace::TraceFlags{static_cast<uint8_t>(flags)},
          is_remote,
          WithoutDebugId(context),
          static_cast<uint8_t>(notes)};
#else
  return {trace_id, span_id, trace::TraceFlags{static_cast<uint8_t>(flags)}, is_remote,
          context.trace_state()};
#endif
}

}  // namespace

SpanPointer StartUnsampled(const trace::SpanContext& parent) noexcept {
  const trace::TraceId trace_id = parent.IsValid() ? parent.trace_id() : RandomId<trace::TraceId>();
  const trace::SpanContext context =
      With(parent, trace_id, RandomId<trace::SpanId>(), /*is_sampled=*/false, /*is_remote=*/false);
  try {
    return SpanPointer(new trace::DefaultSpan(context));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return SpanPointer();
  }
}

trace::SpanContext WithSampled(const trace::SpanContext& context, bool is_sampled) noexcept {
  return With(context, context.trace_id(), context.span_id(), is_sampled, context.IsRemote());
}

}  // namespace tracebridge::opentracing_shim
