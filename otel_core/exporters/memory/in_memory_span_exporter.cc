#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"

#include <new>

#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

using sdk::common::ExportResult;
using sdk::trace::Recordable;
using sdk::trace::SpanData;

InMemorySpanExporter::InMemorySpanExporter(std::size_t buffer_size)
    : data_(std::make_shared<InMemorySpanData>(buffer_size)) {}

std::unique_ptr<Recordable> InMemorySpanExporter::MakeRecordable() noexcept {
  return std::unique_ptr<Recordable>(new (std::nothrow) SpanData);
}

ExportResult InMemorySpanExporter::Export(
    const nostd::span<std::unique_ptr<Recordable>>& spans) noexcept {
  if (is_shut_down_.load(std::memory_order_relaxed)) return ExportResult::kFailure;
  for (std::unique_ptr<Recordable>& span : spans) {
    if (span != nullptr) {
      data_->Add(std::unique_ptr<SpanData>(static_cast<SpanData*>(span.release())));
    }
  }
  return ExportResult::kSuccess;
}

bool InMemorySpanExporter::ForceFlush(std::chrono::microseconds) noexcept { return true; }

bool InMemorySpanExporter::Shutdown(std::chrono::microseconds) noexcept {
  is_shut_down_.store(true, std::memory_order_relaxed);
  return true;
}

std::unique_ptr<sdk::trace::SpanExporter> InMemorySpanExporterFactory::Create(
    std::shared_ptr<InMemorySpanData>& data) {
  return Create(data, MAX_BUFFER_SIZE);
}

std::unique_ptr<sdk::trace::SpanExporter> InMemorySpanExporterFactory::Create(
    std::shared_ptr<InMemorySpanData>& data, std::size_t buffer_size) {
  auto exporter = std::make_unique<InMemorySpanExporter>(buffer_size);
  data = exporter->GetData();
  return exporter;
}

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
