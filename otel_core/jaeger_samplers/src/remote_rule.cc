#include "otel_core/jaeger_samplers/src/remote_rule.h"

#include <boost/hana/functional/overload.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/otlp/src/http/cancellation.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "otel_core/exporters/otlp/src/http/url_text.h"
#include "otel_core/jaeger_samplers/src/http_get.h"
#include "otel_core/jaeger_samplers/src/rules.h"
#include "otel_core/jaeger_samplers/src/strategy.h"
#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger {
namespace {

constexpr std::chrono::milliseconds kTimeout = std::chrono::seconds(10);

std::string UrlOf(const JaegerRemoteSamplerOptions& options) {
  const char before = options.url.find('?') == std::string::npos ? '?' : '&';
  return options.url + before + "service=" + EscapeQuery(options.service_name);
}

}  // namespace

// The thread of one process.
class RemoteRule::Session {
 public:
  explicit Session(RemoteRule* rule) : rule_(rule) {}
  ~Session() {
    cancellation_.Cancel();
    if (thread_.joinable()) thread_.join();
  }

  void Start() noexcept {
    if (is_started_.load(std::memory_order_relaxed) || is_started_.exchange(true)) return;
    try {
      const tracebridge::state::BlockSignals blocked;
      thread_ = std::thread([this] { Run(); });
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);  // the rule stays as it is
    }
  }

 private:
  void Run() noexcept {
    do {
      try {
        Ask();
      } catch (...) {
        Count(Diagnostic::kOutOfMemory);
      }
    } while (cancellation_.Wait(rule_->options_.interval));
  }

  void Ask() {
    const auto answer = HttpGet(rule_->url_, kTimeout, &cancellation_);
    if (cancellation_.cancelled()) return;
    Report(answer ? rule_->Take(*answer) : answer.error().message);
  }

  // One line when answers begin to fail and one when they come again.
  void Report(const std::string& trouble) {
    if (!trouble.empty()) Count(Diagnostic::kSamplingStrategyRefused);
    if (trouble.empty() == !failing_) return;
    failing_ = !failing_;
    const std::string where = otlp::LoggableUrl(rule_->options_.url);
    if (failing_) {
      OTEL_INTERNAL_LOG_WARN("sampling stays as it is, because of the sampling server "
                             << where << ": " << trouble);
    } else {
      OTEL_INTERNAL_LOG_INFO("the sampling server " << where << " answers again");
    }
  }

  RemoteRule* const rule_;
  otlp::Cancellation cancellation_;
  std::atomic<bool> is_started_{false};
  std::thread thread_;
  bool failing_ = false;
};

RemoteRule::RemoteRule(JaegerRemoteSamplerOptions options)
    : options_(std::move(options)),
      url_(UrlOf(options_)),
      rule_(std::make_unique<ProbabilisticRule>(options_.initial_rate)) {
  otlp::PrepareHttpAhead();
}

RemoteRule::~RemoteRule() = default;

Decision RemoteRule::Decide(const opentelemetry::trace::TraceId& trace_id,
                            opentelemetry::nostd::string_view operation) noexcept {
  RemoteRule* const self = this;
  if (Session* const session = session_.Get(self)) session->Start();
  return rule_.Use([&](Rule& rule) { return rule.Decide(trace_id, operation); });
}

std::string RemoteRule::Take(const std::string& answer) {
  if (answer == answer_) return {};  // what is left of limits stays
  const auto strategy = ParseStrategy(answer);
  if (!strategy) return "its answer " + strategy.error().message;
  const PerOperationRule* per_operation = nullptr;
  auto rule = std::visit(boost::hana::overload(
                             [](const OneRate& one) -> std::unique_ptr<Rule> {
                               return std::make_unique<ProbabilisticRule>(one.rate);
                             },
                             [](const OneLimit& one) -> std::unique_ptr<Rule> {
                               return std::make_unique<RateLimitingRule>(one.per_second);
                             },
                             [&](const OperationRates& rates) -> std::unique_ptr<Rule> {
                               auto made = std::make_unique<PerOperationRule>(
                                   rates, options_.max_operations, per_operation_);
                               per_operation = made.get();
                               return made;
                             }),
                         *strategy);
  std::string copy = answer;
  const std::lock_guard<std::mutex> lock(taking_);
  rule_.Replace(std::move(rule));
  per_operation_ = per_operation;
  answer_ = std::move(copy);
  return {};
}

}  // namespace tracebridge::jaeger
