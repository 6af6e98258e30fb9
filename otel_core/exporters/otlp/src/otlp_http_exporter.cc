#include "opentelemetry/exporters/otlp/otlp_http_exporter.h"

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/otlp/src/http/sender.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpHttpExporter::Sender : public tracebridge::otlp::Sender {
 public:
  using tracebridge::otlp::Sender::Sender;
};

OtlpHttpExporter::OtlpHttpExporter() : OtlpHttpExporter(OtlpHttpExporterOptions()) {}

OtlpHttpExporter::OtlpHttpExporter(const OtlpHttpExporterOptions& options)
    : sender_(std::make_unique<Sender>(options)) {}

OtlpHttpExporter::OtlpHttpExporter(const OtlpHttpExporterOptions& options,
                                   const OtlpHttpExporterRuntimeOptions& /*runtime_options*/)
    : OtlpHttpExporter(options) {}

OtlpHttpExporter::~OtlpHttpExporter() = default;

std::unique_ptr<sdk::trace::Recordable> OtlpHttpExporter::MakeRecordable() noexcept {
  return sdk::trace::SpanRecord::Create();
}

sdk::common::ExportResult OtlpHttpExporter::Export(
    const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept {
  return sender_->Export(spans);
}

sdk::trace::WireExporter* OtlpHttpExporter::AsWireExporter() noexcept {
  return sender_->TakesWire() ? this : nullptr;
}

sdk::common::ExportResult OtlpHttpExporter::ExportWire(
    const sdk::trace::WireBatch& batch) noexcept {
  return sender_->Export(batch);
}

bool OtlpHttpExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sender_->ForceFlush(timeout);
}

bool OtlpHttpExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sender_->Shutdown(timeout);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
