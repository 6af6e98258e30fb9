#include "opencensus/exporters/trace/stackdriver/stackdriver_exporter.h"
#include "shims/opencensus_exporters/otlp_instead.h"

namespace opencensus::exporters::trace {
namespace {

// Dropped: the project, a deadline, a stub and credentials, which are the collector's to have; the log says so.
void Register(const std::string& project_id) {
  tracebridge::opencensus_exporters::ExportOverOtlpInstead(
      "StackdriverExporter", "the project \"" + project_id + "\" is", "");
}

}  // namespace

void StackdriverExporter::Register(StackdriverOptions&& opts) { trace::Register(opts.project_id); }

void StackdriverExporter::Register(StackdriverOptions& opts) {
  opts.trace_service_stub.reset();  // as ever
  trace::Register(opts.project_id);
}

void StackdriverExporter::Register(absl::string_view project_id) {
  trace::Register(std::string(project_id));
}

}  // namespace opencensus::exporters::trace
