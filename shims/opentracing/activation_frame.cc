#include "shims/opentracing/activation_frame.h"

#include "shims/opentracing/runtime_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
using opentelemetry::context::RuntimeContext;
}  // namespace

void ActivationFrame::Begin(const SpanPointer& span, const BaggagePointer& baggage,
                            activation::Api by) noexcept {
  try {
    if (baggage.get() == CurrentBaggage().get()) {
      scope_.emplace(span, by);
    } else {
      token_ = RuntimeContext::Attach(
          activation::WithSpan(WithBaggage(RuntimeContext::GetCurrent(), baggage), span, by));
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void ActivationFrame::End() noexcept {
  scope_.reset();
  token_.reset();
}

}  // namespace tracebridge::opentracing_shim
