#include "shims/opencensus_exporters/otlp_instead.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "shims/opencensus/default_provider.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opencensus_exporters {
namespace {

bool IsFirst(const char* exporter) {
  // Never destroyed: exporters may be registered by other static objects' destructors. Set-up code of one thread, and
  // only Register takes it: a fork meanwhile is a program's own business.
  static std::mutex* const mutex = new std::mutex;
  static auto* const seen = new std::set<std::string>;
  const std::lock_guard<std::mutex> lock(*mutex);
  return seen->insert(exporter).second;
}

// Where OTLP goes, by the settings; "" when they name other exporters.
std::string Where() {
  const EnvironmentReading read = ReadEnvironment();
  const auto& exporters = read.options.traces_exporters;
  if (std::find(exporters.begin(), exporters.end(), TracesExporter::kOtlp) == exporters.end()) {
    return "";
  }
  const auto options = Finalize(read.options);
  return options ? otlp::LoggableUrl(options->traces_url()) : "";
}

}  // namespace

void ExportOverOtlpInstead(const char* exporter, const std::string& ignored,
                           const std::string& service_name) {
  opencensus_shim::LinkedDefaultProvider()->ExportOverOtlp(service_name.c_str());
  if (!IsFirst(exporter)) return;
  const std::string where = Where();
  OTEL_INTERNAL_LOG_WARN(
      exporter << ": its protocol is not spoken here, and " << ignored << " ignored; "
               << (where.empty() ? "spans leave as OTEL_TRACES_EXPORTER says"
                                 : "spans leave over OTLP, to " + where)
               << ". OTEL_EXPORTER_OTLP_ENDPOINT names an OpenTelemetry Collector, which passes "
                  "them on; a program "
                  "that sets a provider of its own needs no Register()");
}

}  // namespace tracebridge::opencensus_exporters
