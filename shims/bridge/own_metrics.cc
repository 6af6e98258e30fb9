#include "shims/bridge/own_metrics.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::bridge {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;

// Since when the counters count: the load of this library, or the fork that made the process.
class Counting final {
 public:
  SystemTimestamp since() const noexcept { return since_; }

 private:
  friend class tracebridge::sdk::ForkHandlers<Counting>;
  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  void InChild() noexcept { since_ = SystemTimestamp(std::chrono::system_clock::now()); }

  SystemTimestamp since_{std::chrono::system_clock::now()};
  tracebridge::sdk::ForkHandlers<Counting> fork_handlers_{this};
};

// Never destroyed: readers collect after main.
const Counting& counting = *new Counting;

// A counter without points.
metrics::MetricData Sum(const char* name, const char* meaning, const char* unit,
                        SystemTimestamp start) {
  metrics::MetricData metric;
  metric.instrument_descriptor = {name, meaning, unit, metrics::InstrumentType::kObservableCounter,
                                  metrics::InstrumentValueType::kLong};
  metric.aggregation_temporality = metrics::AggregationTemporality::kCumulative;
  metric.start_ts = start;
  metric.end_ts = SystemTimestamp(std::chrono::system_clock::now());
  return metric;
}

// Adds a point to `*metric`, and returns its attributes.
metrics::PointAttributes& AddPoint(std::uint64_t count, metrics::MetricData* metric) {
  metric->point_data_attr_.resize(metric->point_data_attr_.size() + 1);
  auto& added = metric->point_data_attr_.back();
  auto& point = added.point_data.emplace<metrics::SumPointData>();
  point.value_ = static_cast<std::int64_t>(count);
  point.is_monotonic_ = true;
  return added.attributes;
}

class OwnMetrics final : public metrics::MetricProducer {
 public:
  explicit OwnMetrics(std::shared_ptr<const wire::WirePropagator> wire)
      : wire_(std::move(wire)), wire_start_(std::chrono::system_clock::now()) {}

  Result Produce() noexcept override {
    try {
      std::vector<metrics::MetricData> all;
      for (const DiagnosticRow& row : kDiagnostics) {
        const std::uint64_t count = Counted(row.id);
        if (count == 0) continue;
        all.push_back(Sum(row.name, row.meaning, "", counting.since()));
        AddPoint(count, &all.back());
      }
      if (wire_ != nullptr) AddWire(&all);
      metrics::ResourceMetrics produced;
      if (!all.empty()) produced.scope_metric_data_.emplace_back(scope_.get(), std::move(all));
      return {std::move(produced), Status::kSuccess};
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return {metrics::ResourceMetrics(), Status::kFailure};
    }
  }

 private:
  void AddWire(std::vector<metrics::MetricData>* all) const {
    const SystemTimestamp start(
        std::max(wire_start_.time_since_epoch(), counting.since().time_since_epoch()));
    metrics::MetricData requests =
        Sum("tracebridge.wire.requests", "requests whose headers were read or written", "{request}",
            start);
    metrics::MetricData headers =
        Sum("tracebridge.wire.headers", "requests with headers of one format", "{request}", start);
    for (const wire::WireCount& row : wire_->Counts()) {
      auto& attributes = AddPoint(row.count, row.format.empty() ? &requests : &headers);
      attributes.SetAttribute("tracebridge.wire.event", row.what);
      attributes.SetAttribute("tracebridge.wire.peer", row.peer);
      if (!row.format.empty()) attributes.SetAttribute("tracebridge.wire.format", row.format);
    }
    for (auto* metric : {&requests, &headers}) {
      if (!metric->point_data_attr_.empty()) all->push_back(std::move(*metric));
    }
  }

  const std::shared_ptr<const wire::WirePropagator> wire_;
  const SystemTimestamp wire_start_;  // its counters are no older
  const std::unique_ptr<InstrumentationScope> scope_ =
      InstrumentationScope::Create(kOwnScope, TRACEBRIDGE_VERSION);
};

class WithoutOwnAlone final : public metrics::PushMetricExporter {
 public:
  explicit WithoutOwnAlone(std::unique_ptr<metrics::PushMetricExporter> exporter)
      : exporter_(std::move(exporter)) {}

  ExportResult Export(const metrics::ResourceMetrics& data) noexcept override {
    const auto& scopes = data.scope_metric_data_;
    const bool are_own =
        std::all_of(scopes.begin(), scopes.end(), [](const metrics::ScopeMetrics& scope) {
          return scope.scope_ != nullptr && scope.scope_->GetName() == kOwnScope;
        });
    return are_own ? ExportResult::kSuccess : exporter_->Export(data);
  }

  metrics::AggregationTemporality GetAggregationTemporality(
      metrics::InstrumentType type) const noexcept override {
    return exporter_->GetAggregationTemporality(type);
  }
  metrics::AggregationType GetDefaultAggregation(
      metrics::InstrumentType type) const noexcept override {
    return exporter_->GetDefaultAggregation(type);
  }
  bool ForceFlush(std::chrono::microseconds timeout) noexcept override {
    return exporter_->ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout) noexcept override {
    return exporter_->Shutdown(timeout);
  }

 private:
  const std::unique_ptr<metrics::PushMetricExporter> exporter_;
};

}  // namespace

std::shared_ptr<metrics::MetricProducer> MakeOwnMetricProducer(
    std::shared_ptr<const wire::WirePropagator> wire) {
  return std::make_shared<OwnMetrics>(std::move(wire));
}

std::unique_ptr<metrics::PushMetricExporter> WithoutOwnMetricsAlone(
    std::unique_ptr<metrics::PushMetricExporter> exporter) {
  return std::make_unique<WithoutOwnAlone>(std::move(exporter));
}

}  // namespace tracebridge::bridge
