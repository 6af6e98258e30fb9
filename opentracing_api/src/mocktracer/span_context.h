// The mock tracer's span context: ids, and baggage under a lock.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace tracebridge::opentracing_mocktracer {

// Any method may be called from any thread.
class MockSpanContext final : public opentracing::SpanContext {
 public:
  explicit MockSpanContext(opentracing::mocktracer::SpanContextData&& data) noexcept;

  void ForeachBaggageItem(
      std::function<bool(const std::string& key, const std::string& value)> f) const override;

  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override;

  // Decimal.
  std::string ToTraceID() const noexcept override;
  std::string ToSpanID() const noexcept override;

  opentracing::mocktracer::SpanContextData data() const;

  // Keeps the value that a key already has.
  void AddBaggageItem(std::string key, std::string value);

  std::string BaggageItem(const std::string& key) const;

 private:
  mutable std::mutex mutex_;  // of the baggage
  opentracing::mocktracer::SpanContextData data_;
};

}  // namespace tracebridge::opentracing_mocktracer
