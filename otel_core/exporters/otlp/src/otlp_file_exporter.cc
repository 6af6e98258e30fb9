#include "opentelemetry/exporters/otlp/otlp_file_exporter.h"

#include <string>

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/otlp/src/file/file_writer.h"
#include "otel_core/exporters/otlp/src/json_encoder.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileExporter::Writer : public tracebridge::otlp::FileWriter {
 public:
  explicit Writer(const OtlpFileExporterOptions& options) : FileWriter(options, "spans") {}
};

OtlpFileExporter::OtlpFileExporter() : OtlpFileExporter(OtlpFileExporterOptions()) {}

OtlpFileExporter::OtlpFileExporter(const OtlpFileExporterOptions& options)
    : writer_(std::make_unique<Writer>(options)) {}

OtlpFileExporter::OtlpFileExporter(const OtlpFileExporterOptions& options,
                                   const OtlpFileExporterRuntimeOptions& /*runtime_options*/)
    : OtlpFileExporter(options) {}

OtlpFileExporter::~OtlpFileExporter() = default;

std::unique_ptr<sdk::trace::Recordable> OtlpFileExporter::MakeRecordable() noexcept {
  return sdk::trace::SpanRecord::Create();
}

sdk::common::ExportResult OtlpFileExporter::Export(
    const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept {
  return writer_->Export(
      [&spans](std::string* line) {
        tracebridge::otlp::EncodeJson(tracebridge::otlp::GroupSpans(spans), line);
      },
      spans.size());
}

bool OtlpFileExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return writer_->ForceFlush(timeout);
}

bool OtlpFileExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  return writer_->Shutdown(timeout);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
