#include "shims/opentracing/runtime_context.h"

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "shims/activation/replace_current.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

using opentelemetry::context::internal::ContextAccess;

trace::SpanContext CurrentSpanContext() noexcept {
  if (RuntimeContext::HasCustomStorage())
    return trace::GetSpanContext(RuntimeContext::GetCurrent());
  const trace::Span* const span = trace::internal::CurrentSpan();
  return span == nullptr ? trace::SpanContext::GetInvalid() : span->GetContext();
}

BaggagePointer CurrentBaggage() noexcept {
  const state::Frame* frame = tracebridge_state_v1_current();
  if (frame == nullptr) return BaggagePointer();
  if (frame->span == nullptr && RuntimeContext::HasCustomStorage()) {
    return BaggageOf(RuntimeContext::GetCurrent());
  }
  // A frame whose context nobody has asked for yet adds a span to what is below, and nothing else.
  while (frame != nullptr && !frame->context_made) frame = frame->below;
  return frame == nullptr ? BaggagePointer() : BaggageOf(ContextAccess::Restore(frame->context));
}

bool IsShared(const BaggagePointer& baggage) noexcept { return baggage.use_count() > 1; }

bool ReplaceCurrent(const Context& context) noexcept { return RuntimeContext::Replace(context); }

#else

trace::SpanContext CurrentSpanContext() noexcept {
  return trace::GetSpan(RuntimeContext::GetCurrent())->GetContext();
}

BaggagePointer CurrentBaggage() noexcept { return BaggageOf(RuntimeContext::GetCurrent()); }

bool IsShared(const BaggagePointer&) noexcept { return false; }

bool ReplaceCurrent(const Context& context) noexcept { return activation::ReplaceCurrent(context); }

#endif

}  // namespace tracebridge::opentracing_shim
