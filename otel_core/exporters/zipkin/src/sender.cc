#include "otel_core/exporters/zipkin/src/sender.h"

#include <strings.h>

#include <algorithm>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/retrying_connection.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::zipkin {
namespace {

using opentelemetry::sdk::common::ExportResult;
using otlp::Attempt;
using otlp::TimePoint;
using otlp::Verdict;

// As for OTLP; a server has a limit of its own.
constexpr std::size_t kMaxRequestBytes = 64 << 20;

SenderOptions WithHeaders(SenderOptions options) {
  auto& headers = options.connection.headers;
  const auto add = [&headers](const char* name, const char* value) {
    const bool has = std::any_of(headers.begin(), headers.end(), [name](const auto& header) {
      return strcasecmp(header.first.c_str(), name) == 0;
    });
    if (!has) headers.emplace_back(name, value);
  };
  add("Content-Type", "application/json");
  add("User-Agent", "tracebridge/" TRACEBRIDGE_VERSION);
  return options;
}

}  // namespace

class Sender::Worker {
 public:
  Worker(const SenderOptions& options, otlp::Cancellation* cancellation)
      : options_(options),
        cancellation_(cancellation),
        connection_(options.connection, options.retry) {}

  ExportResult Export(const otlp::Batch& spans) noexcept {
    Attempt last{Verdict::kRefused, {}, 0, "no memory"};  // short enough not to need any
    try {
      last = Send(spans);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    Report(last, spans.size());
    return last.verdict == Verdict::kDelivered ? ExportResult::kSuccess : ExportResult::kFailure;
  }

 private:
  Attempt Send(const otlp::Batch& spans) {
    const TimePoint deadline = otlp::DeadlineAfter(options_.timeout);
    EncodeSpans(otlp::GroupSpans(spans), options_.encode, &body_);
    if (body_.size() > kMaxRequestBytes) {
      return {Verdict::kRefused, {}, 0, "the batch is larger than 64 MiB"};
    }
    return connection_.Post(body_, deadline, cancellation_);
  }

  // One line when exports begin to fail and one when they work again. What is lost is counted by the
  // processor, for every exporter alike.
  void Report(const Attempt& last, std::size_t spans) noexcept try {
    const bool fails = last.verdict != Verdict::kDelivered;
    if (fails == failing_) return;
    failing_ = fails;
    const std::string where = otlp::LoggableUrl(options_.connection.url);
    if (fails) {
      OTEL_INTERNAL_LOG_ERROR("Zipkin export to " << where << " fails, " << spans
                                                  << " spans are lost: " << last.message);
    } else {
      OTEL_INTERNAL_LOG_INFO("Zipkin export to " << where << " works again");
    }
  } catch (...) {
    // Out of memory: the counters are all that is left.
  }

  const SenderOptions& options_;
  otlp::Cancellation* const cancellation_;
  otlp::RetryingConnection connection_;
  std::string body_;
  bool failing_ = false;
};

Sender::Sender(SenderOptions options)
    : sessions_(std::make_unique<otlp::ExportSessions<Worker, SenderOptions>>(
          WithHeaders(std::move(options)))) {
  otlp::PrepareHttpAhead();
}

Sender::~Sender() = default;

ExportResult Sender::Export(const otlp::Batch& spans) noexcept {
  if (spans.empty()) return ExportResult::kSuccess;
  return sessions_->Export([&spans](Worker& worker) { return worker.Export(spans); });
}

bool Sender::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sessions_->ForceFlush(timeout);
}

bool Sender::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sessions_->Shutdown(timeout);
}

}  // namespace tracebridge::zipkin
