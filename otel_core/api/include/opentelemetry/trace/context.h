// The span of a Context.
//
// Source: OpenTelemetry specification 1.60.0, trace/api.md, "Context Interaction".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

namespace internal {

// Returns the span of `context`, or null: neither copies a pointer nor compares a key.
inline const nostd::shared_ptr<Span>* FindSpan(const context::Context& context) noexcept {
  const context::ContextValue* value = context::internal::ContextAccess::Span(context);
  return value == nullptr ? nullptr : nostd::get_if<nostd::shared_ptr<Span>>(value);
}

// Returns the current span of this thread, or null. Valid until the thread next attaches or
// detaches. Does not look into a storage that the program installed: check
// RuntimeContext::HasCustomStorage() first.
inline Span* CurrentSpan() noexcept {
  const tracebridge::state::Frame* frame = tracebridge_state_v1_top();
  return frame == nullptr ? nullptr : static_cast<Span*>(frame->span.get());
}

// Returns the span of a storage that the program installed.
__attribute__((noinline)) inline nostd::shared_ptr<Span> CustomCurrentSpanPtr() noexcept {
  if (!context::RuntimeContext::HasCustomStorage()) return InvalidSpanPtr();
  const context::Context context = context::RuntimeContext::GetCurrent();
  const nostd::shared_ptr<Span>* span = FindSpan(context);
  return span != nullptr && *span ? *span : InvalidSpanPtr();
}

// Returns the current span of this thread; the invalid one when there is none. Makes no Context.
inline nostd::shared_ptr<Span> CurrentSpanPtr() noexcept {
  const tracebridge::state::Frame* frame = tracebridge_state_v1_current();
  if (frame == nullptr) return InvalidSpanPtr();
  if (frame->span) return std::static_pointer_cast<Span>(frame->span);
  return CustomCurrentSpanPtr();
}

}  // namespace internal

// Returns the span of `context`; an invalid one when it has none.
inline nostd::shared_ptr<Span> GetSpan(const context::Context& context) noexcept {
  const nostd::shared_ptr<Span>* span = internal::FindSpan(context);
  return span != nullptr && *span ? *span : internal::InvalidSpanPtr();
}

// Returns the context of the span of `context`, or the bare SpanContext stored there; an invalid
// one without either.
inline SpanContext GetSpanContext(const context::Context& context) noexcept {
  if (const nostd::shared_ptr<Span>* span = internal::FindSpan(context)) {
    return *span ? (*span)->GetContext() : SpanContext::GetInvalid();
  }
  if (const context::ContextValue* value = context::internal::ContextAccess::Span(context)) {
    const auto* bare = nostd::get_if<nostd::shared_ptr<SpanContext>>(value);
    if (bare != nullptr && *bare) return **bare;
  }
  return SpanContext::GetInvalid();
}

// Returns whether the context asks for a root span (kIsRootSpanKey).
inline bool IsRootSpan(const context::Context& context) noexcept {
  const context::ContextValue value = context.GetValue(kIsRootSpanKey);
  const bool* is_root = nostd::get_if<bool>(&value);
  return is_root != nullptr && *is_root;
}

// Returns `context` with `span` in it.
inline context::Context SetSpan(const context::Context& context,
                                const nostd::shared_ptr<Span>& span) noexcept {
  return context::internal::ContextAccess::WithSpan(context, span, 0);
}

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
