// Settings of one OTLP over HTTP exporter.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

#include "opentelemetry/exporters/otlp/otlp_environment.h"
#include "opentelemetry/exporters/otlp/otlp_http.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

struct OtlpHttpExporterOptions {
  // Starts from the environment (docs/settings.md), and reports what there makes no sense.
  OtlpHttpExporterOptions();
  // Starts from nothing: the caller sets `url` and the rest. The argument is ignored.
  OtlpHttpExporterOptions(void*);
  OtlpHttpExporterOptions(const OtlpHttpExporterOptions&) = default;
  OtlpHttpExporterOptions(OtlpHttpExporterOptions&&) = default;
  OtlpHttpExporterOptions& operator=(const OtlpHttpExporterOptions&) = default;
  OtlpHttpExporterOptions& operator=(OtlpHttpExporterOptions&&) = default;
  ~OtlpHttpExporterOptions();

  // Where spans go, path included: "http://localhost:4318/v1/traces". Used as it is.
  std::string url;

  HttpRequestContentType content_type{HttpRequestContentType::kBinary};
  // See JsonBytesMappingKind; without effect, as is use_json_name: OTLP's JSON has one form.
  JsonBytesMappingKind json_bytes_mapping{JsonBytesMappingKind::kHexId};
  bool use_json_name{false};

  // Reports each export to the SDK's log at level Debug.
  bool console_debug{false};

  // For one batch, retries included. 0: no limit.
  std::chrono::system_clock::duration timeout{};

  // Sent with each request.
  OtlpHeaders http_headers;

  bool ssl_insecure_skip_verify{false};

  // PEM, as files or as text; a path wins over a text.
  std::string ssl_ca_cert_path;
  std::string ssl_ca_cert_string;
  std::string ssl_client_key_path;
  std::string ssl_client_key_string;
  std::string ssl_client_cert_path;
  std::string ssl_client_cert_string;

  // "1.2" or "1.3"; empty: the TLS library's.
  std::string ssl_min_tls;
  std::string ssl_max_tls;
  // OpenSSL's names of ciphers up to TLS 1.2, and of cipher suites of TLS 1.3.
  std::string ssl_cipher;
  std::string ssl_cipher_suite;

  // "gzip", or anything else for none.
  std::string compression;

  // How often a batch is sent at most, the first time included.
  std::uint32_t retry_policy_max_attempts{};
  // The longest first wait, the longest wait at all, and how much longer each may be than the one
  // before; waits are random below these.
  std::chrono::duration<float> retry_policy_initial_backoff{};
  std::chrono::duration<float> retry_policy_max_backoff{};
  float retry_policy_backoff_multiplier{};

  // Without effect: limits are the provider's (sdk/trace/span_limits.h).
  std::uint32_t max_attributes = (std::numeric_limits<std::uint32_t>::max)();
  std::uint32_t max_events = (std::numeric_limits<std::uint32_t>::max)();
  std::uint32_t max_links = (std::numeric_limits<std::uint32_t>::max)();
  std::uint32_t max_attributes_per_event = (std::numeric_limits<std::uint32_t>::max)();
  std::uint32_t max_attributes_per_link = (std::numeric_limits<std::uint32_t>::max)();
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
