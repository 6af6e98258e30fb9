// Starting a span: who is its parent, is it sampled, which tracer makes it.
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "opencensus/trace/span.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "shims/activation/activation.h"
#include "shims/activation/mark.h"
#include "shims/opencensus/access.h"
#include "shims/opencensus/block_pool.h"
#include "shims/opencensus/convert.h"
#include "shims/opencensus/current.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/thread_state.h"
#include "shims/opencensus/trace_config.h"
#include "shims/opencensus/tracer.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/debug_id.h"
#endif

namespace tracebridge::opencensus_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace otel = opentelemetry::trace;
using opencensus::trace::AttributesRef;
using opencensus::trace::Span;
using opencensus::trace::SpanAccess;
using opencensus::trace::SpanContext;
using opencensus::trace::SpanId;
using opencensus::trace::StartSpanOptions;
using opencensus::trace::TraceId;
using LinkType = opencensus::trace::exporter::Link::Type;

// The parent links of a start, as OpenTelemetry's links.
class ParentLinks final : public otel::SpanContextKeyValueIterable {
 public:
  explicit ParentLinks(const std::vector<Span*>& parents) noexcept : parents_(parents) {}

  bool ForEachKeyValue(
      nostd::function_ref<bool(otel::SpanContext, const opentelemetry::common::KeyValueIterable&)>
          callback) const noexcept override {
    if (parents_.empty()) return true;
    const AttributesView attributes({}, LinkTypeName(LinkType::kParentLinkedSpan));
    for (const Span* parent : parents_) {
      if (!callback(ToOtel(parent->context(), /*is_remote=*/false), attributes)) return false;
    }
    return true;
  }
  size_t size() const noexcept override { return parents_.size(); }

 private:
  const std::vector<Span*>& parents_;
};

// A parent; without a valid context: a new trace.
struct Parent {
  Parent() = default;
  Parent(otel::SpanContext parent, const SpanContext& legacy) noexcept
      : context(legacy), otel_context(std::move(parent)) {
    if (!otel_context->IsValid()) otel_context.reset();
  }

  bool exists() const noexcept { return otel_context.has_value(); }
  bool is_remote() const noexcept { return exists() && otel_context->IsRemote(); }

  SpanContext context;
  // The same for OpenTelemetry; with its trace state where the parent is a span of this process.
  std::optional<otel::SpanContext> otel_context;
  // For a root: there may be a current span, which the tracer must be told not to take.
  bool may_hide_current = true;
};

Parent NamedParent(const Span& span) noexcept {
  const std::shared_ptr<void>& impl = SpanAccess::impl(span);
  const SpanContext& context = SpanAccess::context(span);
  return impl == nullptr ? Parent(ToOtel(context, /*is_remote=*/false), context)
                         : Parent(Get(impl)->GetContext(), context);
}

// Without a named one, a span that other code made current is the parent; one that OpenCensus made
// current is not, as in the original.
Parent ImplicitParent() noexcept {
  const activation::Mark mark = activation::CurrentMark();
  Parent none;
  none.may_hide_current = mark.has_span;
  if (!mark.has_span || !activation::IsImplicitParent(mark, activation::Api::kOpenCensus)) {
    return none;
  }
  const Current current;
  if (current.span() == nullptr) return none;
  otel::SpanContext context = current.span()->GetContext();
  const SpanContext legacy = ToOpenCensus(context);
  return {std::move(context), legacy};
}

// What a call of StartSpan asks for. Much of it is of no interest when the program's own provider
// decides, which is why nothing is worked out before somebody asks.
class Call final : public Start {
 public:
  // `random`: three numbers for the ids, or null if they are not drawn yet.
  Call(const Parent& parent, absl::string_view name, const StartSpanOptions& options,
       const std::uint64_t* random) noexcept
      : parent_(parent), name_(name), options_(options), random_(random) {}

  const Parent& parent() const noexcept { return parent_; }
  absl::string_view name() const noexcept { return name_; }
  const StartSpanOptions& options() const noexcept { return options_; }

