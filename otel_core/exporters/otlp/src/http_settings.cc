#include "otel_core/exporters/otlp/src/http_settings.h"

namespace tracebridge::otlp {

Expected<FinalizedOptions> ReadOtlpEnvironment() {
  EnvironmentReading reading = ReadEnvironment();
  // Of the whole environment, only what concerns the exporter is told here.
  std::vector<EnvironmentReading::Warning> warnings;
  for (auto& warning : reading.warnings) {
    if (warning.variable.find("EXPORTER_OTLP") != std::string::npos) {
      warnings.push_back(std::move(warning));
    }
  }
  Log(warnings);
  return Finalize(std::move(reading.options));
}

}  // namespace tracebridge::otlp
