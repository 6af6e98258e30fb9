#include "otel_core/exporters/zipkin/src/sender.h"

#include <strings.h>

#include <algorithm>
#include <new>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/common/export_gate.h"
#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "otel_core/exporters/otlp/src/http/delivery.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge::zipkin {
namespace {

using opentelemetry::sdk::common::ExportResult;
using otlp::Attempt;
using otlp::TimePoint;
using otlp::Verdict;

// As for OTLP; a server has a limit of its own.
constexpr std::size_t kMaxRequestBytes = 64 << 20;

double Random() { return static_cast<double>(tracebridge_state_v1_random() >> 11) * 0x1.0p-53; }

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

// Everything that one process needs to export.
class Sender::Session {
 public:
  explicit Session(const SenderOptions& options) : options_(options) {}

  ~Session() {
    gate_.Close();
    cancellation_.Cancel();
    gate_.WaitUntilEmpty(std::chrono::microseconds::max());
  }

  ExportResult Export(const otlp::Batch& spans) {
    if (!gate_.Enter()) return ExportResult::kFailure;
    Attempt last{Verdict::kRefused, {}, 0, "no memory"};  // short enough not to need any
    try {
      last = Send(spans);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    Report(last, spans.size());
    gate_.Leave();
    return last.verdict == Verdict::kDelivered ? ExportResult::kSuccess : ExportResult::kFailure;
  }

  bool ForceFlush(std::chrono::microseconds timeout) { return gate_.WaitUntilEmpty(timeout); }

  bool Shutdown(std::chrono::microseconds timeout) {
    gate_.Close();
    if (gate_.WaitUntilEmpty(timeout)) return true;
    cancellation_.Cancel();
    return false;
  }

 private:
  Attempt Send(const otlp::Batch& spans) {
    const TimePoint deadline = otlp::DeadlineAfter(options_.timeout);
    EncodeSpans(otlp::GroupSpans(spans), options_.encode, &body_);
    if (body_.size() > kMaxRequestBytes) {
      return {Verdict::kRefused, {}, 0, "the batch is larger than 64 MiB"};
    }
    if (!connection_) connection_ = otlp::HttpConnection::Open(options_.connection);
    if (!connection_) throw std::bad_alloc();
    const otlp::Timer timer{
        [] { return std::chrono::steady_clock::now(); },
        [this](std::chrono::nanoseconds wait) { return cancellation_.Wait(wait); }, &Random};
    return otlp::Deliver(options_.retry, deadline, timer, [this, deadline] {
      return connection_->Post(body_, deadline, &cancellation_);
    });
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
  exporters::ExportGate gate_;
  otlp::Cancellation cancellation_;
  // Used inside the gate only.
  std::unique_ptr<otlp::HttpConnection> connection_;
  std::string body_;
  bool failing_ = false;
};

Sender::Sender(SenderOptions options)
    : options_(WithHeaders(std::move(options))),
      session_(std::make_unique<exporters::PerProcess<Session>>()) {}

Sender::~Sender() = default;

ExportResult Sender::Export(const otlp::Batch& spans) noexcept {
  if (spans.empty()) return ExportResult::kSuccess;
  if (shut_down_.load(std::memory_order_acquire)) return ExportResult::kFailure;
  Session* const session = session_->Get(options_);
  return session == nullptr ? ExportResult::kFailure : session->Export(spans);
}

bool Sender::ForceFlush(std::chrono::microseconds timeout) noexcept {
  Session* const session = session_->Get(options_);
  return session != nullptr && session->ForceFlush(timeout);
}

bool Sender::Shutdown(std::chrono::microseconds timeout) noexcept {
  shut_down_.store(true, std::memory_order_release);
  Session* const session = session_->Get(options_);
  return session != nullptr && session->Shutdown(timeout);
}

}  // namespace tracebridge::zipkin
