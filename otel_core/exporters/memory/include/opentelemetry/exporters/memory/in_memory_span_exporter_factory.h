// Makes an InMemorySpanExporter.
#pragma once

#include <cstddef>
#include <memory>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

class InMemorySpanExporterFactory {
 public:
  // `data` becomes where the spans will be found. `buffer_size`: how many are kept; 100 if it is not given.
  static std::unique_ptr<sdk::trace::SpanExporter> Create(std::shared_ptr<InMemorySpanData>& data);
  static std::unique_ptr<sdk::trace::SpanExporter> Create(std::shared_ptr<InMemorySpanData>& data,
                                                          std::size_t buffer_size);
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
