#include "opentelemetry/exporters/zipkin/zipkin_exporter_options.h"

#include <strings.h>

#include <utility>
#include <vector>

#include "tracebridge/sdk_options.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::zipkin {

const std::string GetDefaultZipkinEndpoint() {
  return tracebridge::ReadEnvironment().options.zipkin_endpoint;
}

bool HeaderNameOrder::operator()(const std::string& a, const std::string& b) const {
  return strcasecmp(a.c_str(), b.c_str()) < 0;
}

ZipkinExporterOptions::ZipkinExporterOptions() {
  tracebridge::EnvironmentReading reading = tracebridge::ReadEnvironment();
  // Of the whole environment, only what concerns this exporter is told here.
  std::vector<tracebridge::EnvironmentReading::Warning> warnings;
  for (auto& warning : reading.warnings) {
    if (warning.variable.find("EXPORTER_ZIPKIN") != std::string::npos) {
      warnings.push_back(std::move(warning));
    }
  }
  tracebridge::Log(warnings);
  endpoint = std::move(reading.options.zipkin_endpoint);
  timeout = reading.options.zipkin_timeout;
}

ZipkinExporterOptions::ZipkinExporterOptions(void*) {}

}  // namespace exporter::zipkin
OPENTELEMETRY_END_NAMESPACE
