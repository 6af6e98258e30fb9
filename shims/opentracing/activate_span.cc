#include "tracebridge/activate_span.h"

#include <typeinfo>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/default_span.h"
#include "shims/activation/activation.h"
#include "shims/opentracing/span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {
namespace trace = opentelemetry::trace;
using activation::Api;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::Token;
using opentracing_shim::SpanPointer;
using opentracing_shim::SpanShim;

Context WithStandIn(const trace::SpanContext& context,
                    const opentracing_shim::BaggagePointer& baggage) {
  return activation::WithSpan(opentracing_shim::WithBaggage(RuntimeContext::GetCurrent(), baggage),
                              SpanPointer(new trace::DefaultSpan(context)), Api::kOpenTracingScope);
}

void* Attach(const Context& context) { return RuntimeContext::Attach(context).release(); }

void* Activate(const opentracing::Span& span) {
  if (typeid(span) == typeid(SpanShim)) {
    return Attach(static_cast<const SpanShim&>(span).ActivatedIn(RuntimeContext::GetCurrent(),
                                                                 Api::kOpenTracingScope));
  }
  const auto foreign = opentracing_shim::ToOtel(span.context());
  if (!foreign) {
    Count(Diagnostic::kForeignReferenceIgnored);
    return nullptr;
  }
  return Attach(WithStandIn(*foreign, opentracing_shim::BaggageOf(span.context())));
}

}  // namespace

ActivateSpan::ActivateSpan(const opentracing::Span& span) noexcept : ActivateSpan(&span) {}

ActivateSpan::ActivateSpan(const opentracing::Span* span) noexcept {
  try {
    token_ = span != nullptr ? Activate(*span)
                             : Attach(WithStandIn(trace::SpanContext::GetInvalid(), {}));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

ActivateSpan::~ActivateSpan() { delete static_cast<Token*>(token_); }

}  // namespace tracebridge
