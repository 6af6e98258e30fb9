// A tracer for tests: gives every finished span to a recorder.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/symbols.h>
#include <opentracing/tracer.h>

#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
struct PropagationOptions {
  // The text key that carries a span context: base64 of the bytes that Inject writes to a stream.
  std::string propagation_key = "x-ot-span-context";

  // If not 0, what Inject and Extract fail with.
  std::error_code inject_error_code;
  std::error_code extract_error_code;
};

struct MockTracerOptions {
  // Null loses the spans.
  std::unique_ptr<Recorder> recorder;

  PropagationOptions propagation_options;
};

// Must be owned by a std::shared_ptr: its spans hold it.
class OPENTRACING_MOCK_TRACER_API MockTracer : public Tracer,
                                               public std::enable_shared_from_this<MockTracer> {
 public:
  explicit MockTracer(MockTracerOptions&& options);

  // Returns null, and says why on stderr, when the span cannot be made.
  std::unique_ptr<Span> StartSpanWithOptions(
      string_view operation_name, const StartSpanOptions& options) const noexcept override;

  // Closes the recorder.
  void Close() noexcept override;

  // Always empty: ask the recorder.
  const std::vector<SpanData>& spans() const noexcept { return spans_; }

  using Tracer::Extract;
  using Tracer::Inject;

  expected<void> Inject(const SpanContext& sc, std::ostream& writer) const override;

  expected<void> Inject(const SpanContext& sc, const TextMapWriter& writer) const override;

  expected<void> Inject(const SpanContext& sc, const HTTPHeadersWriter& writer) const override;

  expected<std::unique_ptr<SpanContext>> Extract(std::istream& reader) const override;

  expected<std::unique_ptr<SpanContext>> Extract(const TextMapReader& reader) const override;

  expected<std::unique_ptr<SpanContext>> Extract(const HTTPHeadersReader& reader) const override;

 private:
  std::unique_ptr<Recorder> recorder_;
  PropagationOptions propagation_options_;
  std::mutex mutex_;
  std::vector<SpanData> spans_;
};
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
