#include <opentracing/mocktracer/in_memory_recorder.h>

#include <exception>
#include <stdexcept>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
void InMemoryRecorder::RecordSpan(SpanData&& span_data) noexcept {
  try {
    const std::lock_guard<std::mutex> lock(mutex_);
    spans_.push_back(std::move(span_data));
  } catch (const std::exception&) {
    // No memory: the span is lost.
  }
}

std::vector<SpanData> InMemoryRecorder::spans() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return spans_;
}

std::size_t InMemoryRecorder::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return spans_.size();
}

SpanData InMemoryRecorder::top() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (spans_.empty()) throw std::runtime_error{"no spans"};
  return spans_.back();
}
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
