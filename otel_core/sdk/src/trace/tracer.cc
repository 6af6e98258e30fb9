#include "opentelemetry/sdk/trace/tracer.h"

#include <atomic>
#include <optional>
#include <string>
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
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

namespace api = opentelemetry::trace;
using tracebridge::sdk::HandleAllocator;

using tracebridge::state::Frame;
using tracebridge::state::Start;

using Found = std::optional<api::SpanContext>;

// A header said whether to record the trace that is to begin here.
bool IsDecision(const api::SpanContext& parent) noexcept {
  return (parent.wire_notes() & tracebridge::WireNotes::kNoIds) != 0;
}

const api::SpanContext* IfParent(const api::SpanContext& found) noexcept {
  return found.IsValid() || IsDecision(found) ? &found : nullptr;
}

const api::SpanContext* CurrentContext(const Frame* current, Found* found) noexcept {
  if (__builtin_expect(current == nullptr, 1)) return nullptr;
  const auto* span = static_cast<const api::Span*>(current->span.get());
  found->emplace(span != nullptr ? span->GetContext()
                                 : api::internal::CurrentSpanPtr()->GetContext());
  return IfParent(**found);
}

// Returns the parent, which is valid or a decision, or null. It lies in `options`, where that points to, or in `*found`.
const api::SpanContext* ParentOf(const api::StartSpanOptions& options, const Frame* current,
                                 Found* found) noexcept {
  if (options.referenced_parent != nullptr && IfParent(*options.referenced_parent) != nullptr) {
    return options.referenced_parent;
  }
  if (const auto* given = nostd::get_if<api::SpanContext>(&options.parent)) {
    if (IfParent(*given) != nullptr) return given;
  } else if (const auto* context = nostd::get_if<opentelemetry::context::Context>(&options.parent);
             opentelemetry::context::internal::ContextAccess::Head(*context) != nullptr) {
    found->emplace(api::GetSpanContext(*context));
    if (const auto* parent = IfParent(**found)) return parent;
    if (api::IsRootSpan(*context)) return nullptr;
  }
  return CurrentContext(current, found);
}

struct Ids {
  api::TraceId trace;
  api::SpanId span;
  bool are_random;
};

// What RandomIdGenerator does, from the words that were drawn with everything else.
template <class Id>
Id OwnId(const std::uint64_t* random) noexcept {
  const Id id = IdOf<Id>(random);
  return __builtin_expect(id.IsValid(), 1) ? id : RandomId<Id>();
}

Ids MakeIds(Pipeline::Parts& parts, const Start& start, const api::SpanContext* parent) noexcept {
  const api::TraceId* trace =
      parent != nullptr && parent->IsValid() ? &parent->trace_id() : nullptr;
  if (__builtin_expect(parts.has_own_ids, 1)) {
    return {trace != nullptr ? *trace : OwnId<api::TraceId>(start.random),
            OwnId<api::SpanId>(start.random + 2), true};
  }
  IdGenerator& generator = *parts.id_generator;
  return {trace != nullptr ? *trace : generator.GenerateTraceId(), generator.GenerateSpanId(),
          generator.IsRandom()};
}

// The random flag says how a trace id was made, so children inherit it (W3C Trace Context Level 2, "random-trace-id").
api::TraceFlags FlagsOf(const api::SpanContext* parent, bool is_random, bool is_sampled) noexcept {
  unsigned flags = 0;
  if (parent != nullptr && parent->IsValid()) {
    flags = parent->trace_flags().flags() & api::TraceFlags::kIsRandom;
  } else if (is_random) {
    flags = api::TraceFlags::kIsRandom;
  }
  if (is_sampled) flags |= api::TraceFlags::kIsSampled;
  return api::TraceFlags(static_cast<std::uint8_t>(flags));
}

