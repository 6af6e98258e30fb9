// Settings of one OTLP over HTTP exporter of metrics.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "opentelemetry/exporters/otlp/otlp_environment.h"
#include "opentelemetry/exporters/otlp/otlp_http.h"
#include "opentelemetry/exporters/otlp/otlp_preferred_temporality.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// What is not explained here is as in OtlpHttpExporterOptions.
struct OtlpHttpMetricExporterOptions {
  // Starts from the environment (docs/settings.md), and reports what there makes no sense.
  OtlpHttpMetricExporterOptions();
  // Starts from nothing: the caller sets `url` and the rest. The argument is ignored.
  OtlpHttpMetricExporterOptions(void*);
  OtlpHttpMetricExporterOptions(const OtlpHttpMetricExporterOptions&) = default;
  OtlpHttpMetricExporterOptions(OtlpHttpMetricExporterOptions&&) = default;
  OtlpHttpMetricExporterOptions& operator=(const OtlpHttpMetricExporterOptions&) = default;
  OtlpHttpMetricExporterOptions& operator=(OtlpHttpMetricExporterOptions&&) = default;
  ~OtlpHttpMetricExporterOptions();

  // Where metrics go, path included: "http://localhost:4318/v1/metrics". Used as it is.
  std::string url;

  HttpRequestContentType content_type{HttpRequestContentType::kBinary};
  // Without effect, both: OTLP's JSON has one form.
  JsonBytesMappingKind json_bytes_mapping{JsonBytesMappingKind::kHexId};
  bool use_json_name{false};

  bool console_debug{false};
  std::chrono::system_clock::duration timeout{};
  OtlpHeaders http_headers;

  PreferredAggregationTemporality aggregation_temporality{
      PreferredAggregationTemporality::kCumulative};

  // Ours: what histograms become for which no view says it, kHistogram or kBase2ExponentialHistogram. kDefault: what another
  // reader of the provider says, else kHistogram.
  opentelemetry::sdk::metrics::AggregationType default_histogram_aggregation{
      opentelemetry::sdk::metrics::AggregationType::kDefault};

  bool ssl_insecure_skip_verify{false};
  std::string ssl_ca_cert_path;
  std::string ssl_ca_cert_string;
  std::string ssl_client_key_path;
  std::string ssl_client_key_string;
  std::string ssl_client_cert_path;
  std::string ssl_client_cert_string;
  std::string ssl_min_tls;
  std::string ssl_max_tls;
  std::string ssl_cipher;
  std::string ssl_cipher_suite;

  std::string compression;

  std::uint32_t retry_policy_max_attempts{};
  std::chrono::duration<float> retry_policy_initial_backoff{};
  std::chrono::duration<float> retry_policy_max_backoff{};
  float retry_policy_backoff_multiplier{};
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
