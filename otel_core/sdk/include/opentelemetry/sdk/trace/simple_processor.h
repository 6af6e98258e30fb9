// Exports each span when it ends, on the thread that ended it.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Simple processor".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// For tests, demos and short programs: End() waits for the exporter, one span at a time. Servers use
// BatchSpanProcessor.
class SimpleSpanProcessor : public SpanProcessor {
 public:
  explicit SimpleSpanProcessor(std::unique_ptr<SpanExporter>&& exporter);
  ~SimpleSpanProcessor() override;

  std::unique_ptr<Recordable> MakeRecordable() noexcept override;
  void OnStart(Recordable& span,
               const opentelemetry::trace::SpanContext& parent_context) noexcept override;
  void OnEnd(std::unique_ptr<Recordable>&& span) noexcept override;
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 protected:
  bool InternalShutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
