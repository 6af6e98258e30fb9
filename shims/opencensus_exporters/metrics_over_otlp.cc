#include "shims/opencensus_exporters/metrics_over_otlp.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "shims/bridge/metrics.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opencensus_exporters {
namespace {

// What a dead collector may cost the end of the process.
constexpr auto kExitTimeout = std::chrono::seconds(2);

// Never destroyed: it is shut down at exit, and programs measure after that.
bridge::Metrics* metrics_at_exit = nullptr;
void ShutDownAtExit() { metrics_at_exit->Shutdown(kExitTimeout); }

bool HasOtlp(const SdkOptions& options) {
  return std::find(options.metrics_exporters.begin(), options.metrics_exporters.end(),
                   MetricsExporter::kOtlp) != options.metrics_exporters.end();
}

// Returns where views leave to from now on; "" when it is others that say so.
std::string Start() {
  const EnvironmentReading read = ReadEnvironment();
  Log(read.warnings);
  const auto options = Finalize(read.options);
  if (!options) {
    OTEL_INTERNAL_LOG_ERROR("OpenCensus views are not exported: " << options.error().message);
    return "";
  }
  auto metrics = bridge::Metrics::Make(*options, read.WasSet("OTEL_METRICS_EXPORTER"), nullptr);
  if (metrics == nullptr) return "";
  metrics_at_exit = metrics.release();
  std::atexit(ShutDownAtExit);
  return HasOtlp(read.options) ? otlp::LoggableUrl(options->metrics_url()) : "";
}

bool StartAndTell(const std::string& exporter, const std::string& ignored) {
  const std::string where = Start();
  OTEL_INTERNAL_LOG_WARN(
      exporter << ": its protocol is not spoken here, and " << ignored << " ignored; views leave "
               << (where.empty() ? "as OTEL_METRICS_EXPORTER or the program's meter provider says"
                                 : "over OTLP, to " + where)
               << ". OTEL_EXPORTER_OTLP_ENDPOINT names an OpenTelemetry Collector, which passes "
                  "them on; with tracebridge::Bridge no Register() is needed");
  return true;
}

}  // namespace

void ExportViewsOverOtlpInstead(const std::string& exporter, const std::string& ignored) {
  static const bool is_told = StartAndTell(exporter, ignored);
  static_cast<void>(is_told);
}

}  // namespace tracebridge::opencensus_exporters
