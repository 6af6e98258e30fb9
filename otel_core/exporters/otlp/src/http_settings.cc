#include "otel_core/exporters/otlp/src/http_settings.h"

#include "otel_core/exporters/common/told_once.h"

namespace tracebridge::otlp {
namespace {

// Returns whether it was not said before, by the options of another exporter.
bool IsFirst(const EnvironmentReading::Warning& warning) {
  static auto* const told = new exporters::ToldOnce;  // needed after main, so never destroyed
  return told->IsFirst(warning.variable + ": " + warning.error.message);
}

bool Has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

// OTEL_EXPORTER_OTLP_TIMEOUT concerns every signal, OTEL_EXPORTER_OTLP_METRICS_TIMEOUT its own.
bool Concerns(const std::string& variable, OtlpSignal signal) {
  if (!Has(variable, "EXPORTER_OTLP")) return false;
  switch (signal) {
    case OtlpSignal::kTraces:
      return !Has(variable, "OTLP_METRICS_");
    case OtlpSignal::kMetrics:
      return !Has(variable, "OTLP_TRACES_");
  }
  return true;
}

}  // namespace

Expected<FinalizedOptions> ReadOtlpEnvironment(OtlpSignal signal) {
  EnvironmentReading reading = ReadEnvironment();
  // Of the whole environment, only what concerns the exporter is told here.
  std::vector<EnvironmentReading::Warning> warnings;
  for (auto& warning : reading.warnings) {
    if (Concerns(warning.variable, signal) && IsFirst(warning)) {
      warnings.push_back(std::move(warning));
    }
  }
  Log(warnings);
  return Finalize(std::move(reading.options));
}

}  // namespace tracebridge::otlp
