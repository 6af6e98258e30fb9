#include "shims/opentracing/start_parent.h"

#include <atomic>
#include <new>

#include "opentelemetry/trace/span_metadata.h"
#include "shims/activation/mark.h"
#include "shims/opentracing/runtime_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

// "No parent, whatever is current." Made once, or again if there was no memory for it.
Context RootContext() {
  static std::atomic<const Context*> known{nullptr};
  if (const Context* const root = known.load(std::memory_order_acquire)) return *root;
  const Context made(trace::kIsRootSpanKey, true);
  if (made.HasKey(trace::kIsRootSpanKey)) {
    // Never destroyed. A thread that was as fast leaves one more.
    if (const auto* const kept = new (std::nothrow) Context(made)) {
      known.store(kept, std::memory_order_release);
    }
  }
  return made;
}

StartParent FromCurrent(activation::Api asking) noexcept {
  StartParent parent;
  if (activation::GetImplicitParent() == activation::ImplicitParent::kNever) return parent;
  if (activation::CurrentMark().has_span) {
    if (!activation::IsImplicitParent(asking)) return parent;
    parent.context = CurrentSpanContext();
  }
  parent.baggage = CurrentBaggage();
  return parent;
}

}  // namespace

void StartParent::Apply(trace::StartSpanOptions* options) const {
  if (context.IsValid() || context.IsRemote()) {  // remote without ids: a decision, `b3: 0`
    options->parent = context;
  } else if (activation::CurrentMark().has_span) {
    options->parent = RootContext();
  }
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
