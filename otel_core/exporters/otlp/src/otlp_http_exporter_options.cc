#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"

#include "otel_core/exporters/otlp/src/http_options.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::otlp {

void Apply(const FinalizedOptions& settings,
           opentelemetry::exporter::otlp::OtlpHttpExporterOptions* options) {
  using opentelemetry::exporter::otlp::HttpRequestContentType;
  using FloatSeconds = std::chrono::duration<float>;
  const SdkOptions& from = settings.options();
  options->url = settings.traces_url();
  options->content_type = from.otlp_protocol == OtlpProtocol::kHttpJson
                              ? HttpRequestContentType::kJson
                              : HttpRequestContentType::kBinary;
  options->timeout = from.otlp_timeout;
  options->http_headers = {from.otlp_headers.begin(), from.otlp_headers.end()};
  options->compression = from.otlp_compression == OtlpCompression::kGzip ? "gzip" : "none";
  options->ssl_ca_cert_path = from.otlp_certificate;
  options->ssl_client_key_path = from.otlp_client_key;
  options->ssl_client_cert_path = from.otlp_client_certificate;
  options->retry_policy_max_attempts = from.otlp_retry_max_attempts;
  options->retry_policy_initial_backoff =
      FloatSeconds(static_cast<float>(from.otlp_retry_initial_backoff));
  options->retry_policy_max_backoff = FloatSeconds(static_cast<float>(from.otlp_retry_max_backoff));
  options->retry_policy_backoff_multiplier = static_cast<float>(from.otlp_retry_backoff_multiplier);
}

}  // namespace tracebridge::otlp

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

OtlpHttpExporterOptions::OtlpHttpExporterOptions() {
  tracebridge::EnvironmentReading reading = tracebridge::ReadEnvironment();
  // Of the whole environment, only what concerns this exporter is told here.
  std::vector<tracebridge::EnvironmentReading::Warning> warnings;
  for (auto& warning : reading.warnings) {
    if (warning.variable.find("EXPORTER_OTLP") != std::string::npos) {
      warnings.push_back(std::move(warning));
    }
  }
  tracebridge::Log(warnings);
  const auto settings = tracebridge::Finalize(std::move(reading.options));
  if (settings) tracebridge::otlp::Apply(*settings, this);
}

OtlpHttpExporterOptions::OtlpHttpExporterOptions(void*) {}

OtlpHttpExporterOptions::~OtlpHttpExporterOptions() = default;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
