#include "shims/opentracing/start_parent.h"

#include <atomic>
#include <new>

#include "opentelemetry/trace/span_metadata.h"
#include "shims/activation/mark.h"
#include "shims/opentracing/runtime_context.h"
#include "shims/opentracing/unsampled.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

// "No parent, whatever is current." Made once, or again if there was no memory for it.
Context RootContext() {
  static std::atomic<const Context*> known{nullptr};
  if (const Context* const root = known.load(std::memory_order_acquire)) return *root;
  Context made(trace::kIsRootSpanKey, true);
  if (made.HasKey(trace::kIsRootSpanKey)) {
    // Never destroyed. A thread that was as fast leaves one more.
    if (const auto* const kept = new (std::nothrow) Context(made)) {
      known.store(kept, std::memory_order_release);
    }
  }
  return made;
}

}  // namespace

#ifdef TRACEBRIDGE_OPENTELEMETRY_API
bool TakesReferences(const trace::Tracer& tracer) noexcept { return tracer.TakesReferences(); }
#else
bool TakesReferences(const trace::Tracer&) noexcept { return false; }
#endif

StartParent::StartParent(const References& references, activation::Api asking) noexcept
    : references_(references) {
  if (references.empty()) {
    TakeCurrent(asking);
    return;
  }
  try {
    baggage_ = references.baggage();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void StartParent::TakeCurrent(activation::Api asking) noexcept {
  if (activation::GetImplicitParent() == activation::ImplicitParent::kNever) return;
  const activation::Mark mark = activation::CurrentMark();
  if (mark.has_span && !activation::IsImplicitParent(mark, asking)) return;
  is_current_ = true;
  baggage_ = CurrentBaggage();
}

trace::SpanContext StartParent::context() const noexcept {
  if (!references_.empty()) return references_.parent();
  return is_current_ ? CurrentSpanContext() : trace::SpanContext::GetInvalid();
}

void StartParent::Apply([[maybe_unused]] bool takes_references,
                        trace::StartSpanOptions* options) const {
  if (is_current_) return;
  // Remote without ids: a decision, `b3: 0`.
  if (!references_.empty() && (references_.parent().IsValid() || references_.parent().IsRemote())) {
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
    if (takes_references) {
      options->referenced_parent = &references_.parent();
      options->parent_link = references_.parent_link();
      return;
    }
#endif
    options->parent.emplace<trace::SpanContext>(references_.parent());
  } else if (activation::CurrentMark().has_span) {
    options->parent = RootContext();
  }
}

void StartParent::ApplySampled(trace::StartSpanOptions* options) const {
  const trace::SpanContext parent = context();
  if (!parent.IsValid()) return Apply(/*takes_references=*/false, options);
  options->parent = WithSampled(parent, /*is_sampled=*/true);
}

}  // namespace tracebridge::opentracing_shim
