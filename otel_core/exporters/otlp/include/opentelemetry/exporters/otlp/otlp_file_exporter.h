// Writes finished spans as OTLP JSON Lines: one request a line.
//
// Source: OpenTelemetry specification 1.60.0, protocol/file-exporter.md.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_runtime_options.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileExporter final : public opentelemetry::sdk::trace::SpanExporter {
 public:
  OtlpFileExporter();
  explicit OtlpFileExporter(const OtlpFileExporterOptions& options);
  OtlpFileExporter(const OtlpFileExporterOptions& options,
                   const OtlpFileExporterRuntimeOptions& runtime_options);
  ~OtlpFileExporter() override;

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override;

  // Writes one line. kFailure: it could not be written whole, and nothing of it is left in the file.
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>& spans) noexcept
      override;

  // Returns when what was written is on the disk, or flushed from the stream; may block longer than
  // `timeout` when the disk does. False when that failed, or an export did not end in time.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Refuses exports from now on, and flushes.
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  class Writer;

  std::unique_ptr<Writer> writer_;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
