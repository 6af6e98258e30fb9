// A recorder that writes the spans to a stream as JSON.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/symbols.h>

#include <iosfwd>
#include <memory>
#include <mutex>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
class OPENTRACING_MOCK_TRACER_API JsonRecorder : public Recorder {
 public:
  // A null `out` loses the spans.
  explicit JsonRecorder(std::unique_ptr<std::ostream>&& out);

  void RecordSpan(SpanData&& span_data) noexcept override;

  // Writes the spans recorded since the last Close as ToJson does (json.h), and flushes.
  void Close() noexcept override;

 private:
  std::mutex mutex_;
  std::unique_ptr<std::ostream> out_;
  std::vector<SpanData> spans_;
};
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
