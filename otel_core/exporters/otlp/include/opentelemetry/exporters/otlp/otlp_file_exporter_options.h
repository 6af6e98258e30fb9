// Settings of one OTLP file exporter.
#pragma once

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// By default: ten files "trace-%N.jsonl" of 20 MiB in the working directory, and "trace-latest.jsonl".
struct OtlpFileExporterOptions : public OtlpFileClientOptions {
  OtlpFileExporterOptions();
  OtlpFileExporterOptions(const OtlpFileExporterOptions&) = default;
  OtlpFileExporterOptions(OtlpFileExporterOptions&&) = default;
  OtlpFileExporterOptions& operator=(const OtlpFileExporterOptions&) = default;
  OtlpFileExporterOptions& operator=(OtlpFileExporterOptions&&) = default;
  ~OtlpFileExporterOptions() override;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
