#include "shims/opentracing/runtime_context.h"

#include <utility>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/activation/replace_current.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using SpanPointer = opentelemetry::nostd::shared_ptr<trace::Span>;

template <class Pointer>
auto HasOtherHolders(const Pointer& pointer, int) noexcept
    -> decltype(std::optional<bool>(pointer.use_count() > 1)) {
  return pointer.use_count() > 1;
}
template <class Pointer>
std::optional<bool> HasOtherHolders(const Pointer&, ...) noexcept {
  return {};
}
}  // namespace

std::optional<bool> IsShared(const BaggagePointer& baggage) noexcept {
  return HasOtherHolders(baggage, 0);
}

bool IsCurrentIn(const Context& context, const trace::Span& span) noexcept {
  const auto value = context.GetValue(trace::kSpanKey);
  const SpanPointer* current = opentelemetry::nostd::get_if<SpanPointer>(&value);
  return current != nullptr && current->get() == &span;
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

using opentelemetry::context::internal::ContextAccess;

trace::SpanContext CurrentSpanContext() noexcept {
  if (RuntimeContext::HasCustomStorage())
    return trace::GetSpanContext(RuntimeContext::GetCurrent());
  const trace::Span* const span = trace::internal::CurrentSpan();
  return span == nullptr ? trace::SpanContext::GetInvalid() : span->GetContext();
}

bool IsCurrent(const trace::Span& span) noexcept {
  const state::Frame* const frame = tracebridge_state_v1_current();
  if (frame == nullptr) return false;
  if (frame->span == nullptr && RuntimeContext::HasCustomStorage()) {
    return IsCurrentIn(RuntimeContext::GetCurrent(), span);
  }
  return static_cast<const trace::Span*>(frame->span.get()) == &span;
}

Context ContextOf(SpanPointer span, const BaggagePointer& baggage) {
  Context context;
  if (baggage.get() != nullptr) context = ContextAccess::WithBaggage(context, baggage);
  return ContextAccess::WithSpan(context, std::move(span), /*activator=*/0);
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

bool ReplaceCurrent(const Context& context) noexcept { return RuntimeContext::Replace(context); }

#else

trace::SpanContext CurrentSpanContext() noexcept {
  return trace::GetSpan(RuntimeContext::GetCurrent())->GetContext();
}

bool IsCurrent(const trace::Span& span) noexcept {
  return IsCurrentIn(RuntimeContext::GetCurrent(), span);
}

Context ContextOf(SpanPointer span, const BaggagePointer& baggage) {
  const Context context{trace::kSpanKey, std::move(span)};
  return baggage.get() == nullptr ? context : WithBaggage(context, baggage);
}

BaggagePointer CurrentBaggage() noexcept { return BaggageOf(RuntimeContext::GetCurrent()); }

bool ReplaceCurrent(const Context& context) noexcept { return activation::ReplaceCurrent(context); }

#endif

}  // namespace tracebridge::opentracing_shim
