// Makes a SimpleSpanProcessor.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class SimpleSpanProcessorFactory {
 public:
  static std::unique_ptr<SpanProcessor> Create(std::unique_ptr<SpanExporter>&& exporter);
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
