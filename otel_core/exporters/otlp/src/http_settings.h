// What the settings of the program say of one OTLP over HTTP exporter, whatever it exports.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/otlp/otlp_http.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::otlp {

struct HttpSettings {
  const std::string& url;
  OtlpProtocol protocol;
  std::chrono::milliseconds timeout;
  const SdkOptions::KeyValueList& headers;
  OtlpCompression compression;
  const std::string& certificate;
  const std::string& client_key;
  const std::string& client_certificate;
  std::uint32_t retry_max_attempts;
  double retry_initial_backoff;  // seconds
  double retry_max_backoff;      // seconds
  double retry_backoff_multiplier;
};

inline HttpSettings TracesSettings(const FinalizedOptions& settings) {
  const SdkOptions& from = settings.options();
  return {settings.traces_url(),
          from.otlp_protocol,
          from.otlp_timeout,
          from.otlp_headers,
          from.otlp_compression,
          from.otlp_certificate,
          from.otlp_client_key,
          from.otlp_client_certificate,
          from.otlp_retry_max_attempts,
          from.otlp_retry_initial_backoff,
          from.otlp_retry_max_backoff,
          from.otlp_retry_backoff_multiplier};
}

inline HttpSettings MetricsSettings(const FinalizedOptions& settings) {
  const SdkOptions& from = settings.options();
  return {settings.metrics_url(),
          from.otlp_metrics_protocol,
          from.otlp_metrics_timeout,
          from.otlp_metrics_headers,
          from.otlp_metrics_compression,
          from.otlp_metrics_certificate,
          from.otlp_metrics_client_key,
          from.otlp_metrics_client_certificate,
          from.otlp_metrics_retry_max_attempts,
          from.otlp_metrics_retry_initial_backoff,
          from.otlp_metrics_retry_max_backoff,
          from.otlp_metrics_retry_backoff_multiplier};
}

// The words of the exporter's options for two settings.
inline std::string CompressionName(OtlpCompression compression) {
  return compression == OtlpCompression::kGzip ? "gzip" : "none";
}
inline std::string ProtocolName(OtlpProtocol protocol) {
  return protocol == OtlpProtocol::kHttpJson ? "http/json" : "http/protobuf";
}

// `options` has the members of opentelemetry-cpp's options; those without a setting stay.
template <class Options>
void Apply(const HttpSettings& from, Options* options) {
  using opentelemetry::exporter::otlp::HttpRequestContentType;
  using FloatSeconds = std::chrono::duration<float>;
  options->url = from.url;
  options->content_type = from.protocol == OtlpProtocol::kHttpJson
                              ? HttpRequestContentType::kJson
                              : HttpRequestContentType::kBinary;
  options->timeout = from.timeout;
  options->http_headers = {from.headers.begin(), from.headers.end()};
  options->compression = CompressionName(from.compression);
  options->ssl_ca_cert_path = from.certificate;
  options->ssl_client_key_path = from.client_key;
  options->ssl_client_cert_path = from.client_certificate;
  options->retry_policy_max_attempts = from.retry_max_attempts;
  options->retry_policy_initial_backoff =
      FloatSeconds(static_cast<float>(from.retry_initial_backoff));
  options->retry_policy_max_backoff = FloatSeconds(static_cast<float>(from.retry_max_backoff));
  options->retry_policy_backoff_multiplier = static_cast<float>(from.retry_backoff_multiplier);
}

enum class OtlpSignal { kTraces, kMetrics };

// Returns the settings of the environment, and reports, once in the process, what makes no sense of those that concern OTLP
// exporters of the signal. Nothing when they break a rule of their own.
Expected<FinalizedOptions> ReadOtlpEnvironment(OtlpSignal signal);

}  // namespace tracebridge::otlp
