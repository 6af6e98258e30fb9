// A recorder that keeps the spans for a test to look at.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/symbols.h>

#include <cstddef>
#include <mutex>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
// Any method may be called from any thread.
class OPENTRACING_MOCK_TRACER_API InMemoryRecorder : public Recorder {
 public:
  void RecordSpan(SpanData&& span_data) noexcept override;

  // Returns the finished spans, first finished first.
  std::vector<SpanData> spans() const;

  std::size_t size() const;

  // Returns the last finished span; throws std::runtime_error if there is none.
  SpanData top() const;

 private:
  mutable std::mutex mutex_;
  std::vector<SpanData> spans_;
};
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
