#include "shims/opencensus/view.h"

#include "shims/opencensus/access.h"
#include "shims/opencensus/convert.h"
#include "shims/opencensus/thread_state.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::context::ContextAccess;
using opencensus::trace::Span;
using opencensus::trace::SpanAccess;
using opencensus::trace::SpanContext;

bool IsOwn(const Span& view) noexcept {
  return &view == &ContextAccess::span(ThreadState::Get().view);
}

SpanContext ContextOf(const Current& current) noexcept {
  return current.span() == nullptr ? SpanContext() : ToOpenCensus(current.span()->GetContext());
}

// A view is the span of the `view` member of some thread's state.
const ThreadState& StateOf(const Span& view) noexcept {
  const ThreadState& mine = ThreadState::Get();
  const auto offset = reinterpret_cast<const char*>(&ContextAccess::span(mine.view)) -
                      reinterpret_cast<const char*>(&mine);
  return *reinterpret_cast<const ThreadState*>(reinterpret_cast<const char*>(&view) - offset);
}

}  // namespace

Shown::Shown(const Span& view) noexcept : is_own_(IsOwn(view)) {
  if (is_own_) return;
  seen_context_ = SpanAccess::context(view);
  seen_ = StateOf(view).seen.lock();
}

opentelemetry::trace::Span* Shown::span() const noexcept {
  return is_own_ ? current_.span() : Get(seen_);
}

Captured Shown::Capture() const noexcept {
  Captured captured;
  captured.context = is_own_ ? ContextOf(current_) : seen_context_;
  if (!captured.context.IsValid()) return {};
  try {
    captured.span = is_own_ ? Erase(current_.Share()) : seen_;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  captured.recording = captured.span != nullptr && Get(captured.span)->IsRecording();
  return captured;
}

void Refresh(const Span& view) noexcept {
  if (!IsOwn(view)) return;
  const Current current;
  SpanAccess::SetContext(view, ContextOf(current));
  ThreadState::Get().seen = Weaken(current.Share());
}

}  // namespace tracebridge::opencensus_shim
