#include <opentracing/mocktracer/json.h>
#include <opentracing/mocktracer/json_recorder.h>

#include <exception>
#include <ostream>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
JsonRecorder::JsonRecorder(std::unique_ptr<std::ostream>&& out) : out_(std::move(out)) {}

void JsonRecorder::RecordSpan(SpanData&& span_data) noexcept {
  try {
    const std::lock_guard<std::mutex> lock(mutex_);
    spans_.push_back(std::move(span_data));
  } catch (const std::exception&) {
    // No memory: the span is lost.
  }
}

void JsonRecorder::Close() noexcept {
  if (out_ == nullptr) return;
  try {
    const std::lock_guard<std::mutex> lock(mutex_);
    ToJson(*out_, spans_);
    out_->flush();
    spans_.clear();
  } catch (const std::exception&) {
    // The stream throws when it fails; the spans stay for another Close.
  }
}
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
