// Makes a BatchSpanProcessor.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/batch_span_processor_runtime_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class BatchSpanProcessorFactory {
 public:
  static std::unique_ptr<SpanProcessor> Create(std::unique_ptr<SpanExporter>&& exporter,
                                               const BatchSpanProcessorOptions& options);
  static std::unique_ptr<SpanProcessor> Create(
      std::unique_ptr<SpanExporter>&& exporter, const BatchSpanProcessorOptions& options,
      const BatchSpanProcessorRuntimeOptions& runtime_options);
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
