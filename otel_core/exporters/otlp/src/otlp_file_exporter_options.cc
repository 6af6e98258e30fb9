#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

OtlpFileExporterOptions::OtlpFileExporterOptions() {
  OtlpFileClientFileSystemOptions files;
  files.file_pattern = "trace-%N.jsonl";
  files.alias_pattern = "trace-latest.jsonl";
  files.rotate_size = 10;
  backend_options = files;
}

OtlpFileExporterOptions::~OtlpFileExporterOptions() = default;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
