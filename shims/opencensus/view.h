// What the reference that GetCurrentSpan() returned stands for at the moment: on its own thread the
// current span; on another one, to which the reference was handed, the span that its own thread saw
// when it last asked.
#pragma once

#include <memory>

#include "opencensus/trace/span.h"
#include "opencensus/trace/span_context.h"
#include "shims/opencensus/current.h"
#include "shims/opencensus/span_pointer.h"

namespace tracebridge::opencensus_shim {

// A span with what a handle holds of it.
struct Captured {
  opencensus::trace::SpanContext context;
  bool recording = false;
  std::shared_ptr<void> span;
};

// What `view` stands for at construction; valid until this thread next attaches or detaches.
class Shown {
 public:
  explicit Shown(const opencensus::trace::Span& view) noexcept;

  // Returns null when there is none.
  opentelemetry::trace::Span* span() const noexcept;

  // Returns what a handle to the span holds. Blank when the span is gone, but for its context.
  Captured Capture() const noexcept;

 private:
  const bool is_own_;
  opencensus::trace::SpanContext seen_context_;
  std::shared_ptr<void> seen_;
  Current current_;
};

// Writes the context of the span that `view` stands for into `view`, if this is its own thread.
void Refresh(const opencensus::trace::Span& view) noexcept;

}  // namespace tracebridge::opencensus_shim
