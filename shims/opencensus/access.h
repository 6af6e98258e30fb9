// The private parts of Span and Context, for the sources of the shim.
#pragma once

#include <memory>
#include <utility>

#include "opencensus/context/context.h"
#include "opencensus/trace/span.h"

namespace opencensus {
namespace trace {

class SpanAccess {
 public:
  static Span Make(const SpanContext& context, bool recording,
                   std::shared_ptr<void> impl) noexcept {
    return Span(context, recording, std::move(impl));
  }
  static bool IsView(const Span& span) noexcept { return span.current_; }
  static void MakeView(Span* span) noexcept { span->current_ = true; }
  static bool recording(const Span& span) noexcept { return span.recording_; }
  static const SpanContext& context(const Span& span) noexcept { return span.context_; }
  static const std::shared_ptr<void>& impl(const Span& span) noexcept { return span.impl_; }

  // The object of a view is its thread's own and not const.
  static void SetContext(const Span& view, const SpanContext& context) noexcept {
    const_cast<Span&>(view).context_ = context;
  }
};

}  // namespace trace

namespace context {

class ContextAccess {
 public:
  static Context Blank() { return Context(); }
  static trace::Span& span(Context& context) noexcept { return context.span_; }
  static const trace::Span& span(const Context& context) noexcept { return context.span_; }
  static tags::TagMap& tags(Context& context) noexcept { return context.tags_; }
  static const tags::TagMap& tags(const Context& context) noexcept { return context.tags_; }
  static const std::shared_ptr<const void>& core(const Context& context) noexcept {
    return context.core_;
  }
};

}  // namespace context
}  // namespace opencensus
