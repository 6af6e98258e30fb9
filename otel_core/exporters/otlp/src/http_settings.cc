#include "otel_core/exporters/otlp/src/http_settings.h"

#include <mutex>
#include <set>

#include "otel_core/sdk/src/common/fork_aware.h"

namespace tracebridge::otlp {
namespace {

// A program that goes on changing its environment fills no memory.
constexpr std::size_t kMostReported = 100;

struct Reported {
  sdk::ForkSafeMutex mutex;
  std::set<std::string> texts;
};

// Returns whether it was not said before, by the options of another exporter.
bool IsFirst(const EnvironmentReading::Warning& warning) {
  static auto* const reported = new Reported;  // needed after main, so never destroyed
  const std::lock_guard<sdk::ForkSafeMutex> lock(reported->mutex);
  return reported->texts.size() < kMostReported &&
         reported->texts.insert(warning.variable + ": " + warning.error.message).second;
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
