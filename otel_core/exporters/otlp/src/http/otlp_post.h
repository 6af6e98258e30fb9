// What an OTLP over HTTP exporter does with a batch, whatever is in it: compress, deliver, report.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "opentelemetry/exporters/otlp/otlp_http.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "otel_core/exporters/otlp/src/http/retrying_connection.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {

struct PostOptions {
  ConnectionOptions connection;  // headers that the content asks for are added
  bool is_json = false;
  bool is_gzip = false;
  std::chrono::nanoseconds timeout{0};  // for one batch, retries included; 0: no limit
  RetryPolicy retry;
  bool console_debug = false;  // tells of each batch
  const char* items;           // for the log: "spans"
  Diagnostic rejected;         // what those are counted as that the receiver rejects out of a batch
};

// One thread at a time.
class OtlpPost {
 public:
  OtlpPost(const PostOptions& options, Cancellation* cancellation);

  // Sends what `encode` returns, which has so many `items`. Blocks until that is accepted or lost.
  opentelemetry::sdk::common::ExportResult Send(const std::function<std::string_view()>& encode,
                                                std::size_t items) noexcept;

 private:
  Attempt SendOnce(const std::function<std::string_view()>& encode);
  void Report(const Attempt& last, std::size_t items) noexcept;

  const PostOptions& options_;
  Cancellation* const cancellation_;
  RetryingConnection connection_;
  std::string compressed_;
  bool failing_ = false;
};

// Returns what the options of an exporter say, whose members have the names of opentelemetry-cpp.
template <class Options>
PostOptions PostOptionsOf(const Options& options, const char* items, Diagnostic rejected) {
  PostOptions post;
  post.items = items;
  post.rejected = rejected;
  post.is_json =
      options.content_type == opentelemetry::exporter::otlp::HttpRequestContentType::kJson;
  post.is_gzip = options.compression == "gzip";
  post.timeout = options.timeout;
  post.console_debug = options.console_debug;
  post.retry = {options.retry_policy_max_attempts, options.retry_policy_initial_backoff,
                options.retry_policy_max_backoff, options.retry_policy_backoff_multiplier};
  ConnectionOptions& connection = post.connection;
  connection.url = options.url;
  connection.headers.assign(options.http_headers.begin(), options.http_headers.end());
  connection.insecure_skip_verify = options.ssl_insecure_skip_verify;
  connection.ca_path = options.ssl_ca_cert_path;
  connection.ca_text = options.ssl_ca_cert_string;
  connection.client_key_path = options.ssl_client_key_path;
  connection.client_key_text = options.ssl_client_key_string;
  connection.client_certificate_path = options.ssl_client_cert_path;
  connection.client_certificate_text = options.ssl_client_cert_string;
  connection.min_tls = options.ssl_min_tls;
  connection.max_tls = options.ssl_max_tls;
  connection.cipher = options.ssl_cipher;
  connection.cipher_suite = options.ssl_cipher_suite;
  return post;
}

}  // namespace tracebridge::otlp
