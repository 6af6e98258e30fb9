// The OpenTracing SpanContext over an OpenTelemetry SpanContext and Baggage.
//
// One that Extract or Clone made never changes. The one inside a span changes in two ways, which
// all holders of a reference to it see: SetBaggageItem gives it a new Baggage, and
// sampling.priority 0 clears its sampled flag.
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "SpanContext Shim".
#pragma once

#include <opentracing/propagation.h>
#include <opentracing/span.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/object_lock.h"

namespace tracebridge::opentracing_shim {

using SpanPointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>;

// A copy of tracebridge in another library takes a context for its own by the name of this class (Ours, below): the number
// changes with the layout. Contexts of another layout are those of a foreign tracer.
inline namespace layout_1 {

class SpanContextShim final : public opentracing::SpanContext {
 public:
  // `span` is the span that this is the context of; for a remote one, a non-recording stand-in.
  SpanContextShim(SpanPointer&& span, BaggagePointer&& baggage) noexcept
      : span_(std::move(span)),
        otel_(span_->GetContext()),
        has_baggage_(baggage.get() != nullptr),
        baggage_{std::move(baggage), {}} {}

  void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> f) const override;
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override;
  std::string ToTraceID() const noexcept override;
  std::string ToSpanID() const noexcept override;

  const SpanPointer& span() const noexcept { return span_; }
  BaggagePointer baggage() const noexcept;
  bool has_baggage() const noexcept { return has_baggage_.load(std::memory_order_acquire); }

  // Returns the OpenTelemetry span context: the one inside, which does not change, or `*made`, where
  // the sampled flag was cleared.
  const opentelemetry::trace::SpanContext& otel(
      std::optional<opentelemetry::trace::SpanContext>* made) const noexcept {
    if (__builtin_expect(!sampled_cleared_.load(std::memory_order_relaxed), 1)) return otel_;
    return made->emplace(Unsampled());
  }

  // Returns an OpenTelemetry Context that holds this span and baggage and nothing else; what
  // propagators inject.
  opentelemetry::context::Context carried() const;

  struct BaggageChange {
    BaggagePointer before;
    BaggagePointer after;
  };
  // Safe to call from several threads: no item is lost. Throws std::bad_alloc only.
  BaggageChange SetBaggageItem(std::string_view key, std::string_view value);

  void ClearSampled() noexcept;

  static void* operator new(size_t size) noexcept;
  static void operator delete(void* block) noexcept;

 private:
  opentelemetry::trace::SpanContext Unsampled() const noexcept;

  SpanPointer span_;
  opentelemetry::trace::SpanContext otel_;
  class Guard;

  void RepairAfterFork() const noexcept;

  mutable ObjectLock lock_;  // of what follows
  std::atomic<bool> has_baggage_;
  std::atomic<bool> sampled_cleared_{false};
  mutable bool carried_made_ = false;
  // Changed in the place that is not in use, so that one of them is whole at any moment, for a forked child.
  std::atomic<std::uint8_t> in_use_{0};
  mutable BaggagePointer baggage_[2];
  mutable opentelemetry::context::Context carried_;
};

}  // namespace layout_1

// Returns the one of ours that `context` is wrapped around (tracebridge/wrapped_span_context.h), or null.
const SpanContextShim* Wrapped(const opentracing::SpanContext& context) noexcept;

// Returns `context` as ours, or null if another tracer made it.
inline const SpanContextShim* Ours(const opentracing::SpanContext& context) noexcept {
  if (__builtin_expect(typeid(context) == typeid(SpanContextShim), 1)) {
    return static_cast<const SpanContextShim*>(&context);
  }
  return Wrapped(context);
}

// Returns the OpenTelemetry span context of `context`: the one inside if it is ours, else `*made`.
// One of another tracer is read by its ToTraceID and ToSpanID (foreign_ids.h); null if they are no
// ids.
const opentelemetry::trace::SpanContext* ToOtel(
    const opentracing::SpanContext& context,
    std::optional<opentelemetry::trace::SpanContext>* made) noexcept;

// Returns the baggage of `context`, whichever tracer made it. What the ForeachBaggageItem of
// another tracer throws is swallowed and counted.
BaggagePointer BaggageOf(const opentracing::SpanContext& context) noexcept;

}  // namespace tracebridge::opentracing_shim
