// Keeps spans in memory, for tests.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

constexpr std::size_t MAX_BUFFER_SIZE = 100;  // NOLINT(readability-identifier-naming): upstream's

class InMemorySpanExporter final : public sdk::trace::SpanExporter {
 public:
  explicit InMemorySpanExporter(std::size_t buffer_size = MAX_BUFFER_SIZE);

  // A SpanData, which a test's own processor may rely on.
  std::unique_ptr<sdk::trace::Recordable> MakeRecordable() noexcept override;

  // Fails after Shutdown.
  sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept override;

  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Outlives the exporter.
  std::shared_ptr<InMemorySpanData> GetData() noexcept { return data_; }

 private:
  std::shared_ptr<InMemorySpanData> data_;
  std::atomic<bool> is_shut_down_{false};
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
