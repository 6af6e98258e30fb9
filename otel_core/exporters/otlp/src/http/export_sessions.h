// What exporters that send have in common: one export at a time, a state for each process, an end that does not wait for ever.
#pragma once

#include <atomic>
#include <chrono>
#include <utility>

#include "opentelemetry/sdk/common/exporter_utils.h"
#include "otel_core/exporters/common/export_gate.h"
#include "otel_core/exporters/common/per_process.h"
#include "otel_core/exporters/otlp/src/http/cancellation.h"

namespace tracebridge::otlp {

// `Worker(const Options&, Cancellation*)` is made in each process that exports, on its first use, and has one call at a time.
// What it waits for, it waits for with the cancellation. Safe from any thread.
template <class Worker, class Options>
class ExportSessions {
 public:
  using ExportResult = opentelemetry::sdk::common::ExportResult;

  explicit ExportSessions(Options options) : options_(std::move(options)) {}
  ExportSessions(const ExportSessions&) = delete;
  ExportSessions& operator=(const ExportSessions&) = delete;
  // Ends an export that is under way.
  ~ExportSessions() = default;

  const Options& options() const noexcept { return options_; }

  // Returns what `job`, which throws nothing, makes of the Worker. kFailure after Shutdown, and without memory.
  template <class Job>
  ExportResult Export(const Job& job) noexcept {
    if (shut_down_.load(std::memory_order_acquire)) return ExportResult::kFailure;
    Session* const session = sessions_.Get(options_);
    if (session == nullptr || !session->gate.Enter()) return ExportResult::kFailure;
    const ExportResult result = job(session->worker);
    session->gate.Leave();
    return result;
  }

  // Waits for an export under way; false if it was not over in time.
  bool ForceFlush(std::chrono::microseconds timeout) noexcept {
    Session* const session = sessions_.Get(options_);
    return session != nullptr && session->gate.WaitUntilEmpty(timeout);
  }

  // Refuses exports from now on. Waits for the one under way, and ends it when the time is over; then returns false.
  bool Shutdown(std::chrono::microseconds timeout) noexcept {
    shut_down_.store(true, std::memory_order_release);
    Session* const session = sessions_.Get(options_);
    if (session == nullptr) return false;
    session->gate.Close();
    if (session->gate.WaitUntilEmpty(timeout)) return true;
    session->cancellation.Cancel();
    return false;
  }

 private:
  // Everything that one process needs to export.
  struct Session {
    explicit Session(const Options& options) : worker(options, &cancellation) {}
    ~Session() {
      gate.Close();
      cancellation.Cancel();
      gate.WaitUntilEmpty(std::chrono::microseconds::max());
    }

    exporters::ExportGate gate;
    Cancellation cancellation;
    Worker worker;  // used inside the gate only
  };

  const Options options_;
  exporters::PerProcess<Session> sessions_;
  std::atomic<bool> shut_down_{false};  // children of a fork inherit it, unlike the session
};

}  // namespace tracebridge::otlp
