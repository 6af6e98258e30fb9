#include "otel_core/sdk/src/metrics/metrics_core.h"

#include <chrono>
#include <cmath>
#include <new>
#include <typeinfo>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/aggregation/default_aggregation.h"
#include "otel_core/sdk/src/common/other_core.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using opentelemetry::common::SystemTimestamp;
using tracebridge::Count;
using tracebridge::Diagnostic;

bool IsObservable(InstrumentType type) noexcept {
  switch (type) {
    case InstrumentType::kObservableCounter:
    case InstrumentType::kObservableGauge:
    case InstrumentType::kObservableUpDownCounter:
      return true;
    case InstrumentType::kCounter:
    case InstrumentType::kHistogram:
    case InstrumentType::kUpDownCounter:
    case InstrumentType::kGauge:
      break;
  }
  return false;
}

// The view keeps its own, which a program may go on to change.
std::shared_ptr<const AggregationConfig> Copy(const AggregationConfig* config,
                                              AggregationType type) {
  if (config == nullptr || config->GetType() != type) return nullptr;
  if (type == AggregationType::kBase2ExponentialHistogram) {
    return std::make_shared<Base2ExponentialHistogramAggregationConfig>(
        static_cast<const Base2ExponentialHistogramAggregationConfig&>(*config));
  }
  if (type != AggregationType::kHistogram) return nullptr;
  auto copy = std::make_shared<HistogramAggregationConfig>(
      static_cast<const HistogramAggregationConfig&>(*config));
  auto& boundaries = copy->boundaries_;
  boundaries.erase(std::remove_if(boundaries.begin(), boundaries.end(),
                                  [](double boundary) { return !std::isfinite(boundary); }),
                   boundaries.end());
  std::sort(boundaries.begin(), boundaries.end());
  boundaries.erase(std::unique(boundaries.begin(), boundaries.end()), boundaries.end());
  return copy;
}

bool IsDefault(const AttributesProcessor& processor) {
  return typeid(processor) == typeid(DefaultAttributesProcessor);
}

// Whether process() does no more than isPresent() says.
bool IsBuiltIn(const AttributesProcessor& processor) {
  const std::type_info& type = typeid(processor);
  return IsDefault(processor) || type == typeid(FilteringAttributesProcessor) ||
         type == typeid(FilteringExcludeAttributesProcessor) ||
         type == typeid(IncludeExcludeAttributesProcessor);
}

// The configuration of a view may be for another aggregation than a reader asks for: then the view is meant.
AggregationType AggregationOf(const View& view, AggregationType otherwise) {
  if (view.GetAggregationType() != AggregationType::kDefault) return view.GetAggregationType();
  const AggregationConfig* const config = view.GetAggregationConfig();
  const bool is_said = config != nullptr && config->GetType() == AggregationType::kHistogram &&
                       otherwise == AggregationType::kBase2ExponentialHistogram;
  return is_said ? AggregationType::kHistogram : otherwise;
}

}  // namespace

// What a reader sees of the core.
class MetricsCore::Collector final : public MetricProducer {
 public:
  Collector(MetricsCore* core, std::size_t number, const MetricReader* reader,
            std::unique_ptr<MetricFilter> filter)
      : core_(core), number_(number), reader_(reader), filter_(std::move(filter)) {}

  Result Produce() noexcept override { return core_->Produce(number_); }

  std::size_t number() const noexcept { return number_; }
  // Null after Close().
  const MetricReader* reader() const noexcept { return reader_; }
  void Detach() noexcept { reader_ = nullptr; }

  // Returns whether any of the metric is wanted; takes away what is not.
  bool Filter(const InstrumentationScope& scope, MetricData* metric) const;
  bool MayWant(const InstrumentationScope& scope, const InstrumentDescriptor& metric,
               MetricFilter::MetricFilterResult* result) const;

 private:
  MetricsCore* const core_;
  const std::size_t number_;
  const MetricReader* reader_;
  const std::unique_ptr<MetricFilter> filter_;
};

