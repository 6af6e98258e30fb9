// The rule that a sampling server names, and the thread that asks it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "otel_core/exporters/common/per_process.h"
#include "otel_core/jaeger_samplers/src/decision.h"
#include "otel_core/jaeger_samplers/src/replaceable.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "tracebridge/jaeger_samplers.h"

namespace tracebridge::jaeger {

class RemoteRule final : public Rule {
 public:
  explicit RemoteRule(JaegerRemoteSamplerOptions options);
  // Waits for the thread, whose request under way is given up.
  ~RemoteRule() override;

  Decision Decide(const opentelemetry::trace::TraceId& trace_id,
                  opentelemetry::nostd::string_view operation) noexcept override;

  // Takes the answer of a server. Returns why it changes nothing, or "". By one thread at a time.
  std::string Take(const std::string& answer);

 private:
  class Session;

  friend class tracebridge::sdk::ForkHandlers<RemoteRule>;
  void BeforeFork() noexcept { taking_.lock(); }
  void InParent() noexcept { taking_.unlock(); }
  void InChild() noexcept {
    rule_.ForgetUsers();
    taking_.unlock();
  }

  const JaegerRemoteSamplerOptions options_;
  const std::string url_;  // with the service's name
  std::mutex taking_;  // held while the next three change, so that a forked child finds them whole
  Replaceable<Rule> rule_;
  const class PerOperationRule* per_operation_ = nullptr;  // rule_'s object, when it is one
  std::string answer_;                                     // that rule_ was made of
  exporters::PerProcess<Session> session_;
  tracebridge::sdk::ForkHandlers<RemoteRule> fork_handlers_{this};
};

}  // namespace tracebridge::jaeger
