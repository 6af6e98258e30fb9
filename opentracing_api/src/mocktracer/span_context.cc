#include "opentracing_api/src/mocktracer/span_context.h"

#include <exception>
#include <utility>

namespace tracebridge::opentracing_mocktracer {
using opentracing::mocktracer::SpanContextData;

MockSpanContext::MockSpanContext(SpanContextData&& data) noexcept : data_(std::move(data)) {}

void MockSpanContext::ForeachBaggageItem(
    std::function<bool(const std::string& key, const std::string& value)> f) const {
  // From a copy: `f` may use this span, and would meet the lock.
  for (const auto& item : data().baggage) {
    if (!f(item.first, item.second)) return;
  }
}

std::unique_ptr<opentracing::SpanContext> MockSpanContext::Clone() const noexcept {
  try {
    return std::make_unique<MockSpanContext>(data());
  } catch (const std::exception&) {
    return nullptr;
  }
}

// A number of 20 digits does not fit in a string without allocating.
std::string MockSpanContext::ToTraceID() const noexcept {
  try {
    return std::to_string(data_.trace_id);
  } catch (const std::exception&) {
    return {};
  }
}

std::string MockSpanContext::ToSpanID() const noexcept {
  try {
    return std::to_string(data_.span_id);
  } catch (const std::exception&) {
    return {};
  }
}

SpanContextData MockSpanContext::data() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return data_;
}

void MockSpanContext::AddBaggageItem(std::string key, std::string value) {
  const std::lock_guard<std::mutex> lock(mutex_);
  data_.baggage.emplace(std::move(key), std::move(value));
}

std::string MockSpanContext::BaggageItem(const std::string& key) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto item = data_.baggage.find(key);
  return item == data_.baggage.end() ? std::string{} : item->second;
}

}  // namespace tracebridge::opentracing_mocktracer
