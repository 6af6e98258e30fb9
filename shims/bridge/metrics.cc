#include "shims/bridge/metrics.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "shims/bridge/opencensus_metrics.h"
#include "shims/bridge/own_metrics.h"
#include "shims/opencensus/stats/collected_view.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/metrics_builder.h"

namespace tracebridge::bridge {
namespace {

namespace api = opentelemetry::metrics;
namespace sdk = opentelemetry::sdk::metrics;
using MeterProviderPointer = opentelemetry::nostd::shared_ptr<api::MeterProvider>;
using sdk::MetricReader;

// Which readers there are to wake.
struct Sleepers {
  tracebridge::sdk::ForkSafeMutex mutex;
  std::vector<std::weak_ptr<MetricReader>> readers;
  // Providers that did not end in time: what they do ends by itself, and nobody waits for it.
  std::vector<std::shared_ptr<sdk::MeterProvider>> abandoned;
};

// Never destroyed: programs measure after main.
Sleepers& TheSleepers() {
  static Sleepers* const one = new Sleepers;
  return *one;
}

// On threads that record. Returns false when one could not wake up: then it is asked again.
bool WakeReaders() noexcept {
  try {
    std::vector<std::weak_ptr<MetricReader>> readers;
    {
      Sleepers& sleepers = TheSleepers();
      const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(sleepers.mutex);
      readers = sleepers.readers;
    }
    bool are_awake = true;
    for (const auto& weak : readers) {
      if (const auto reader = weak.lock()) are_awake = reader->WakeUp() && are_awake;
    }
    return are_awake;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return false;
  }
}

void SetSleepers(std::vector<std::weak_ptr<MetricReader>> readers) {
  Sleepers& sleepers = TheSleepers();
  const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(sleepers.mutex);
  sleepers.readers.swap(readers);
}

void Abandon(std::shared_ptr<sdk::MeterProvider> provider) {
  Sleepers& sleepers = TheSleepers();
  const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(sleepers.mutex);
  sleepers.abandoned.push_back(std::move(provider));
}

bool HasRecorded() {
  const auto views = opencensus_shim::CollectExportedViews();
  return std::any_of(views.begin(), views.end(),
                     [](const auto& view) { return !view.rows.empty(); });
}

class Waker final : public opentelemetry::sdk::common::ThreadInstrumentation {
 public:
  void OnStart() override { WakeReaders(); }
};

}  // namespace

Metrics::Metrics(std::shared_ptr<sdk::MeterProvider> provider, bool is_asked_for)
    : provider_(std::move(provider)), is_asked_for_(is_asked_for) {}

std::unique_ptr<Metrics> Metrics::Make(const FinalizedOptions& options, bool is_asked_for,
                                       std::shared_ptr<const wire::WirePropagator> wire) {
  MetricReaderParts parts;
  if (!is_asked_for) parts.around_exporter = WithoutOwnMetricsAlone;
  if (api::Provider::HasMeterProvider()) {
    OTEL_INTERNAL_LOG_INFO(
        "the program has set a meter provider: OTEL_METRICS_EXPORTER is left to it");
    return nullptr;
  }
  const auto readers = BuildMetricReaders(options, parts);
  if (readers.empty()) return nullptr;

  const std::shared_ptr<sdk::MetricProducer> own = MakeOwnMetricProducer(std::move(wire));
  for (const auto& reader : readers) {
    reader->AddQuietMetricProducer(
        MakeYieldingMetricProducer(ToSdk(options.options().metrics_exemplar_filter)));
    reader->AddQuietMetricProducer(own);
  }
  std::shared_ptr<sdk::MeterProvider> provider = BuildMeterProvider(options, readers);
  SetSleepers({readers.begin(), readers.end()});
  api::Provider::SetMeterProvider(MeterProviderPointer(provider));
  opencensus_shim::WakeOnMeasurement(WakeReaders);
  if (HasRecorded()) WakeReaders();
  return std::unique_ptr<Metrics>(new Metrics(std::move(provider), is_asked_for));
}

bool Metrics::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return provider_->ForceFlush(timeout);
}

bool Metrics::Shutdown(std::chrono::microseconds timeout) noexcept {
  opencensus_shim::WakeOnMeasurement(nullptr);
  // A reader without a thread would export on this one, for as long as that takes.
  if (is_asked_for_) WakeReaders();
  const bool succeeded = provider_->Shutdown(timeout);
  if (api::Provider::GetMeterProvider().get() == provider_.get()) {
    api::Provider::SetMeterProvider(nullptr);
  }
  if (succeeded) return true;
  try {
    Abandon(provider_);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return false;
}

std::shared_ptr<opentelemetry::sdk::common::ThreadInstrumentation> MakeMetricsWaker() {
  return std::make_shared<Waker>();
}

}  // namespace tracebridge::bridge
