// Starting a span: who is its parent, is it sampled, which tracer makes it.
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "opencensus/trace/span.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "shims/activation/activation.h"
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

// A parent, or, without a valid context, a new trace.
struct Parent {
  SpanContext context;
  bool is_remote = false;
  // The same for OpenTelemetry; with its trace state where the parent is a span of this process.
  otel::SpanContext otel_context = otel::SpanContext::GetInvalid();
};

Parent NamedParent(const Span& span) noexcept {
  const std::shared_ptr<void>& impl = SpanAccess::impl(span);
  if (impl == nullptr) return {span.context(), false, ToOtel(span.context(), false)};
  return {span.context(), false, Get(impl)->GetContext()};
}

// Without a named one, a span that other code made current is the parent; one that OpenCensus made
// current is not, as in the original.
Parent ImplicitParent() noexcept {
  if (!activation::IsImplicitParent(activation::Api::kOpenCensus)) return {};
  const Current current;
  if (current.span() == nullptr) return {};
  Parent parent;
  parent.otel_context = current.span()->GetContext();
  parent.context = ToOpenCensus(parent.otel_context);
  parent.is_remote = parent.otel_context.IsRemote();
  return parent;
}

void FillRandom(std::uint8_t* bytes, size_t size) noexcept {
  for (size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
    std::uint64_t random = 0;
    while (random == 0) random = tracebridge_state_v1_random();
    std::memcpy(bytes + i, &random, sizeof random);
  }
}

// "Once sampled, always sampled"; a sampler is only asked about the rest, and may say yes to the
// child of a parent that is not sampled.
bool IsSampled(const Parent& parent, const Start& start, absl::string_view name,
               const StartSpanOptions& options) noexcept {
  const bool has_parent = parent.context.IsValid();
  if (has_parent && parent.context.trace_options().IsSampled()) return true;
  const TraceId trace_id(start.trace_id.data());
  try {
    if (options.sampler != nullptr) {
      return options.sampler->ShouldSample(
          has_parent ? &parent.context : nullptr, has_parent && parent.is_remote, trace_id,
          SpanId(start.span_id.data()), name, options.parent_links);
    }
    return TraceConfigState::Get().ShouldSample(trace_id, has_parent);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
    return false;
  }
}

Start Decide(const Parent& parent, absl::string_view name,
             const StartSpanOptions& options) noexcept {
  Start start;
  FillRandom(start.span_id.data(), start.span_id.size());
  if (parent.context.IsValid()) {
    parent.context.trace_id().CopyTo(start.trace_id.data());
  } else {
    FillRandom(start.trace_id.data(), start.trace_id.size());
  }
  start.has_sampler = options.sampler != nullptr;
  start.sampled = IsSampled(parent, start, name, options);
  return start;
}

// The span's flags are its parent's but for "sampled", as in the original.
SpanContext ContextOf(const Parent& parent, const std::uint8_t* trace_id,
                      const std::uint8_t* span_id, bool sampled) noexcept {
  return {TraceId(trace_id), SpanId(span_id), parent.context.trace_options().WithSampling(sampled)};
}

// A span that only has ids, for its children and for headers.
Span MakeBare(const Parent& parent, const Start& start, bool sampled) {
  const SpanContext context =
      ContextOf(parent, start.trace_id.data(), start.span_id.data(), sampled);
  otel::SpanContext otel_context(otel::TraceId(start.trace_id), otel::SpanId(start.span_id),
                                 otel::TraceFlags(sampled ? otel::TraceFlags::kIsSampled : 0),
                                 /*is_remote=*/false, parent.otel_context.trace_state());
  return SpanAccess::Make(context, /*recording=*/false,
                          Erase(SpanPointer(std::allocate_shared<otel::DefaultSpan>(
                              BlockAllocator<otel::DefaultSpan>(), std::move(otel_context)))));
}

Span MakeWith(otel::Tracer& tracer, ThreadState& thread, const Parent& parent, const Start& start,
              absl::string_view name, const StartSpanOptions& options) {
  thread.start = &start;
  SpanPointer span;
  if (parent.context.IsValid()) {
    otel::StartSpanOptions otel_options;
    otel_options.parent = parent.otel_context;
    if (parent.is_remote) otel_options.kind = otel::SpanKind::kServer;
    span = tracer.StartSpan(ToOtel(name), opentelemetry::common::NoopKeyValueIterable(),
                            ParentLinks(options.parent_links), otel_options);
  } else {
    span = tracer.StartSpan(ToOtel(name), opentelemetry::common::NoopKeyValueIterable(),
                            ParentLinks(options.parent_links), thread.root);
  }
  thread.start = nullptr;

  const otel::SpanContext context = span->GetContext();
  // A provider that is a no-op, or has been shut down. An OpenCensus span has ids all the same.
  if (!context.IsValid()) return MakeBare(parent, start, /*sampled=*/false);
  const bool sampled = context.IsSampled();
  const bool recording = sampled || span->IsRecording();
  return SpanAccess::Make(
      ContextOf(parent, context.trace_id().Id().data(), context.span_id().Id().data(), sampled),
      recording, Erase(std::move(span)));
}

Span StartUnder(const Parent& parent, absl::string_view name, const StartSpanOptions& options) {
  ThreadState& thread = ThreadState::Get();
  const Start start = Decide(parent, name, options);
  // While no provider is set, only OpenCensus's rules decide: then only what is sampled needs one.
  otel::Tracer* tracer = start.sampled || HasConfiguredProvider() ? CurrentTracer(thread) : nullptr;
  Span span = tracer == nullptr ? MakeBare(parent, start, start.sampled)
                                : MakeWith(*tracer, thread, parent, start, name, options);
  for (const Span* linked : options.parent_links) linked->AddChildLink(span.context());
  return span;
}

Span StartOrBlank(const Parent& parent, absl::string_view name,
                  const StartSpanOptions& options) noexcept {
  try {
    return StartUnder(parent, name, options);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    ThreadState::Get().start = nullptr;
    return Span::BlankSpan();
  }
}

}  // namespace

const Start* CurrentStart() noexcept { return ThreadState::Get().start; }

}  // namespace tracebridge::opencensus_shim

namespace opencensus {
namespace trace {

Span Span::StartSpan(absl::string_view name, const Span* parent, const StartSpanOptions& options) {
  namespace shim = ::tracebridge::opencensus_shim;
  if (parent == nullptr) return shim::StartOrBlank(shim::ImplicitParent(), name, options);
  if (!SpanAccess::IsView(*parent)) {
    return shim::StartOrBlank(shim::NamedParent(*parent), name, options);
  }
  return shim::StartOrBlank(shim::NamedParent(Span(*parent)), name, options);
}

Span Span::StartSpanWithRemoteParent(absl::string_view name, const SpanContext& parent_ctx,
                                     const StartSpanOptions& options) {
  namespace shim = ::tracebridge::opencensus_shim;
  return shim::StartOrBlank({parent_ctx, true, shim::ToOtel(parent_ctx, true)}, name, options);
}

}  // namespace trace
}  // namespace opencensus
