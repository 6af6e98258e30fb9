// A span context of two tracers.
#pragma once

#include <opentracing/span.h>

#include <memory>
#include <string>

namespace tracebridge::opentracing_tee {

enum class Side { kFirst, kSecond };

class Context final : public opentracing::SpanContext {
 public:
  // Either may be null: that tracer knows nothing of it.
  Context(std::unique_ptr<opentracing::SpanContext> first,
          std::unique_ptr<opentracing::SpanContext> second) noexcept;
  // Refers to contexts that outlive it; either may be null.
  Context(const opentracing::SpanContext* first, const opentracing::SpanContext* second) noexcept;

  const opentracing::SpanContext* side(Side side) const noexcept;  // may be null

  // `first`'s items, then those of `second` whose keys `first` has not. Keys are compared as they are.
  void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> f) const override;
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override;
  std::string ToTraceID() const noexcept override;
  std::string ToSpanID() const noexcept override;

 private:
  std::unique_ptr<opentracing::SpanContext> owned_first_, owned_second_;
  const opentracing::SpanContext* const first_;
  const opentracing::SpanContext* const second_;
};

// Returns what of `context` is for the tracer on `side`: that side of a Context of whichever tee, and any other context as it
// is, which may be null.
const opentracing::SpanContext* SideOf(const opentracing::SpanContext* context, Side side) noexcept;

}  // namespace tracebridge::opentracing_tee
