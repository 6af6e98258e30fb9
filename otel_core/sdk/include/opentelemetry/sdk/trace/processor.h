// The hook that sees each recorded span start and end.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Span processor".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class SpanContext;
}  // namespace trace

namespace sdk::trace {

class Recordable;

// All methods may be called from any thread, concurrently.
class SpanProcessor {
 public:
  SpanProcessor() = default;
  SpanProcessor(const SpanProcessor&) = delete;
  SpanProcessor(SpanProcessor&&) = delete;
  SpanProcessor& operator=(const SpanProcessor&) = delete;
  SpanProcessor& operator=(SpanProcessor&&) = delete;
  virtual ~SpanProcessor() = default;

  // Returns what a new span will be written into; null means that this processor does not want the
  // span.
  virtual std::unique_ptr<Recordable> MakeRecordable() noexcept = 0;

  // Called on the thread that started the span; must not block.
  virtual void OnStart(Recordable& span,
                       const opentelemetry::trace::SpanContext& parent_context) noexcept = 0;

  // Called on the thread that ended the span, and takes it over; must not block.
  virtual void OnEnd(std::unique_ptr<Recordable>&& span) noexcept = 0;

  // Exports all spans that ended before the call. Returns false on failure and when `timeout` has
  // passed.
  virtual bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;

  // Flushes and stops. Returns false on failure and when `timeout` has passed.
  virtual bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
