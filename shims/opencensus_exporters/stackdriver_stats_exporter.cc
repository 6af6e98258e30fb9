#include "opencensus/exporters/stats/stackdriver/stackdriver_exporter.h"
#include "shims/opencensus_exporters/metrics_over_otlp.h"

namespace opencensus::exporters::stats {

// Dropped: task, deadline, resources, prefix, stub and credentials, which are the collector's to have; the log says so.
void StackdriverExporter::RegisterProject(absl::string_view project_id) {
  tracebridge::opencensus_exporters::ExportViewsOverOtlpInstead(
      "StackdriverExporter for stats", "the project \"" + std::string(project_id) + "\" is");
}

}  // namespace opencensus::exporters::stats
