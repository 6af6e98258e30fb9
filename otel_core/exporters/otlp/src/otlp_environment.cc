#include "opentelemetry/exporters/otlp/otlp_environment.h"

#include <strings.h>

#include "otel_core/exporters/otlp/src/http_settings.h"
#include "tracebridge/sdk_options.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {
namespace {

tracebridge::SdkOptions Options() { return tracebridge::ReadEnvironment().options; }

// What was read makes sense, so there is no error; a broken rule of the reader would mean no URL.
std::string TracesUrl() {
  const auto options = tracebridge::Finalize(Options());
  return options ? options->traces_url() : std::string();
}
std::string MetricsUrl() {
  const auto options = tracebridge::Finalize(Options());
  return options ? options->metrics_url() : std::string();
}

OtlpHeaders ToHeaders(const tracebridge::SdkOptions::KeyValueList& list) {
  return OtlpHeaders(list.begin(), list.end());
}

}  // namespace

bool cmp_ic::operator()(const std::string& a, const std::string& b) const {
  return strcasecmp(a.c_str(), b.c_str()) < 0;
}

std::string GetOtlpDefaultUserAgent() {
  return "tracebridge/" TRACEBRIDGE_VERSION " OTel-OTLP-Exporter-Cpp/" TRACEBRIDGE_VERSION;
}

std::string GetOtlpDefaultHttpTracesEndpoint() { return TracesUrl(); }
std::string GetOtlpDefaultHttpEndpoint() { return TracesUrl(); }

std::string GetOtlpDefaultHttpTracesProtocol() {
  return tracebridge::otlp::ProtocolName(Options().otlp_protocol);
}

std::chrono::system_clock::duration GetOtlpDefaultTracesTimeout() { return Options().otlp_timeout; }
std::chrono::system_clock::duration GetOtlpDefaultTimeout() {
  return GetOtlpDefaultTracesTimeout();
}

OtlpHeaders GetOtlpDefaultTracesHeaders() { return ToHeaders(Options().otlp_headers); }
OtlpHeaders GetOtlpDefaultHeaders() { return GetOtlpDefaultTracesHeaders(); }

std::string GetOtlpDefaultTracesCompression() {
  return tracebridge::otlp::CompressionName(Options().otlp_compression);
}

std::string GetOtlpDefaultTracesSslCertificatePath() { return Options().otlp_certificate; }
std::string GetOtlpDefaultTracesSslClientKeyPath() { return Options().otlp_client_key; }
std::string GetOtlpDefaultTracesSslClientCertificatePath() {
  return Options().otlp_client_certificate;
}

std::uint32_t GetOtlpDefaultTracesRetryMaxAttempts() { return Options().otlp_retry_max_attempts; }
std::chrono::duration<float> GetOtlpDefaultTracesRetryInitialBackoff() {
  return std::chrono::duration<double>(Options().otlp_retry_initial_backoff);
}
std::chrono::duration<float> GetOtlpDefaultTracesRetryMaxBackoff() {
  return std::chrono::duration<double>(Options().otlp_retry_max_backoff);
}
float GetOtlpDefaultTracesRetryBackoffMultiplier() {
  return static_cast<float>(Options().otlp_retry_backoff_multiplier);
}

std::string GetOtlpDefaultHttpMetricsEndpoint() { return MetricsUrl(); }
std::string GetOtlpDefaultMetricsEndpoint() { return MetricsUrl(); }

std::string GetOtlpDefaultHttpMetricsProtocol() {
  return tracebridge::otlp::ProtocolName(Options().otlp_metrics_protocol);
}

std::chrono::system_clock::duration GetOtlpDefaultMetricsTimeout() {
  return Options().otlp_metrics_timeout;
}

OtlpHeaders GetOtlpDefaultMetricsHeaders() { return ToHeaders(Options().otlp_metrics_headers); }

std::string GetOtlpDefaultMetricsCompression() {
  return tracebridge::otlp::CompressionName(Options().otlp_metrics_compression);
}

std::string GetOtlpDefaultMetricsSslCertificatePath() { return Options().otlp_metrics_certificate; }
std::string GetOtlpDefaultMetricsSslClientKeyPath() { return Options().otlp_metrics_client_key; }
std::string GetOtlpDefaultMetricsSslClientCertificatePath() {
  return Options().otlp_metrics_client_certificate;
}

std::uint32_t GetOtlpDefaultMetricsRetryMaxAttempts() {
  return Options().otlp_metrics_retry_max_attempts;
}
std::chrono::duration<float> GetOtlpDefaultMetricsRetryInitialBackoff() {
  return std::chrono::duration<double>(Options().otlp_metrics_retry_initial_backoff);
}
std::chrono::duration<float> GetOtlpDefaultMetricsRetryMaxBackoff() {
  return std::chrono::duration<double>(Options().otlp_metrics_retry_max_backoff);
}
float GetOtlpDefaultMetricsRetryBackoffMultiplier() {
  return static_cast<float>(Options().otlp_metrics_retry_backoff_multiplier);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
