// Makes a span the current one of the calling thread, for OpenCensus, OpenTelemetry and OpenTracing
// code alike, until destroyed.
#pragma once

#include <cstdint>
#include <memory>

#include "opencensus/context/context.h"
#include "opencensus/trace/span.h"

namespace opencensus {
namespace trace {

class WithSpan {
 public:
  // Does nothing when `cond` is false. With `end_span`, the destructor ends the span first.
  // Keeps what it needs of `span`. Destroy it on the same thread, innermost first; otherwise the
  // scopes around it still end where they should, and a diagnostic counts it.
  explicit WithSpan(const Span& span, bool cond = true, bool end_span = false);
  ~WithSpan();

 private:
  WithSpan() = delete;
  WithSpan(const WithSpan&) = delete;
  WithSpan(WithSpan&&) = delete;
  WithSpan& operator=(const WithSpan&) = delete;
  WithSpan& operator=(WithSpan&&) = delete;

  void Begin(const Span& span, bool end_span) noexcept;

  // What names the activation to the core; null when there is none.
  void* activation_ = nullptr;
  uint64_t serial_ = 0;
  // The span to end; null unless asked to.
  std::shared_ptr<void> to_end_;
};

}  // namespace trace
}  // namespace opencensus
