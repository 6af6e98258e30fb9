#include "opentelemetry/exporters/otlp/otlp_environment.h"

#include <strings.h>

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
  return Options().otlp_protocol == tracebridge::OtlpProtocol::kHttpJson ? "http/json"
                                                                         : "http/protobuf";
}

std::chrono::system_clock::duration GetOtlpDefaultTracesTimeout() { return Options().otlp_timeout; }
std::chrono::system_clock::duration GetOtlpDefaultTimeout() {
  return GetOtlpDefaultTracesTimeout();
}

OtlpHeaders GetOtlpDefaultTracesHeaders() {
  const auto list = Options().otlp_headers;
  return OtlpHeaders(list.begin(), list.end());
}
OtlpHeaders GetOtlpDefaultHeaders() { return GetOtlpDefaultTracesHeaders(); }

std::string GetOtlpDefaultTracesCompression() {
  return Options().otlp_compression == tracebridge::OtlpCompression::kGzip ? "gzip" : "none";
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

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