std::uint8_t NotesOf(const api::SpanContext* parent) noexcept {
  return parent == nullptr ? 0 : parent->wire_notes() & tracebridge::WireNotes::kOfTheTrace;
}

std::atomic<RemoteParentObserver> remote_parent_observer{nullptr};

void Show(const api::SpanContext& parent, api::Span& span) noexcept {
  const auto observer = remote_parent_observer.load(std::memory_order_acquire);
  if (observer != nullptr) observer(parent, span);
}

__attribute__((always_inline)) inline nostd::shared_ptr<api::Span> Make(
    Pipeline* pipeline, const SpanStart& start, api::SpanContext&& context, bool is_recording,
    const SamplerAttributes* sampler_attributes) noexcept {
  try {
    if (!is_recording) {
      return std::allocate_shared<api::DefaultSpan>(HandleAllocator<api::DefaultSpan>(),
                                                    std::move(context));
    }
    nostd::shared_ptr<api::Span> span = std::allocate_shared<Span>(
        HandleAllocator<Span>(), pipeline, start, sampler_attributes, std::move(context));
    if (start.parent.IsRemote()) Show(start.parent, *span);
    return span;
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return api::internal::InvalidSpanPtr();
  }
}

// Asks a sampler that the program wrote, or one of ours whose answer depends on the trace.
__attribute__((noinline)) nostd::shared_ptr<api::Span> StartAsTheSamplerSays(
    Pipeline* pipeline, const SpanStart& start, const Ids& ids, const api::SpanContext* parent,
    bool records) noexcept {
  const SamplingResult sampling = pipeline->parts().sampler->ShouldSample(
      start.parent, ids.trace, start.name, start.options.kind, start.attributes, start.links);
  auto state = sampling.trace_state != nullptr ? sampling.trace_state : start.parent.trace_state();
  const bool has_debug_id = parent != nullptr && tracebridge::HasDebugId(*parent);
  if (has_debug_id) state = state->Delete(tracebridge::kDebugIdKey);
  api::SpanContext context(ids.trace, ids.span,
                           FlagsOf(parent, ids.are_random, sampling.IsSampled()),
                           /*is_remote=*/false, std::move(state), NotesOf(parent));
  auto span = Make(pipeline, start, std::move(context), sampling.IsRecording() && records,
                   sampling.attributes.get());
  if (has_debug_id) {
    const std::string id = tracebridge::DebugIdOf(*parent);
    if (!id.empty()) span->SetAttribute(tracebridge::kDebugIdKey, id);
  }
  return span;
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
  asks_sampler_ = !parts.asking_scope.empty() && scope_->GetName() == parts.asking_scope;
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
    if (options.referenced_parent == nullptr) {
      return noop_->StartSpan(name, attributes, links, options);
    }
    api::StartSpanOptions spelled_out = options;
    spelled_out.parent = *options.referenced_parent;
    return noop_->StartSpan(name, attributes, links, spelled_out);
  }
  Pipeline::Parts& parts = pipeline_->parts();
  Start start;
  tracebridge_state_v1_start(&start);
  Found found;
  const api::SpanContext* parent = ParentOf(options, start.current, &found);
  const Ids ids = MakeIds(parts, start, parent);
  const SpanStart given{
      name,    attributes, links, options, parent == nullptr ? no_parent_ : *parent,
      *scope_, start.here};

  const SamplingRule::Answer answer =
      asks_sampler_ ? SamplingRule::Answer::kAsk : parts.rule.For(parent);
  if (__builtin_expect(answer == SamplingRule::Answer::kAsk, 0)) {
    return StartAsTheSamplerSays(pipeline_, given, ids, parent, records);
  }
  const bool is_sampled = answer == SamplingRule::Answer::kSample;
  return Make(pipeline_, given,
              api::SpanContext(given.parent, ids.trace, ids.span,
                               FlagsOf(parent, ids.are_random, is_sampled), NotesOf(parent)),
              is_sampled && records, nullptr);
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
