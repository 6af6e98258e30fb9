#include "opentelemetry/sdk/metrics/metric_reader.h"

#include <atomic>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::sdk::ForkSafeMutex;

struct MetricReader::State {
  std::atomic<MetricProducer*> own{nullptr};  // the provider's
  std::atomic<bool> is_shut_down{false};
  std::atomic<bool> is_closed{false};  // behind the last collection
  std::atomic<bool> has_told{false};   // that there is no provider
  ForkSafeMutex mutex;                 // guards the rest
  std::weak_ptr<MetricProducer> owner;
  bool has_owner = false;
  std::vector<std::shared_ptr<MetricProducer>> others;
  std::vector<std::shared_ptr<MetricProducer>> quiet;
  CardinalityLimits limits;
};

MetricReader::MetricReader() : state_(std::make_unique<State>()) {}
MetricReader::~MetricReader() = default;

void MetricReader::SetOwner(std::weak_ptr<MetricProducer> producer) noexcept {
  const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
  state_->owner = std::move(producer);
  state_->has_owner = true;
}

void MetricReader::SetMetricProducer(MetricProducer* metric_producer) {
  state_->own.store(metric_producer, std::memory_order_release);
  OnInitialized();
  bool has_others;
  {
    const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
    has_others = !state_->others.empty();
  }
  if (has_others) WakeUp();  // there may never be an instrument that does
}

bool MetricReader::Keep(std::shared_ptr<MetricProducer> producer, bool is_quiet) noexcept {
  if (producer == nullptr) return false;
  try {
    const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
    (is_quiet ? state_->quiet : state_->others).push_back(std::move(producer));
    return true;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return false;
  }
}

void MetricReader::AddMetricProducer(std::shared_ptr<MetricProducer> producer) noexcept {
  if (!Keep(std::move(producer), /*is_quiet=*/false)) return;
  // Either this sees the provider, or SetMetricProducer sees the new one.
  if (state_->own.load(std::memory_order_acquire) != nullptr) WakeUp();
}

void MetricReader::AddQuietMetricProducer(std::shared_ptr<MetricProducer> producer) noexcept {
  Keep(std::move(producer), /*is_quiet=*/true);
}

bool MetricReader::Collect(
    nostd::function_ref<bool(ResourceMetrics& metric_data)> callback) noexcept {
  if (state_->is_closed.load(std::memory_order_acquire)) return false;
  MetricProducer* const own = state_->own.load(std::memory_order_acquire);
  if (own == nullptr) {
    if (!state_->has_told.exchange(true)) {
      OTEL_INTERNAL_LOG_WARN(
          "a metric reader that belongs to no MeterProvider was asked to collect");
    }
    return false;
  }
  try {
    // The provider may go meanwhile: what is collected points to what it had.
    std::shared_ptr<MetricProducer> owned;
    std::vector<std::shared_ptr<MetricProducer>> others;
    {
      const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
      owned = state_->owner.lock();
      if (state_->has_owner && owned == nullptr) return false;
      others = state_->others;
      others.insert(others.end(), state_->quiet.begin(), state_->quiet.end());
    }
    MetricProducer::Result result = own->Produce();
    bool succeeded = result.status_ == MetricProducer::Status::kSuccess;
    for (const auto& producer : others) {
      MetricProducer::Result more = producer->Produce();
      succeeded = succeeded && more.status_ == MetricProducer::Status::kSuccess;
      auto& scopes = more.points_.scope_metric_data_;
      result.points_.scope_metric_data_.insert(result.points_.scope_metric_data_.end(),
                                               std::make_move_iterator(scopes.begin()),
                                               std::make_move_iterator(scopes.end()));
    }
    return callback(result.points_) && succeeded;
  } catch (const std::bad_alloc&) {
    Count(Diagnostic::kOutOfMemory);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
  return false;
}

std::size_t MetricReader::GetCardinalityLimit(InstrumentType instrument_type) const noexcept {
  const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
  switch (instrument_type) {
    case InstrumentType::kCounter:
      return state_->limits.counter;
    case InstrumentType::kHistogram:
      return state_->limits.histogram;
    case InstrumentType::kUpDownCounter:
      return state_->limits.up_down_counter;
    case InstrumentType::kObservableCounter:
      return state_->limits.observable_counter;
    case InstrumentType::kObservableGauge:
      return state_->limits.observable_gauge;
    case InstrumentType::kObservableUpDownCounter:
      return state_->limits.observable_up_down_counter;
    case InstrumentType::kGauge:
      return state_->limits.gauge;
  }
  return state_->limits.default_limit;
}

void MetricReader::SetCardinalityLimits(const CardinalityLimits& limits) noexcept {
  const std::lock_guard<ForkSafeMutex> lock(state_->mutex);
  state_->limits = limits;
}

bool MetricReader::Shutdown(std::chrono::microseconds timeout) noexcept {
  if (state_->is_shut_down.exchange(true)) return true;
  const bool succeeded = OnShutDown(timeout);
  state_->is_closed.store(true, std::memory_order_release);
  return succeeded;
}

bool MetricReader::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return !IsShutdown() && OnForceFlush(timeout);
}

bool MetricReader::IsShutdown() const noexcept {
  return state_->is_shut_down.load(std::memory_order_acquire);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