bool MetricsCore::Collector::MayWant(const InstrumentationScope& scope,
                                     const InstrumentDescriptor& metric,
                                     MetricFilter::MetricFilterResult* result) const {
  *result = MetricFilter::MetricFilterResult::kAccept;
  if (filter_ == nullptr) return true;
  try {
    *result = filter_->TestMetric(scope, metric.name_, metric.type_, metric.unit_);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
  return *result != MetricFilter::MetricFilterResult::kDrop;
}

bool MetricsCore::Collector::Filter(const InstrumentationScope& scope, MetricData* metric) const {
  const InstrumentDescriptor& descriptor = metric->instrument_descriptor;
  auto& points = metric->point_data_attr_;
  points.erase(std::remove_if(points.begin(), points.end(),
                              [&](const PointDataAttributes& point) {
                                try {
                                  return filter_->TestAttributes(scope, descriptor.name_,
                                                                 descriptor.type_, descriptor.unit_,
                                                                 point.attributes) ==
                                         MetricFilter::AttributesFilterResult::kDrop;
                                } catch (...) {
                                  Count(Diagnostic::kCallbackThrew);
                                  return false;
                                }
                              }),
               points.end());
  return !points.empty();
}

MetricsCore::MetricsCore(std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
                         std::unique_ptr<MeterConfigurator> meter_configurator,
                         ExemplarFilterType exemplar_filter)
    : resource_(resource),
      views_(views != nullptr ? std::move(views) : std::make_unique<ViewRegistry>()),
      configurator_(meter_configurator != nullptr
                        ? std::move(meter_configurator)
                        : std::make_unique<MeterConfigurator>(
                              MeterConfigurator::Builder(MeterConfig::Default()).Build())),
      exemplar_filter_(std::make_shared<std::atomic<ExemplarFilterType>>(exemplar_filter)),
      readers_(std::make_shared<Readers>()),
      start_time_(std::chrono::system_clock::now()) {
  tracebridge::sdk::WarnOfOtherCore();
}

MetricsCore::~MetricsCore() = default;

MeterRecord* MetricsCore::FindOrAddMeter(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    const opentelemetry::common::KeyValueIterable* attributes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto& meter : meters_) {
    if (!meter->is_removed && meter->scope->equal(name, version, schema_url, attributes)) {
      return meter.get();
    }
  }
  auto meter = std::make_unique<MeterRecord>();
  meter->meter = std::make_unique<Meter>(this, meter.get());
  meter->scope = InstrumentationScope::Create(
      name, version, schema_url, instrumentationscope::InstrumentationScopeAttributes(attributes));
  meter->is_enabled = configurator_->ComputeConfig(*meter->scope).IsEnabled();
  meters_.push_back(std::move(meter));
  return meters_.back().get();
}

void MetricsCore::RemoveMeter(nostd::string_view name, nostd::string_view version,
                              nostd::string_view schema_url) noexcept {
  std::vector<MeterStream> gone;  // destroyed without the lock
  const std::lock_guard<std::recursive_mutex> collecting(collect_mutex_);
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto& meter : meters_) {
    if (meter->is_removed || meter->scope->GetName() != name ||
        meter->scope->GetVersion() != version || meter->scope->GetSchemaURL() != schema_url) {
      continue;
    }
    meter->is_removed = true;
    gone.swap(meter->streams);
    return;
  }
}

void MetricsCore::AddReader(std::shared_ptr<MetricReader> reader,
                            std::unique_ptr<MetricFilter> filter) {
  Collector* collector;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    collectors_.push_back(
        std::make_unique<Collector>(this, collectors_.size(), reader.get(), std::move(filter)));
    collector = collectors_.back().get();
  }
  readers_->Add(reader);
  reader->SetOwner(std::shared_ptr<MetricProducer>(shared_from_this(), collector));
  reader->SetMetricProducer(collector);
  bool is_late;
  {
    // After the reader is where measurements wake it: an instrument that is not here yet finds it there.
    const std::lock_guard<std::mutex> lock(mutex_);
    is_late = std::any_of(meters_.begin(), meters_.end(),
                          [](const auto& meter) { return !meter->streams.empty(); });
  }
  if (is_late) reader->WakeUp();  // the first measurement may have been made
}

void MetricsCore::AddView(std::unique_ptr<InstrumentSelector> instruments,
                          std::unique_ptr<MeterSelector> meters, std::unique_ptr<View> view) {
  const std::lock_guard<std::mutex> lock(mutex_);
  views_->AddView(std::move(instruments), std::move(meters), std::move(view));
}

// Without the lock: readers have one of their own, which a fork takes.
MetricsCore::Defaults MetricsCore::DefaultsOf(InstrumentType type) const {
  Defaults defaults{0, AggregationType::kDefault};
  for (const auto& reader : readers_->All()) {
    defaults.limit = std::max(defaults.limit, reader->GetCardinalityLimit(type));
    if (defaults.aggregation == AggregationType::kDefault) {
      defaults.aggregation = reader->GetDefaultAggregation(type);
    }
  }
  if (defaults.limit == 0) defaults.limit = kAggregationCardinalityLimit;
  if (defaults.aggregation == AggregationType::kDefault) {
    bool is_monotonic = false;
    defaults.aggregation = DefaultAggregation::GetDefaultAggregationType(type, is_monotonic);
  }
  return defaults;
}

