// Exports finished spans in batches, on a thread of its own.
//
// Ending a span pushes its record, without a lock, a copy or an allocation, on one of several lists, or its bytes into one of
// several lanes where the exporter takes bytes (wire_exporter.h); the thread takes what is there when a batch is full, when
// schedule_delay_millis has passed, or when asked to flush. Every sampled span that ends is exported or counted as dropped
// (tracebridge/diagnostics.h).
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Batching processor".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/batch_span_processor_runtime_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Starts its thread with the first span that ends, so a process may fork before that. A forked child drops what it
// inherited (the parent exports it) and starts a thread of its own with its first span.
class BatchSpanProcessor : public SpanProcessor {
 public:
  BatchSpanProcessor(std::unique_ptr<SpanExporter>&& exporter,
                     const BatchSpanProcessorOptions& options);
  BatchSpanProcessor(std::unique_ptr<SpanExporter>&& exporter,
                     const BatchSpanProcessorOptions& options,
                     const BatchSpanProcessorRuntimeOptions& runtime_options);

  // Shuts down, and waits for the export that is under way.
  ~BatchSpanProcessor() override;

  std::unique_ptr<Recordable> MakeRecordable() noexcept override;
  void OnStart(Recordable& span,
               const opentelemetry::trace::SpanContext& parent_context) noexcept override;
  void OnEnd(std::unique_ptr<Recordable>&& span) noexcept override;

  // Returns true when all spans that ended before the call were exported, false when one could not be, when `timeout`
  // has passed (the export then goes on in the background), and after Shutdown.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Exports what has ended, then shuts the exporter down. When `timeout` has passed, what is left is dropped and counted,
  // and the result is false. Spans that end later are dropped and counted. Only the first call counts.
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