  const TraceIdBytes& trace_id() const noexcept override {
    MakeIds();
    return trace_id_;
  }
  const SpanIdBytes& span_id() const noexcept override {
    MakeIds();
    return span_id_;
  }
  bool has_sampler() const noexcept override { return options_.sampler != nullptr; }
  bool sampled() const noexcept override {
    if (!decided_) {
      sampled_ = Decide();
      decided_ = true;
    }
    return sampled_;
  }

 private:
  void MakeIds() const noexcept {
    if (has_ids_) return;
    std::uint64_t drawn[3];
    const std::uint64_t* random = random_;
    while (random == nullptr || random[0] == 0 || random[1] == 0) {
      tracebridge_state_v1_random_fill(drawn, 3);
      random = drawn;
    }
    std::memcpy(span_id_.data(), &random[0], sizeof span_id_);
    if (parent_.exists()) {
      parent_.context.trace_id().CopyTo(trace_id_.data());
    } else {
      std::memcpy(trace_id_.data(), &random[1], sizeof trace_id_);
    }
    has_ids_ = true;
  }

  // "Once sampled, always sampled"; a sampler is only asked about the rest, and may say yes to the
  // child of a parent that is not sampled.
  bool Decide() const noexcept {
    if (parent_.exists() && parent_.context.trace_options().IsSampled()) return true;
    MakeIds();
    const TraceId trace_id(trace_id_.data());
    try {
      if (options_.sampler == nullptr) {
        return TraceConfigState::Get().ShouldSample(trace_id, parent_.exists());
      }
      return options_.sampler->ShouldSample(parent_.exists() ? &parent_.context : nullptr,
                                            parent_.is_remote(), trace_id, SpanId(span_id_.data()),
                                            name_, options_.parent_links);
    } catch (...) {
      Count(Diagnostic::kCallbackThrew);
      return false;
    }
  }

  const Parent& parent_;
  const absl::string_view name_;
  const StartSpanOptions& options_;
  const std::uint64_t* const random_;
  mutable TraceIdBytes trace_id_;
  mutable SpanIdBytes span_id_;
  mutable bool has_ids_ = false;
  mutable bool decided_ = false;
  mutable bool sampled_ = false;
};

// The span's flags are its parent's but for "sampled", as in the original.
SpanContext ContextOf(const Parent& parent, const std::uint8_t* trace_id,
                      const std::uint8_t* span_id, bool sampled) noexcept {
  return {TraceId(trace_id), SpanId(span_id), parent.context.trace_options().WithSampling(sampled)};
}

nostd::shared_ptr<otel::TraceState> StateForChildren(const otel::SpanContext& parent) noexcept {
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
  return WithoutDebugId(parent);
#else
  return parent.trace_state();
#endif
}

// A span that only has ids, for its children and for headers.
Span MakeBare(const Call& call, bool sampled) {
  const Parent& parent = call.parent();
  const otel::TraceFlags flags(sampled ? otel::TraceFlags::kIsSampled : 0);
  const auto block = [&](auto&&... trace_state) {
    return std::allocate_shared<otel::DefaultSpan>(
        BlockAllocator<otel::DefaultSpan>(),
        otel::SpanContext(otel::TraceId(call.trace_id()), otel::SpanId(call.span_id()), flags,
                          /*is_remote=*/false, trace_state...));
  };
  return SpanAccess::Make(
      ContextOf(parent, call.trace_id().data(), call.span_id().data(), sampled),
      /*recording=*/false,
      Erase(
          SpanPointer(parent.exists() ? block(StateForChildren(*parent.otel_context)) : block())));
}