// Under the lock.
StreamDescription MetricsCore::Describe(const InstrumentDescriptor& instrument, const View& view,
                                        const Defaults& defaults) const {
  StreamDescription description;
  description.descriptor = instrument;
  if (const std::string name = view.GetName(); !name.empty()) description.descriptor.name_ = name;
  if (const std::string text = view.GetDescription(); !text.empty()) {
    description.descriptor.description_ = text;
  }
  description.aggregation = AggregationOf(view, defaults.aggregation);
  const AggregationConfig* const config = view.GetAggregationConfig();
  description.config = Copy(config, description.aggregation);
  if (config != nullptr) {
    description.cardinality_limit = config->cardinality_limit_;
  } else {
    description.cardinality_limit = defaults.limit;
  }
  const auto processor = view.GetAttributesProcessor();
  if (processor != nullptr && !IsDefault(*processor)) {
    description.processor = processor;
    description.has_own_processor = !IsBuiltIn(*processor);
  }

  return description;
}

// Without the lock: a stream has one of its own, which a fork takes.
MeterStream MetricsCore::MakeStream(const InstrumentDescriptor& instrument, const View& view,
                                    StreamDescription description) const {
  MeterStream made{instrument, &view, nullptr, nullptr};
  if (IsObservable(instrument.type_)) {
    made.observable = std::make_shared<ObservableStream>(std::move(description));
  } else {
    made.sync = std::make_shared<SyncStream>(std::move(description), exemplar_filter_, readers_);
  }
  return made;
}

// Returns the stream that an equal instrument has from that view, or null. Under the lock.
const MeterStream* MetricsCore::FindStream(const MeterRecord& meter,
                                           const InstrumentDescriptor& instrument,
                                           const View* view) const {
  for (const MeterStream& stream : meter.streams) {
    if (stream.view == view &&
        InstrumentEqualNameCaseInsensitive{}(stream.instrument, instrument)) {
      return &stream;
    }
  }
  return nullptr;
}

// Returns whether a metric has that name already. Under the lock.
bool MetricsCore::IsTaken(const MeterRecord& meter, const std::string& name) const {
  return std::any_of(meter.streams.begin(), meter.streams.end(), [&](const MeterStream& stream) {
    return InstrumentDescriptorUtil::CaseInsensitiveAsciiEquals(
        stream.stream().description().descriptor.name_, name);
  });
}

std::vector<MeterStream> MetricsCore::StreamsOf(MeterRecord& meter,
                                                const InstrumentDescriptor& instrument) {
  std::vector<MeterStream> streams;
  std::vector<std::pair<std::size_t, StreamDescription>> missing;  // with the place in `streams`
  const Defaults defaults = DefaultsOf(instrument.type_);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    views_->FindViews(instrument, *meter.scope, [&](const View& view) {
      if (const MeterStream* const old = FindStream(meter, instrument, &view)) {
        streams.push_back(*old);
        return true;
      }
      StreamDescription description = Describe(instrument, view, defaults);
      if (description.aggregation == AggregationType::kDrop) return true;
      missing.emplace_back(streams.size(), std::move(description));
      streams.push_back({instrument, &view, nullptr, nullptr});
      return true;
    });
  }
  if (missing.empty()) return streams;
  for (auto& [place, description] : missing) {
    streams[place] = MakeStream(instrument, *streams[place].view, std::move(description));
  }

  std::vector<MeterStream> spare;  // destroyed without the lock, as they are made
  std::string conflict;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [place, description] : missing) {
      MeterStream& stream = streams[place];
      if (const MeterStream* const old = FindStream(meter, instrument, stream.view)) {
        spare.push_back(std::exchange(stream, *old));  // another thread was faster
        continue;
      }
      const std::string& name = stream.stream().description().descriptor.name_;
      if (IsTaken(meter, name)) conflict = name;
      if (!meter.is_removed) meter.streams.push_back(stream);
    }
  }
  if (!conflict.empty()) {
    OTEL_INTERNAL_LOG_WARN("instrument \""
                           << instrument.name_ << "\" of meter \"" << meter.scope->GetName()
                           << "\" makes a second metric \"" << conflict
                           << "\" with another kind, type, unit, description or view; both are "
                              "exported. A view can rename one");
  }
  return streams;
}

