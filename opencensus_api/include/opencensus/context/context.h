// What belongs to an operation and travels with it: the span, the tags, and whatever the
// OpenTelemetry context holds besides (baggage).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "opencensus/tags/tag_map.h"
#include "opencensus/trace/span.h"

namespace opencensus {
namespace tags {
class ContextPeer;
class WithTagMap;
}  // namespace tags
namespace trace {
class ContextPeer;
class WithSpan;
}  // namespace trace
namespace context {

class ContextAccess;
class WithContext;

class Context {
 public:
  // Returns the calling thread's context. The reference always shows the current one; a copy keeps
  // what is current now.
  static const Context& Current();

  Context(const Context& that);
  Context(Context&& that) noexcept;
  Context& operator=(const Context& that);
  Context& operator=(Context&& that) noexcept;
  ~Context() = default;

  // Returns a function that calls `fn` with this context current, on whichever thread it runs.
  std::function<void()> Wrap(std::function<void()> fn) const;

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  friend class ContextAccess;
  friend class ContextTestPeer;
  friend class WithContext;
  friend class ::opencensus::tags::ContextPeer;
  friend class ::opencensus::tags::WithTagMap;
  friend class ::opencensus::trace::ContextPeer;
  friend class ::opencensus::trace::WithSpan;
  friend void swap(Context& a, Context& b);

  // No tags, a blank span.
  Context();

  static Context* InternalMutableCurrent();

  opencensus::tags::TagMap tags_;
  opencensus::trace::Span span_;
  // The whole context of the core, when copied from a current one; null otherwise.
  std::shared_ptr<const void> core_;
};

}  // namespace context
}  // namespace opencensus
