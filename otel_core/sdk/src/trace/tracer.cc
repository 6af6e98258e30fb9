#include "opentelemetry/sdk/trace/tracer.h"

#include <atomic>
#include <utility>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/trace/remote_parent_observer.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "otel_core/sdk/src/common/block_pool.h"
#include "otel_core/sdk/src/trace/pipeline.h"
#include "otel_core/sdk/src/trace/random_id.h"
#include "otel_core/sdk/src/trace/span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

namespace api = opentelemetry::trace;
using tracebridge::sdk::HandleAllocator;

api::SpanContext CurrentContext() noexcept {
  if (opentelemetry::context::RuntimeContext::HasCustomStorage()) {
    return api::internal::CurrentSpanPtr()->GetContext();
  }
  const api::Span* current = api::internal::CurrentSpan();
  return current == nullptr ? api::SpanContext::GetInvalid() : current->GetContext();
}

// A header said whether to record the trace that is to begin here.
bool IsDecision(const api::SpanContext& parent) noexcept {
  return (parent.wire_notes() & tracebridge::WireNotes::kNoIds) != 0;
}

api::SpanContext ParentOf(const api::StartSpanOptions& options) noexcept {
  if (const auto* given = nostd::get_if<api::SpanContext>(&options.parent)) {
    if (given->IsValid() || IsDecision(*given)) return *given;
  } else if (const auto* context = nostd::get_if<opentelemetry::context::Context>(&options.parent);
             opentelemetry::context::internal::ContextAccess::Head(*context) != nullptr) {
    api::SpanContext parent = api::GetSpanContext(*context);
    if (parent.IsValid() || IsDecision(parent) || api::IsRootSpan(*context)) return parent;
  }
  return CurrentContext();
}

struct Ids {
  api::TraceId trace;
  api::SpanId span;
  bool are_random;
};

// What RandomIdGenerator does, without its virtual calls.
struct OwnIds {
  static api::TraceId GenerateTraceId() noexcept { return RandomId<api::TraceId>(); }
  static api::SpanId GenerateSpanId() noexcept { return RandomId<api::SpanId>(); }
  static bool IsRandom() noexcept { return true; }
};

template <class Generator>
Ids MakeIds(Generator& generator, const api::SpanContext& parent) noexcept {
  return {parent.IsValid() ? parent.trace_id() : generator.GenerateTraceId(),
          generator.GenerateSpanId(), generator.IsRandom()};
}

Ids MakeIds(Pipeline::Parts& parts, const api::SpanContext& parent) noexcept {
  if (__builtin_expect(!parts.has_own_ids, 0)) return MakeIds(*parts.id_generator, parent);
  OwnIds own;
  return MakeIds(own, parent);
}

// The random flag says how a trace id was made, so children inherit it (W3C Trace Context Level 2, "random-trace-id").
api::TraceFlags FlagsOf(const api::SpanContext& parent, bool is_random, bool is_sampled) noexcept {
  unsigned flags = 0;
  if (parent.IsValid()) {
    flags = parent.trace_flags().flags() & api::TraceFlags::kIsRandom;
  } else if (is_random) {
    flags = api::TraceFlags::kIsRandom;
  }
  if (is_sampled) flags |= api::TraceFlags::kIsSampled;
  return api::TraceFlags(static_cast<std::uint8_t>(flags));
}

std::atomic<RemoteParentObserver> remote_parent_observer{nullptr};

void Show(const api::SpanContext& parent, api::Span& span) noexcept {
  const auto observer = remote_parent_observer.load(std::memory_order_acquire);
  if (observer != nullptr) observer(parent, span);
}

}  // namespace

void SetRemoteParentObserver(RemoteParentObserver observer) noexcept {
  remote_parent_observer.store(observer, std::memory_order_release);
}

Tracer::Tracer(std::shared_ptr<TracerContext> context,
               std::unique_ptr<InstrumentationScope> instrumentation_scope)
    : context_(std::move(context)),
      pipeline_(context_->pipeline_),
      scope_(instrumentation_scope.get()),
      noop_(std::make_shared<api::NoopTracer>()) {
  Pipeline::Parts& parts = pipeline_->parts();
  {
    const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(parts.scopes_mutex);
    parts.scopes.push_back(std::move(instrumentation_scope));
  }
  UpdateTracerConfig(context_->GetTracerConfigurator().ComputeConfig(*scope_));
}

nostd::shared_ptr<api::Span> Tracer::StartSpan(
    nostd::string_view name, const opentelemetry::common::KeyValueIterable& attributes,
    const api::SpanContextKeyValueIterable& links, const api::StartSpanOptions& options) noexcept {
  // Without a processor nothing is recorded, but the trace goes on from here to other services and log lines.
  const bool records = Enabled();
  if ((!records && !is_configured_on_.load(std::memory_order_relaxed)) ||
      pipeline_->is_shutdown.load(std::memory_order_relaxed)) {
    return noop_->StartSpan(name, attributes, links, options);
  }
  Pipeline::Parts& parts = pipeline_->parts();
  const api::SpanContext parent = ParentOf(options);
  const Ids ids = MakeIds(parts, parent);

  SamplingResult sampling;
  const SamplingRule::Answer answer = parts.rule.For(parent);
  if (__builtin_expect(answer == SamplingRule::Answer::kAsk, 0)) {
    sampling =
        parts.sampler->ShouldSample(parent, ids.trace, name, options.kind, attributes, links);
  } else if (answer == SamplingRule::Answer::kSample) {
    sampling.decision = Decision::RECORD_AND_SAMPLE;
  }
  api::SpanContext context(
      ids.trace, ids.span, FlagsOf(parent, ids.are_random, sampling.IsSampled()),
      /*is_remote=*/false,
      sampling.trace_state != nullptr ? std::move(sampling.trace_state) : parent.trace_state(),
      parent.wire_notes() & tracebridge::WireNotes::kOfTheTrace);
  try {
    if (!sampling.IsRecording() || !records) {
      return std::allocate_shared<api::DefaultSpan>(HandleAllocator<api::DefaultSpan>(),
                                                    std::move(context));
    }
    nostd::shared_ptr<api::Span> span = std::allocate_shared<Span>(
        HandleAllocator<Span>(), pipeline_,
        SpanStart{name, attributes, links, options, sampling.attributes.get(), parent, *scope_},
        std::move(context));
    if (parent.IsRemote()) Show(parent, *span);
    return span;
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return api::internal::InvalidSpanPtr();
  }
}

void Tracer::ForceFlushWithMicroseconds(uint64_t timeout) noexcept {
  context_->ForceFlush(std::chrono::microseconds(static_cast<std::int64_t>(timeout)));
}

void Tracer::UpdateTracerConfig(TracerConfig config) noexcept {
  is_configured_on_.store(config.IsEnabled(), std::memory_order_relaxed);
  UpdateEnabled(config.IsEnabled() && !pipeline_->parts().processors.is_empty() &&
                !pipeline_->is_shutdown.load(std::memory_order_relaxed));
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
