#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_options.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

OtlpFileMetricExporterOptions::OtlpFileMetricExporterOptions() {
  OtlpFileClientFileSystemOptions files;
  files.file_pattern = "metric-%N.jsonl";
  files.alias_pattern = "metric-latest.jsonl";
  files.rotate_size = 10;
  backend_options = files;
}

OtlpFileMetricExporterOptions::~OtlpFileMetricExporterOptions() = default;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
