// The API without an SDK: spans that record nothing, but pass their parent's context on.
//
// Source: OpenTelemetry specification 1.60.0, trace/api.md, "Behavior of the API in the absence of
// an installed SDK".
#pragma once

#include <memory>
#include <utility>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
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

class NoopTracer final : public Tracer, public std::enable_shared_from_this<NoopTracer> {
 public:
  NoopTracer() { UpdateEnabled(false); }

  using Tracer::StartSpan;

  // Returns a span with the parent's context: the parent itself if it records nothing either, and
  // the shared invalid span, without an allocation, if there is no parent.
  nostd::shared_ptr<Span> StartSpan(nostd::string_view, const common::KeyValueIterable&,
                                    const SpanContextKeyValueIterable&,
                                    const StartSpanOptions& options) noexcept override {
    if (const auto* explicit_parent = nostd::get_if<SpanContext>(&options.parent)) {
      if (explicit_parent->IsValid()) return Carry(*explicit_parent);
    } else if (const auto* explicit_context = nostd::get_if<context::Context>(&options.parent)) {
      if (IsRootSpan(*explicit_context)) return internal::InvalidSpanPtr();
      auto parent = GetSpan(*explicit_context);
      if (parent->GetContext().IsValid()) return Follow(std::move(parent));
    }
    return Follow(Tracer::GetCurrentSpan());
  }

 private:
  static nostd::shared_ptr<Span> Follow(nostd::shared_ptr<Span> parent) noexcept {
    return parent->IsRecording() ? Carry(parent->GetContext()) : parent;
  }

  static nostd::shared_ptr<Span> Carry(const SpanContext& context) noexcept {
    TRACEBRIDGE_TRY { return std::make_shared<DefaultSpan>(context); }
    TRACEBRIDGE_CATCH_ALL { return internal::InvalidSpanPtr(); }
  }
};

class NoopTracerProvider final : public TracerProvider {
 public:
  NoopTracerProvider() noexcept : tracer_(std::make_shared<NoopTracer>()) {}

  using TracerProvider::GetTracer;

  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view, nostd::string_view, nostd::string_view,
                                      const common::KeyValueIterable*) noexcept override {
    return tracer_;
  }

 private:
  nostd::shared_ptr<Tracer> tracer_;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
