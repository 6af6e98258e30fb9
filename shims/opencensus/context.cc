// `opencensus::context::Context` as a view of OpenTelemetry's current context.
#include "opencensus/context/context.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "opencensus/context/with_context.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "shims/opencensus/access.h"
#include "shims/opencensus/current.h"
#include "shims/opencensus/tags_in_context.h"
#include "shims/opencensus/thread_state.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace context {
namespace {
using ::tracebridge::opencensus_shim::Activate;
using ::tracebridge::opencensus_shim::Activation;
using ::tracebridge::opencensus_shim::Deactivate;
using ::tracebridge::opencensus_shim::ThreadState;
using CoreContext = opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

// A copy of a view keeps the core's whole context: with it, baggage and whatever else OpenTelemetry
// code put there travel too.
std::shared_ptr<const void> CoreOf(const Context& that) {
  if (!trace::SpanAccess::IsView(ContextAccess::span(that))) return ContextAccess::core(that);
  if (&that != &ThreadState::Get().view) return nullptr;
  try {
    return std::make_shared<const CoreContext>(RuntimeContext::GetCurrent());
  } catch (...) {
    ::tracebridge::Count(::tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;  // the span and the tags it has itself
  }
}

const tags::TagMap& TagsOf(const Context& that) {
  ThreadState& state = ThreadState::Get();
  return &that == &state.view ? ContextAccess::tags(Context::Current()) : ContextAccess::tags(that);
}

Activation ActivateContext(const Context& ctx) {
  const std::shared_ptr<const void>& core = ContextAccess::core(ctx);
  if (core != nullptr) return Activate(*static_cast<const CoreContext*>(core.get()));
  const std::shared_ptr<void>& span = trace::SpanAccess::impl(ContextAccess::span(ctx));
  return span == nullptr ? Activate(CoreContext()) : Activate(span);
}

}  // namespace

Context::Context() : tags_({}), span_(trace::Span::BlankSpan()) {}

Context::Context(const Context& that)
    : tags_(TagsOf(that)), span_(that.span_), core_(CoreOf(that)) {}

Context::Context(Context&& that) noexcept
    : tags_(TagsOf(that)), span_(std::move(that.span_)), core_(CoreOf(that)) {}

Context& Context::operator=(const Context& that) { return *this = Context(that); }

Context& Context::operator=(Context&& that) noexcept {
  tags_ = std::move(that.tags_);
  span_ = std::move(that.span_);
  core_ = std::move(that.core_);
  return *this;
}

Context* Context::InternalMutableCurrent() {
  ThreadState& state = ThreadState::Get();
  state.view.tags_ = ::tracebridge::opencensus_shim::CurrentTags();
  return &state.view;
}

const Context& Context::Current() { return *InternalMutableCurrent(); }

std::function<void()> Context::Wrap(std::function<void()> fn) const {
  return [fn = std::move(fn), context = Context(*this)] {
    const WithContext with_context(context);
    fn();
  };
}

std::string Context::DebugString() const {
  return absl::StrCat("ctx@", absl::Hex(reinterpret_cast<uintptr_t>(this)),
                      " span=", span_.context().ToString(), ", tags=", tags_.DebugString());
}

WithContext::WithContext(const Context& ctx, bool cond) {
  if (!cond) return;
  const Activation activation = trace::SpanAccess::IsView(ContextAccess::span(ctx))
                                    ? ActivateContext(Context(ctx))
                                    : ActivateContext(ctx);
  activation_ = activation.what;
  serial_ = activation.serial;
}

WithContext::WithContext(Context&& ctx, bool cond)
    : WithContext(static_cast<const Context&>(ctx), cond) {}

WithContext::~WithContext() { Deactivate({activation_, serial_}); }

}  // namespace context

namespace trace {

WithSpan::WithSpan(const Span& span, bool cond, bool end_span) {
  if (!cond) return;
  if (span.current_) {
    const Span captured(span);
    Begin(captured, end_span);
  } else {
    Begin(span, end_span);
  }
}

void WithSpan::Begin(const Span& span, bool end_span) noexcept {
  const auto activation = ::tracebridge::opencensus_shim::Activate(span.impl_);
  activation_ = activation.what;
  serial_ = activation.serial;
  if (end_span && span.recording_) to_end_ = span.impl_;
}

WithSpan::~WithSpan() {
  if (to_end_ != nullptr) ::tracebridge::opencensus_shim::Get(to_end_)->End();
  ::tracebridge::opencensus_shim::Deactivate({activation_, serial_});
}

// The class that a Context lets see its span.
class ContextPeer {
 public:
  static const Span& GetSpan(const context::Context& ctx) { return ctx.span_; }
};

const Span& GetCurrentSpan() {
  const Span& span = ContextPeer::GetSpan(::tracebridge::opencensus_shim::ThreadState::Get().view);
  span.context();  // so that another thread that is handed the reference sees it
  return span;
}

const Span& GetSpanFromContext(const context::Context& ctx) { return ContextPeer::GetSpan(ctx); }

}  // namespace trace
}  // namespace opencensus