SpanPointer StartWith(otel::Tracer& tracer, ThreadState& thread, const Call& call) {
  const Parent& parent = call.parent();
  const opentelemetry::common::NoopKeyValueIterable no_attributes;
  const ParentLinks links(call.options().parent_links);
  if (!parent.exists()) {
    if (!parent.may_hide_current) {
      return tracer.StartSpan(ToOtel(call.name()), no_attributes, links);
    }
    return tracer.StartSpan(ToOtel(call.name()), no_attributes, links, thread.Root());
  }
  otel::StartSpanOptions options;
  options.parent = *parent.otel_context;
  if (parent.is_remote()) options.kind = otel::SpanKind::kServer;
  return tracer.StartSpan(ToOtel(call.name()), no_attributes, links, options);
}

Span MakeWith(otel::Tracer& tracer, ThreadState& thread, const Call& call) {
  thread.start = &call;
  SpanPointer span = StartWith(tracer, thread, call);
  thread.start = nullptr;

  const otel::SpanContext context = span->GetContext();
  // A provider that is a no-op, or has been shut down. An OpenCensus span has ids all the same.
  if (!context.IsValid()) return MakeBare(call, /*sampled=*/false);
  const bool sampled = context.IsSampled();
  // Not what is sampled: after a shutdown a span of this trace has its parent's context, and records nothing.
  const bool recording = span->IsRecording();
  return SpanAccess::Make(ContextOf(call.parent(), context.trace_id().Id().data(),
                                    context.span_id().Id().data(), sampled),
                          recording, Erase(std::move(span)));
}

Span Make(const Call& call) {
  // While no provider is set, only OpenCensus's rules decide, and only what is sampled needs a tracer. But the default
  // provider is asked before: it reads the environment, which may change the rules.
  const bool is_configured = HasConfiguredProvider();
  ThreadState& thread = ThreadState::Get();
  otel::Tracer* tracer = CurrentTracer(thread);
  if (!is_configured && !call.sampled()) return MakeBare(call, /*sampled=*/false);
  return tracer == nullptr ? MakeBare(call, call.sampled()) : MakeWith(*tracer, thread, call);
}

Span StartUnder(const Parent& parent, absl::string_view name, const StartSpanOptions& options,
                const std::uint64_t* random) {
  const Call call(parent, name, options, random);
  Span span = Make(call);
  for (const Span* linked : options.parent_links) linked->AddChildLink(span.context());
  return span;
}

Span StartOrBlank(const Parent& parent, absl::string_view name, const StartSpanOptions& options,
                  const std::uint64_t* random = nullptr) noexcept {
  try {
    return StartUnder(parent, name, options, random);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    ThreadState::Get().start = nullptr;
    return Span::BlankSpan();
  }
}

Span StartWithoutParent(absl::string_view name, const StartSpanOptions& options) noexcept {
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
  // Most often nobody traces and nothing is current: one call says so, and has the ids of the span.
  if (!HasConfiguredProvider()) {
    state::Start start;
    tracebridge_state_v1_start(&start);
    if (start.current == nullptr) {
      Parent none;
      none.may_hide_current = false;
      return StartOrBlank(none, name, options, start.random);
    }
  }
#endif
  return StartOrBlank(ImplicitParent(), name, options);
}

}  // namespace
}  // namespace tracebridge::opencensus_shim

namespace opencensus {
namespace trace {

Span Span::StartSpan(absl::string_view name, const Span* parent, const StartSpanOptions& options) {
  namespace shim = ::tracebridge::opencensus_shim;
  if (parent == nullptr) return shim::StartWithoutParent(name, options);
  if (!SpanAccess::IsView(*parent)) {
    return shim::StartOrBlank(shim::NamedParent(*parent), name, options);
  }
  return shim::StartOrBlank(shim::NamedParent(Span(*parent)), name, options);
}

Span Span::StartSpanWithRemoteParent(absl::string_view name, const SpanContext& parent_ctx,
                                     const StartSpanOptions& options) {
  namespace shim = ::tracebridge::opencensus_shim;
  return shim::StartOrBlank({shim::ToOtel(parent_ctx, /*is_remote=*/true), parent_ctx}, name,
                            options);
}

}  // namespace trace
}  // namespace opencensus
