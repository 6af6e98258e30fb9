// A span context of another class around one of tracebridge's: references, Inject and ActivateSpan take it for what is in it.
//
//   class VendorContext : public opentracing::SpanContext, public tracebridge::WrappedSpanContext { ... };
//
// For facades that legacy code casts to by name. Usable from C++11.
#pragma once

#include <opentracing/span.h>

namespace tracebridge {

class WrappedSpanContext {
 public:
  // Returns the context inside, which lives as long as this one; null if there is none. From any thread.
  virtual const opentracing::SpanContext* wrapped() const noexcept = 0;

 protected:
  WrappedSpanContext() = default;
  WrappedSpanContext(const WrappedSpanContext&) = default;
  WrappedSpanContext& operator=(const WrappedSpanContext&) = default;
  ~WrappedSpanContext() = default;
};

}  // namespace tracebridge
