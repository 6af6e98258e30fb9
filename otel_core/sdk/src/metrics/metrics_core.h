// What is behind a MeterContext, its meters and their instruments: streams, callbacks, readers.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/meter.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/export/metric_filter.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/metrics/meter.h"
#include "opentelemetry/sdk/metrics/meter_config.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/metrics/state/observable_stream.h"
#include "otel_core/sdk/src/metrics/state/readers.h"
#include "otel_core/sdk/src/metrics/state/sync_stream.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using MeterConfigurator = instrumentationscope::ScopeConfigurator<MeterConfig>;

// One metric of a meter. Of the two streams one is there.
struct MeterStream {
  InstrumentDescriptor instrument;
  const View* view;
  std::shared_ptr<SyncStream> sync;
  std::shared_ptr<ObservableStream> observable;

  Stream& stream() const { return sync != nullptr ? static_cast<Stream&>(*sync) : *observable; }
};

// A meter and what it has made. Kept until the provider goes: what was collected points to the scope.
struct MeterRecord {
  std::unique_ptr<Meter> meter;
  std::unique_ptr<InstrumentationScope> scope;
  bool is_enabled = true;
  bool is_removed = false;
  std::vector<MeterStream> streams;
};

// An observable instrument, as callbacks know it.
struct Observed {
  const opentelemetry::metrics::ObservableInstrument* instrument;
  InstrumentValueType value_type;
  std::vector<std::shared_ptr<ObservableStream>> streams;
};

// A function that observes: one instrument (single), or several (multi).
struct ObservableCallback {
  opentelemetry::metrics::ObservableCallbackPtr single = nullptr;
  opentelemetry::metrics::MultiObservableCallbackPtr multi = nullptr;
  void* state = nullptr;
  std::uintptr_t id = 0;  // of a multi callback
  std::vector<Observed> observed;
  std::atomic<bool> is_removed{false};
};

// Calls it, and stops what it throws.
void Call(const ObservableCallback& callback) noexcept;

// Locks, in the order in which they are taken: collect_mutex_ (held during a collection, callbacks included; a fork does not
// wait for it), mutex_ (guards the lists; held for instructions).
class MetricsCore final : public std::enable_shared_from_this<MetricsCore> {
 public:
  MetricsCore(std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
              std::unique_ptr<MeterConfigurator> meter_configurator,
              ExemplarFilterType exemplar_filter);
  ~MetricsCore();

  // Throw std::bad_alloc, and what the configurator throws.
  MeterRecord* FindOrAddMeter(nostd::string_view name, nostd::string_view version,
                              nostd::string_view schema_url,
                              const opentelemetry::common::KeyValueIterable* attributes);
  void AddReader(std::shared_ptr<MetricReader> reader, std::unique_ptr<MetricFilter> filter);
  void AddView(std::unique_ptr<InstrumentSelector> instruments,
               std::unique_ptr<MeterSelector> meters, std::unique_ptr<View> view);
  // Returns a stream for each view of the instrument, those of an equal one where there is one.
  std::vector<MeterStream> StreamsOf(MeterRecord& meter, const InstrumentDescriptor& instrument);
  void AddCallback(std::shared_ptr<ObservableCallback> callback);
  // Returns the id.
  std::uintptr_t AddMultiCallback(std::shared_ptr<ObservableCallback> callback);

  void RemoveMeter(nostd::string_view name, nostd::string_view version,
                   nostd::string_view schema_url) noexcept;

  // Removes those that `matches`; none of them runs when it returns.
  template <class Predicate>
  void RemoveCallbacks(const Predicate& matches) noexcept;

  MetricProducer::Result Produce(std::size_t reader) noexcept;

  // Forgets readers and meters; their instruments live on. From a callback, the readers go when the collection has ended: one
  // whose thread waits to collect could not be waited for before.
  void Close() noexcept;

  // Whether a callback of a collection asks, or what else a collection calls.
  bool IsCollectingHere() const noexcept {
    return collecting_.load() == std::this_thread::get_id();
  }

  const Readers& readers() const noexcept { return *readers_; }
  const resource::Resource& resource() const noexcept { return resource_; }
  ViewRegistry& views() const noexcept { return *views_; }
  const MeterConfigurator& configurator() const noexcept { return *configurator_; }
  std::atomic<ExemplarFilterType>& exemplar_filter() const noexcept { return *exemplar_filter_; }
  opentelemetry::common::SystemTimestamp start_time() const noexcept { return start_time_; }
  std::atomic<bool>& is_shut_down() noexcept { return is_shut_down_; }

 private:
  class Collector;

  // What readers say of a kind of instrument, for views that do not.
  struct Defaults {
    std::size_t limit;
    AggregationType aggregation;
  };
  Defaults DefaultsOf(InstrumentType type) const;
  StreamDescription Describe(const InstrumentDescriptor& instrument, const View& view,
                             const Defaults& defaults) const;
  MeterStream MakeStream(const InstrumentDescriptor& instrument, const View& view,
                         StreamDescription description) const;
  const MeterStream* FindStream(const MeterRecord& meter, const InstrumentDescriptor& instrument,
                                const View* view) const;
  bool IsTaken(const MeterRecord& meter, const std::string& name) const;
  ResourceMetrics Collect(const Collector& collector);
  void CollectMeter(const MeterRecord& meter, const Collector& collector, Collection collection,
                    ResourceMetrics* metrics);

  friend class tracebridge::sdk::ForkHandlers<MetricsCore>;
  void BeforeFork() noexcept;
  void InParent() noexcept;
  void InChild() noexcept;

  const resource::Resource resource_;
  const std::unique_ptr<ViewRegistry> views_;
  const std::unique_ptr<MeterConfigurator> configurator_;
  const std::shared_ptr<std::atomic<ExemplarFilterType>> exemplar_filter_;
  const std::shared_ptr<Readers> readers_;
  const opentelemetry::common::SystemTimestamp start_time_;
  std::atomic<bool> is_shut_down_{false};

  std::recursive_mutex collect_mutex_;  // a callback may add and remove callbacks
  std::atomic<std::thread::id> collecting_{std::thread::id()};
  std::vector<std::shared_ptr<MetricReader>> closed_readers_;  // under collect_mutex_
  std::mutex mutex_;
  std::vector<std::unique_ptr<MeterRecord>> meters_;
  std::vector<std::unique_ptr<Collector>> collectors_;  // by reader
  std::vector<std::shared_ptr<ObservableCallback>> callbacks_;
  std::uintptr_t last_id_ = 0;
  tracebridge::sdk::ForkHandlers<MetricsCore> fork_handlers_{this};
};

template <class Predicate>
void MetricsCore::RemoveCallbacks(const Predicate& matches) noexcept {
  const std::lock_guard<std::recursive_mutex> collecting(collect_mutex_);
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto last = std::remove_if(callbacks_.begin(), callbacks_.end(), [&](const auto& callback) {
    if (matches(*callback)) callback->is_removed = true;  // also for the collection that calls
    return callback->is_removed.load();
  });
  callbacks_.erase(last, callbacks_.end());
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
