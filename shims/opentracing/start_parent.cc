#include "shims/opentracing/start_parent.h"

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opentracing/span_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

const Context& RootContext() {
  static const Context* const root = new Context(trace::kIsRootSpanKey, true);
  return *root;
}

bool HasSpan(const Context& context) noexcept {
  const auto value = context.GetValue(trace::kSpanKey);
  const SpanPointer* span = opentelemetry::nostd::get_if<SpanPointer>(&value);
  return span != nullptr && span->get() != nullptr;
}

StartParent FromCurrent(activation::Api asking) noexcept {
  StartParent parent;
  const Context current = RuntimeContext::GetCurrent();
  if (activation::GetImplicitParent() == activation::ImplicitParent::kNever) return parent;
  if (HasSpan(current)) {
    if (!activation::IsImplicitParent(current, asking)) return parent;
    parent.context = trace::GetSpanContext(current);
  }
  parent.baggage = BaggageOf(current);
  return parent;
}

}  // namespace

decltype(trace::StartSpanOptions::parent) StartParent::ForOtel() const {
  if (context.IsValid()) return context;
  return RootContext();
}

StartParent ChooseParent(const References& references, activation::Api asking) noexcept {
  if (references.empty()) return FromCurrent(asking);
  StartParent parent{references.parent(), {}};
  try {
    parent.baggage = references.baggage();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return parent;
}

}  // namespace tracebridge::opentracing_shim
