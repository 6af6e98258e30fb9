#include "shims/opencensus/current.h"

#include "opentelemetry/context/context_value.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::ContextValue;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::Token;

// The value stays in `context`, which is why a pointer to the span may leave.
trace::Span* SpanIn(const Context& context) noexcept {
  const ContextValue value = context.GetValue(trace::kSpanKey);
  const SpanPointer* span = nostd::get_if<SpanPointer>(&value);
  return span == nullptr ? nullptr : span->get();
}

Activation Release(nostd::unique_ptr<Token> token) noexcept { return {token.release(), 0}; }

// The span of a blank handle: current code sees that there is none.
SpanPointer NoSpan() {
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
  return trace::internal::InvalidSpanPtr();
#else
  static const SpanPointer& none =
      *new SpanPointer(new trace::DefaultSpan(trace::SpanContext::GetInvalid()));
  return none;
#endif
}

Activation AttachMarked(const SpanPointer& span) {
  return Release(RuntimeContext::Attach(
      activation::WithSpan(RuntimeContext::GetCurrent(), span, activation::Api::kOpenCensus)));
}

}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

using opentelemetry::context::internal::BuiltInStorage;

Current::Current() noexcept {
  const state::Frame* frame = tracebridge_state_v1_current();
  if (frame == nullptr) return;
  span_ = static_cast<trace::Span*>(frame->span.get());
  if (span_ == nullptr && RuntimeContext::HasCustomStorage()) {
    context_ = RuntimeContext::GetCurrent();
    span_ = SpanIn(context_);
  }
}

SpanPointer Current::Share() const {
  if (span_ == nullptr) return nullptr;
  if (RuntimeContext::HasCustomStorage()) return trace::GetSpan(context_);
  return std::static_pointer_cast<trace::Span>(tracebridge_state_v1_top()->span);
}

Activation Activate(const std::shared_ptr<void>& span) noexcept {
  if (RuntimeContext::HasCustomStorage()) {
    return AttachMarked(span == nullptr ? NoSpan() : Restore(span));
  }
  const auto ticket =
      BuiltInStorage::PushSpan(span == nullptr ? Erase(trace::internal::InvalidSpanPtr()) : span,
                               static_cast<std::uint64_t>(activation::Api::kOpenCensus));
  return {ticket.frame, ticket.serial};
}

Activation Activate(const Context& context) noexcept {
  if (RuntimeContext::HasCustomStorage()) return Release(RuntimeContext::Attach(context));
  const auto ticket = BuiltInStorage::Push(context);
  return {ticket.frame, ticket.serial};
}

void Deactivate(Activation activation) noexcept {
  if (activation.what == nullptr) return;
  if (activation.serial == 0) {  // a frame that is attached has an odd one
    delete static_cast<Token*>(activation.what);
    return;
  }
  tracebridge_state_v1_detach({static_cast<state::Frame*>(activation.what), activation.serial});
}

#else

Current::Current() noexcept : context_(RuntimeContext::GetCurrent()) { span_ = SpanIn(context_); }

SpanPointer Current::Share() const {
  return span_ == nullptr ? SpanPointer() : trace::GetSpan(context_);
}

Activation Activate(const std::shared_ptr<void>& span) noexcept {
  return AttachMarked(span == nullptr ? NoSpan() : Restore(span));
}

Activation Activate(const Context& context) noexcept {
  return Release(RuntimeContext::Attach(context));
}

void Deactivate(Activation activation) noexcept { delete static_cast<Token*>(activation.what); }

#endif

}  // namespace tracebridge::opencensus_shim
