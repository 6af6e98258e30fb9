#include "opencensus/exporters/trace/ocagent/ocagent_exporter.h"

#include "shims/opencensus_exporters/otlp_instead.h"

namespace opencensus::exporters::trace {

// Dropped: the agent's address, a deadline and a stub, which are of another protocol; the log says so.
void OcAgentExporter::Register(OcAgentOptions&& opts) {
  tracebridge::opencensus_exporters::ExportOverOtlpInstead(
      "OcAgentExporter", "the address \"" + opts.address + "\" is", opts.service_name);
}

}  // namespace opencensus::exporters::trace
