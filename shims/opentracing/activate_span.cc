#include "tracebridge/activate_span.h"

#include <new>
#include <optional>

#include "opentelemetry/trace/default_span.h"
#include "shims/activation/activation.h"
#include "shims/opentracing/activation_frame.h"
#include "shims/opentracing/span_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {
namespace trace = opentelemetry::trace;
using activation::Api;
using opentracing_shim::ActivationFrame;
using opentracing_shim::BaggagePointer;
using opentracing_shim::SpanContextShim;
using opentracing_shim::SpanPointer;

static_assert(sizeof(ActivationFrame) <= 64 && alignof(ActivationFrame) <= 8,
              "ActivateSpan::frame_ has too little room");

ActivationFrame* FrameIn(unsigned char* storage) noexcept {
  return std::launder(reinterpret_cast<ActivationFrame*>(storage));
}

void BeginStandIn(const trace::SpanContext& context, const BaggagePointer& baggage,
                  ActivationFrame* frame) {
  frame->Begin(SpanPointer(new trace::DefaultSpan(context)), baggage, Api::kOpenTracingScope);
}

void Begin(const opentracing::Span& span, ActivationFrame* frame) {
  if (const SpanContextShim* const ours = opentracing_shim::Ours(span.context())) {
    return frame->Begin(ours->span(), ours->baggage(), Api::kOpenTracingScope);
  }
  std::optional<trace::SpanContext> made;
  if (const auto* const foreign = opentracing_shim::ToOtel(span.context(), &made)) {
    BeginStandIn(*foreign, opentracing_shim::BaggageOf(span.context()), frame);
  } else {
    Count(Diagnostic::kForeignReferenceIgnored);
  }
}

}  // namespace

ActivateSpan::ActivateSpan(const opentracing::Span& span) noexcept : ActivateSpan(&span) {}

ActivateSpan::ActivateSpan(const opentracing::Span* span) noexcept {
  auto* const frame = new (frame_) ActivationFrame;
  try {
    if (span != nullptr) {
      Begin(*span, frame);
    } else {
      BeginStandIn(trace::SpanContext::GetInvalid(), {}, frame);
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

ActivateSpan::~ActivateSpan() {
  FrameIn(frame_)->End();
  FrameIn(frame_)->~ActivationFrame();
}

}  // namespace tracebridge
