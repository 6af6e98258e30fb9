// The API without an SDK: spans that record nothing, but pass their parent's context on.
//
// Source: OpenTelemetry specification 1.60.0, trace/api.md, "Behavior of the API in the absence of
// an installed SDK".
#pragma once

#include <memory>
#include <utility>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace trace_api = opentelemetry::trace;

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

// Kept for programs that make one; StartSpan returns the shared span or a DefaultSpan.
class NoopSpan final : public internal::NonRecordingSpan {
 public:
  explicit NoopSpan(const std::shared_ptr<Tracer>&) noexcept
      : span_context_(SpanContext::GetInvalid()) {}

  NoopSpan(const std::shared_ptr<Tracer>&, nostd::unique_ptr<SpanContext> span_context) noexcept
      : span_context_(span_context ? *span_context : SpanContext::GetInvalid()) {}

  SpanContext GetContext() const noexcept override { return span_context_; }

 private:
  SpanContext span_context_;
};

class NoopTracer final : public Tracer {
 public:
  constexpr NoopTracer() noexcept : Tracer(false) {}

  using Tracer::StartSpan;

  // Returns a span with the parent's context: the parent itself if it records nothing either, and
  // the shared invalid span, without an allocation, if there is no parent.
  nostd::shared_ptr<Span> StartSpan(nostd::string_view, const common::KeyValueIterable&,
                                    const SpanContextKeyValueIterable&,
                                    const StartSpanOptions& options) noexcept override {
    const auto* context = nostd::get_if<context::Context>(&options.parent);
    const bool has_context =
        context == nullptr || context::internal::ContextAccess::Head(*context) != nullptr;
    // Nothing is current: what a program without a tracer asks most.
    if (!has_context && tracebridge_state_v1_current() == nullptr) {
      return internal::InvalidSpanPtr();
    }
    return Continue(options);
  }

 private:
  __attribute__((noinline)) static nostd::shared_ptr<Span> Continue(
      const StartSpanOptions& options) noexcept {
    if (const auto* parent = nostd::get_if<SpanContext>(&options.parent)) {
      if (parent->IsValid()) return Carry(*parent);
    } else if (const auto* context = nostd::get_if<context::Context>(&options.parent)) {
      if (context::internal::ContextAccess::Head(*context) != nullptr) {
        if (IsRootSpan(*context)) return internal::InvalidSpanPtr();
        nostd::shared_ptr<Span> span = GetSpan(*context);
        if (span->GetContext().IsValid()) return Follow(std::move(span));
      }
    }
    return Follow(Tracer::GetCurrentSpan());
  }

  static nostd::shared_ptr<Span> Follow(nostd::shared_ptr<Span> parent) noexcept {
    const bool is_none = parent.get() == &internal::invalid_span.value;
    if (!is_none && parent->IsRecording()) return Carry(parent->GetContext());
    return parent;
  }

  static nostd::shared_ptr<Span> Carry(const SpanContext& context) noexcept {
    try {
      return std::make_shared<DefaultSpan>(context);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      return internal::InvalidSpanPtr();
    }
  }
};

namespace internal {
OPENTELEMETRY_API_SINGLETON inline opentelemetry::detail::NeverDestroyed<NoopTracer> noop_tracer;
}  // namespace internal

class NoopTracerProvider final : public TracerProvider {
 public:
  constexpr NoopTracerProvider() noexcept = default;

  using TracerProvider::GetTracer;

  // Copying the result touches no reference count.
  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view, nostd::string_view, nostd::string_view,
                                      const common::KeyValueIterable*) noexcept override {
    return nostd::shared_ptr<Tracer>(nostd::shared_ptr<Tracer>(), &internal::noop_tracer.value);
  }
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
