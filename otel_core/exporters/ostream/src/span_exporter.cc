#include "opentelemetry/exporters/ostream/span_exporter.h"

#include <string>

#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/ostream/src/span_text.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace trace {

OStreamSpanExporter::OStreamSpanExporter(std::ostream& sout) noexcept : sout_(sout) {}

std::unique_ptr<sdk::trace::Recordable> OStreamSpanExporter::MakeRecordable() noexcept {
  return sdk::trace::SpanRecord::Create();
}

sdk::common::ExportResult OStreamSpanExporter::Export(
    const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept try {
  if (is_shutdown_.load(std::memory_order_acquire)) return sdk::common::ExportResult::kFailure;
  std::string text;
  for (const auto& recordable : spans) {
    if (const auto* span = AsSpanRecord(recordable.get())) {
      tracebridge::exporters::AppendSpanText(*span, &text);
    }
  }
  // One write, so that what others print is before it or behind it.
  sout_.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (sout_.good()) return sdk::common::ExportResult::kSuccess;
  sout_.clear();
  return sdk::common::ExportResult::kFailure;
} catch (...) {
  return sdk::common::ExportResult::kFailure;
}

bool OStreamSpanExporter::ForceFlush(std::chrono::microseconds /*timeout*/) noexcept try {
  return sout_.flush().good();
} catch (...) {
  return false;
}

bool OStreamSpanExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  is_shutdown_.store(true, std::memory_order_release);
  return ForceFlush(timeout);
}

std::unique_ptr<sdk::trace::SpanExporter> OStreamSpanExporterFactory::Create() {
  return std::make_unique<OStreamSpanExporter>();
}

std::unique_ptr<sdk::trace::SpanExporter> OStreamSpanExporterFactory::Create(std::ostream& sout) {
  return std::make_unique<OStreamSpanExporter>(sout);
}

}  // namespace trace
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
