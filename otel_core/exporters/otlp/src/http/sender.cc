#include "otel_core/exporters/otlp/src/http/sender.h"

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/gzip.h"
#include "otel_core/exporters/otlp/src/http/retrying_connection.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "otel_core/exporters/otlp/src/json_encoder.h"
#include "otel_core/exporters/otlp/src/request_encoder.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::HttpRequestContentType;
using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;
using opentelemetry::sdk::common::ExportResult;

// "The client SHOULD limit the size of the request body, including before compression."
constexpr std::size_t kMaxRequestBytes = 64 << 20;

bool IsJson(const OtlpHttpExporterOptions& options) {
  return options.content_type == HttpRequestContentType::kJson;
}

bool IsGzip(const OtlpHttpExporterOptions& options) { return options.compression == "gzip"; }

ConnectionOptions ConnectionTo(const OtlpHttpExporterOptions& options) {
  ConnectionOptions connection;
  connection.url = options.url;
  connection.headers.assign(options.http_headers.begin(), options.http_headers.end());
  if (options.http_headers.count("User-Agent") == 0) {
    connection.headers.emplace_back("User-Agent",
                                    opentelemetry::exporter::otlp::GetOtlpDefaultUserAgent());
  }
  connection.headers.emplace_back("Content-Type",
                                  IsJson(options) ? "application/json" : "application/x-protobuf");
  if (IsGzip(options)) connection.headers.emplace_back("Content-Encoding", "gzip");
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
  return connection;
}

RetryPolicy PolicyOf(const OtlpHttpExporterOptions& options) {
  return {options.retry_policy_max_attempts, options.retry_policy_initial_backoff,
          options.retry_policy_max_backoff, options.retry_policy_backoff_multiplier};
}

}  // namespace

class Sender::Worker {
 public:
  Worker(const OtlpHttpExporterOptions& options, Cancellation* cancellation)
      : options_(options),
        cancellation_(cancellation),
        connection_(ConnectionTo(options), PolicyOf(options)) {}

  template <class Spans>
  ExportResult Export(const Spans& spans, std::size_t count) noexcept {
    Attempt last{Verdict::kRefused, {}, 0, "no memory"};  // short enough not to need any
    try {
      last = Send(spans);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    Report(last, count);
    return last.verdict == Verdict::kDelivered ? ExportResult::kSuccess : ExportResult::kFailure;
  }

 private:
  template <class Spans>
  Attempt Send(const Spans& spans) {
    const TimePoint deadline = DeadlineAfter(options_.timeout);
    const std::string_view body = Encode(spans);
    if (body.size() > kMaxRequestBytes) {
      return {Verdict::kRefused, {}, 0, "the batch is larger than 64 MiB"};
    }
    if (IsGzip(options_) && !Gzip(body, &compressed_)) throw std::bad_alloc();
    return connection_.Post(IsGzip(options_) ? std::string_view(compressed_) : body, deadline,
                            cancellation_);
  }

  std::string_view Encode(const WireBatch& batch) { return encoder_.Encode(batch); }

  std::string_view Encode(const Batch& spans) {
    const SpanGroups groups = GroupSpans(spans);
    if (!IsJson(options_)) return encoder_.Encode(groups);
    EncodeJson(groups, &json_);
    return json_;
  }

  // One line when exports begin to fail and one when they work again. What is lost is counted by the
  // processor, for every exporter alike.
  void Report(const Attempt& last, std::size_t spans) noexcept try {
    const std::string where = LoggableUrl(options_.url);
    if (last.verdict != Verdict::kDelivered) {
      if (!failing_) {
        OTEL_INTERNAL_LOG_ERROR("OTLP export to " << where << " fails, " << spans
                                                  << " spans are lost: " << last.message);
      }
      failing_ = true;
      return;
    }
    if (failing_) OTEL_INTERNAL_LOG_INFO("OTLP export to " << where << " works again");
    failing_ = false;
    if (last.rejected_spans != 0) Count(Diagnostic::kSpanRejectedByBackend, last.rejected_spans);
    if (last.rejected_spans != 0 || !last.message.empty()) {
      OTEL_INTERNAL_LOG_WARN(where << " rejected " << last.rejected_spans << " of " << spans
                                   << " spans: " << last.message);
    }
    if (options_.console_debug) {
      OTEL_INTERNAL_LOG_DEBUG("OTLP export to " << where << ": " << spans << " spans");
    }
  } catch (...) {
    // Out of memory: the counters are all that is left.
  }

  const OtlpHttpExporterOptions& options_;
  Cancellation* const cancellation_;
  RetryingConnection connection_;
  RequestEncoder encoder_;
  std::string json_;
  std::string compressed_;
  bool failing_ = false;
};

Sender::Sender(const OtlpHttpExporterOptions& options)
    : sessions_(std::make_unique<ExportSessions<Worker, Options>>(options)) {}

Sender::~Sender() = default;

ExportResult Sender::Export(const Batch& spans) noexcept {
  if (spans.empty()) return ExportResult::kSuccess;
  return sessions_->Export([&spans](Worker& worker) { return worker.Export(spans, spans.size()); });
}

ExportResult Sender::Export(const WireBatch& spans) noexcept {
  if (spans.count == 0) return ExportResult::kSuccess;
  return sessions_->Export([&spans](Worker& worker) { return worker.Export(spans, spans.count); });
}

bool Sender::TakesWire() const noexcept { return !IsJson(sessions_->options()); }

bool Sender::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sessions_->ForceFlush(timeout);
}

bool Sender::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sessions_->Shutdown(timeout);
}

}  // namespace tracebridge::otlp
