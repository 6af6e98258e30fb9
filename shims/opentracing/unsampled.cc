#include "shims/opentracing/unsampled.h"

#include <array>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/trace/default_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

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

trace::TraceFlags WithSampled(trace::TraceFlags flags, bool sampled) noexcept {
  const unsigned others = flags.flags() & ~unsigned{trace::TraceFlags::kIsSampled};
  return trace::TraceFlags{
      static_cast<uint8_t>(others | (sampled ? trace::TraceFlags::kIsSampled : 0u))};
}

}  // namespace

SpanPointer StartUnsampled(const trace::SpanContext& parent) noexcept {
  const trace::TraceId trace_id = parent.IsValid() ? parent.trace_id() : RandomId<trace::TraceId>();
  const trace::SpanContext context{trace_id, RandomId<trace::SpanId>(),
                                   WithSampled(parent.trace_flags(), false), false,
                                   parent.trace_state()};
  try {
    return SpanPointer(new trace::DefaultSpan(context));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return SpanPointer();
  }
}

trace::SpanContext Sampled(const trace::SpanContext& context) noexcept {
  return {context.trace_id(), context.span_id(), WithSampled(context.trace_flags(), true),
          context.IsRemote(), context.trace_state()};
}

}  // namespace tracebridge::opentracing_shim
