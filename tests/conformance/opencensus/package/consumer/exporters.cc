// Registers every exporter, as main() does, where nobody listens.
#include <cstdlib>
#include <utility>

#include "opencensus/exporters/stats/stackdriver/stackdriver_exporter.h"
#include "opencensus/exporters/trace/ocagent/ocagent_exporter.h"
#include "opencensus/exporters/trace/stackdriver/stackdriver_exporter.h"
#include "opencensus/exporters/trace/zipkin/zipkin_exporter.h"

int main() {
  namespace exporters = opencensus::exporters::trace;
  exporters::ZipkinExporter::Register(
      exporters::ZipkinExporterOptions("http://127.0.0.1:1/api/v2/spans"));
  exporters::OcAgentOptions agent;
  agent.address = "127.0.0.1:1";
  exporters::OcAgentExporter::Register(std::move(agent));
  exporters::StackdriverExporter::Register(exporters::StackdriverOptions());
  opencensus::exporters::stats::StackdriverExporter::Register(
      opencensus::exporters::stats::StackdriverOptions());
  return EXIT_SUCCESS;
}
