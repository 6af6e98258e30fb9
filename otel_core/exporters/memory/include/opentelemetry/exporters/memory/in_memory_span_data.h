// The spans that an InMemorySpanExporter was given.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_data.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

class InMemorySpanData final : public InMemoryData<sdk::trace::SpanData> {
 public:
  explicit InMemorySpanData(std::size_t buffer_size)
      : InMemoryData<sdk::trace::SpanData>(buffer_size) {}

  // Returns the spans exported since the last call, oldest first.
  // They refer to their provider's resource and scopes: use them while the provider lives.
  std::vector<std::unique_ptr<sdk::trace::SpanData>> GetSpans() noexcept { return Get(); }
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