void MetricsCore::AddCallback(std::shared_ptr<ObservableCallback> callback) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    callbacks_.push_back(std::move(callback));
  }
  readers_->WakeAll();
}

std::uintptr_t MetricsCore::AddMultiCallback(std::shared_ptr<ObservableCallback> callback) {
  std::uintptr_t id;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    id = callback->id = ++last_id_;
    callbacks_.push_back(std::move(callback));
  }
  readers_->WakeAll();
  return id;
}

MetricProducer::Result MetricsCore::Produce(std::size_t reader) noexcept {
  std::vector<std::shared_ptr<MetricReader>> gone;  // destroyed without the lock
  const std::lock_guard<std::recursive_mutex> collecting(collect_mutex_);
  // From a callback: what is being collected is not collected again.
  if (IsCollectingHere()) return {{}, MetricProducer::Status::kFailure};
  collecting_.store(std::this_thread::get_id());
  MetricProducer::Result result{{}, MetricProducer::Status::kFailure};
  try {
    const Collector* collector;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      collector = collectors_[reader].get();
    }
    if (collector->reader() != nullptr) {
      result.points_ = Collect(*collector);
      result.status_ = MetricProducer::Status::kSuccess;
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  collecting_.store(std::thread::id());
  gone.swap(closed_readers_);
  return result;
}

ResourceMetrics MetricsCore::Collect(const Collector& collector) {
  std::vector<MeterRecord*> meters;
  std::vector<std::shared_ptr<ObservableCallback>> callbacks;
  std::vector<std::shared_ptr<ObservableStream>> observables;
  std::size_t reader_count;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& meter : meters_) meters.push_back(meter.get());
    for (const auto& meter : meters_) {
      for (const MeterStream& stream : meter->streams) {
        if (stream.observable != nullptr) observables.push_back(stream.observable);
      }
    }
    callbacks = callbacks_;
    reader_count = collectors_.size();
  }
  for (const auto& stream : observables) stream->Begin();
  for (const auto& callback : callbacks) {
    if (!callback->is_removed) Call(*callback);
  }

  ResourceMetrics metrics;
  metrics.resource_ = &resource_;
  const Collection collection{collector.number(), reader_count,
                              AggregationTemporality::kUnspecified,
                              SystemTimestamp(std::chrono::system_clock::now())};
  for (MeterRecord* meter : meters) CollectMeter(*meter, collector, collection, &metrics);
  return metrics;
}

void MetricsCore::CollectMeter(const MeterRecord& meter, const Collector& collector,
                               Collection collection, ResourceMetrics* metrics) {
  std::vector<MeterStream> streams;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    streams = meter.streams;
  }
  ScopeMetrics scope;
  scope.scope_ = meter.scope.get();
  for (const MeterStream& stream : streams) {
    const InstrumentDescriptor& descriptor = stream.stream().description().descriptor;
    MetricFilter::MetricFilterResult wanted;
    if (!collector.MayWant(*meter.scope, descriptor, &wanted)) continue;
    const MetricReader* const reader = collector.reader();
    if (reader == nullptr) break;  // a callback destroyed the provider
    MetricData metric;
    collection.temporality = reader->GetAggregationTemporality(stream.instrument.type_);
    stream.stream().Collect(collection, &metric);
    if (metric.point_data_attr_.empty()) continue;
    if (wanted == MetricFilter::MetricFilterResult::kAcceptPartial &&
        !collector.Filter(*meter.scope, &metric)) {
      continue;
    }
    scope.metric_data_.push_back(std::move(metric));
  }
  if (!scope.metric_data_.empty()) metrics->scope_metric_data_.push_back(std::move(scope));
}

void MetricsCore::Close() noexcept {
  std::vector<std::shared_ptr<MetricReader>> readers = readers_->Take();
  RemoveCallbacks([](const ObservableCallback&) { return true; });
  const std::lock_guard<std::recursive_mutex> collecting(collect_mutex_);
  if (IsCollectingHere()) closed_readers_.swap(readers);
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto& collector : collectors_) collector->Detach();
}

void MetricsCore::BeforeFork() noexcept { mutex_.lock(); }

void MetricsCore::InParent() noexcept { mutex_.unlock(); }

void MetricsCore::InChild() noexcept {
  new (&collect_mutex_) std::recursive_mutex;  // who held it is not here
  if (collecting_.exchange(std::thread::id()) != std::thread::id()) {
    for (const auto& meter : meters_) {
      for (const MeterStream& stream : meter->streams) {
        if (stream.observable != nullptr) stream.observable->Abandon();
      }
    }
  }
  InParent();
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
