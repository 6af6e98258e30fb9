// The metrics of a bridge: a meter provider from the settings, with OpenCensus's views and the bridge's own counters.
//
// No thread starts, and nothing leaves, before there is something, but for `prometheus`, which listens from the start: the first measurement of an OpenTelemetry instrument or of
// an OpenCensus view wakes the readers; where the settings ask for metrics, so does the first span that is exported, for
// what was dropped on its way. So in each forked child too.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::wire {
class WirePropagator;
}

namespace tracebridge::bridge {

class Metrics {
 public:
  // Makes a provider and sets it for the process. Returns null when no exporter is named, the SDK is disabled, or the program
  // has set a provider, which is left alone. `is_asked_for`: OTEL_METRICS_EXPORTER is set, so that own counters alone are
  // exported as well. `wire`, which may be null, has some of them. Throws std::bad_alloc.
  static std::unique_ptr<Metrics> Make(const FinalizedOptions& options, bool is_asked_for,
                                       std::shared_ptr<const wire::WirePropagator> wire);

  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // As those of Bridge. After Shutdown the process's provider is the no-op one, unless it is another's.
  bool ForceFlush(std::chrono::microseconds timeout) noexcept;
  bool Shutdown(std::chrono::microseconds timeout) noexcept;

 private:
  Metrics(std::shared_ptr<opentelemetry::sdk::metrics::MeterProvider> provider, bool is_asked_for);

  const std::shared_ptr<opentelemetry::sdk::metrics::MeterProvider> provider_;
  const bool is_asked_for_;
};

// Returns what wakes the readers of the bridge's metrics when a thread that exports spans starts.
std::shared_ptr<opentelemetry::sdk::common::ThreadInstrumentation> MakeMetricsWaker();

}  // namespace tracebridge::bridge
