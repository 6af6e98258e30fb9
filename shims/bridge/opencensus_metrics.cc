#include "shims/bridge/opencensus_metrics.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <utility>
#include <variant>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opencensus_metrics.h"

namespace tracebridge {
namespace {
namespace metrics = opentelemetry::sdk::metrics;
using opencensus_shim::CollectedDistribution;
using opencensus_shim::CollectedExemplar;
using opencensus_shim::CollectedRow;
using opencensus_shim::CollectedView;
using opencensus_shim::ViewAggregation;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using std::chrono::system_clock;

constexpr char kOverflow[] = "otel.metric.overflow";

metrics::PointAttributes Attributes(const CollectedView& view, const CollectedRow& row) {
  metrics::PointAttributes attributes;
  if (row.is_overflow) {
    attributes.SetAttribute(kOverflow, true);
    return attributes;
  }
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    if (row.values[i].empty()) continue;
    attributes.SetAttribute(view.columns[i], row.values[i]);
  }
  return attributes;
}

metrics::ValueType Number(const CollectedRow& row) {
  if (const auto* integer = std::get_if<std::int64_t>(&row.value)) return *integer;
  return std::get<double>(row.value);
}

metrics::HistogramPointData Histogram(const CollectedView& view,
                                      const CollectedDistribution& distribution) {
  metrics::HistogramPointData point(view.boundaries);
  point.count_ = distribution.count;
  point.sum_ = distribution.mean * static_cast<double>(distribution.count);
  point.min_ = distribution.min;
  point.max_ = distribution.max;
  // OpenCensus's buckets have their lower boundary, OpenTelemetry's their upper one: a value on a boundary
  // is one bucket too high.
  point.counts_ = distribution.bucket_counts;
  return point;
}

metrics::PointType Point(const CollectedView& view, const CollectedRow& row) {
  switch (view.aggregation) {
    case ViewAggregation::kCount:
    case ViewAggregation::kSum: {
      metrics::SumPointData point;
      point.value_ = Number(row);
      point.is_monotonic_ = view.only_grows;
      return point;
    }
    case ViewAggregation::kLastValue: {
      metrics::LastValuePointData point;
      point.value_ = Number(row);
      point.is_lastvalue_valid_ = true;
      point.sample_ts_ = view.end;
      return point;
    }
    case ViewAggregation::kDistribution:
      return Histogram(view, std::get<CollectedDistribution>(row.value));
  }
  return metrics::DropPointData{};
}

metrics::InstrumentType Instrument(const CollectedView& view) {
  switch (view.aggregation) {
    case ViewAggregation::kCount:
      return metrics::InstrumentType::kCounter;
    case ViewAggregation::kSum:
      return view.only_grows ? metrics::InstrumentType::kCounter
                             : metrics::InstrumentType::kUpDownCounter;
    case ViewAggregation::kLastValue:
      return metrics::InstrumentType::kGauge;
    case ViewAggregation::kDistribution:
      return metrics::InstrumentType::kHistogram;
  }
  return metrics::InstrumentType::kGauge;
}

bool IsInteger(const CollectedView& view) {
  return !view.rows.empty() && std::holds_alternative<std::int64_t>(view.rows.front().value);
}

std::vector<metrics::Exemplar> Exemplars(const CollectedRow& row, system_clock::time_point since) {
  std::vector<metrics::Exemplar> exemplars;
  for (const CollectedExemplar& from : row.exemplars) {
    if (from.time <= since) continue;
    metrics::Exemplar& exemplar = exemplars.emplace_back();
    exemplar.value = from.value;
    exemplar.time = from.time;
    exemplar.trace_id = opentelemetry::trace::TraceId(from.trace_id);
    exemplar.span_id = opentelemetry::trace::SpanId(from.span_id);
  }
  return exemplars;
}

opencensus_shim::ExemplarFilter ToOpenCensus(metrics::ExemplarFilterType filter) {
  switch (filter) {
    case metrics::ExemplarFilterType::kAlwaysOff:
      return opencensus_shim::ExemplarFilter::kOff;
    case metrics::ExemplarFilterType::kAlwaysOn:
      return opencensus_shim::ExemplarFilter::kOn;
    case metrics::ExemplarFilterType::kTraceBased:
      return opencensus_shim::ExemplarFilter::kTraceBased;
  }
  return opencensus_shim::ExemplarFilter::kTraceBased;
}

std::atomic<int> programs_producers{0};

class Producer final : public metrics::MetricProducer {
 public:
  explicit Producer(bool yields) : yields_(yields) {
    if (!yields_) ++programs_producers;
  }
  ~Producer() override {
    if (!yields_) --programs_producers;
  }

  Result Produce() noexcept override {
    if (yields_ && programs_producers > 0) return {metrics::ResourceMetrics(), Status::kSuccess};
    try {
      metrics::ResourceMetrics all;
      const auto collected = opencensus_shim::CollectExportedViews();
      auto views = ToOtel(collected, since_);
      for (const CollectedView& view : collected) since_ = std::max(since_, view.end);
      // A scope without metrics would be exported as such.
      if (!views.empty()) all.scope_metric_data_.emplace_back(scope_.get(), std::move(views));
      return {std::move(all), Status::kSuccess};
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return {metrics::ResourceMetrics(), Status::kFailure};
    }
  }

 private:
  const bool yields_;
  system_clock::time_point since_;
  const std::unique_ptr<InstrumentationScope> scope_ =
      InstrumentationScope::Create("opencensus-shim", TRACEBRIDGE_VERSION);
};

}  // namespace

std::vector<metrics::MetricData> ToOtel(const std::vector<CollectedView>& views,
                                        system_clock::time_point since) {
  std::vector<metrics::MetricData> all;
  all.reserve(views.size());
  for (const CollectedView& view : views) {
    if (view.rows.empty()) continue;  // nothing was recorded yet
    metrics::MetricData metric;
    metric.instrument_descriptor = {view.name, view.description, view.unit, Instrument(view),
                                    IsInteger(view) ? metrics::InstrumentValueType::kLong
                                                    : metrics::InstrumentValueType::kDouble};
    metric.aggregation_temporality = metrics::AggregationTemporality::kCumulative;
    // One for all points: rows that came later were zero until then.
    metric.start_ts = view.start;
    metric.end_ts = view.end;
    for (const CollectedRow& row : view.rows) {
      metric.point_data_attr_.push_back(
          {Attributes(view, row), Point(view, row), Exemplars(row, since)});
    }
    all.push_back(std::move(metric));
  }
  return all;
}

std::unique_ptr<metrics::MetricProducer> MakeOpenCensusMetricProducer(
    metrics::ExemplarFilterType exemplar_filter) {
  opencensus_shim::KeepExemplars(ToOpenCensus(exemplar_filter));
  return std::make_unique<Producer>(false);
}

std::unique_ptr<metrics::MetricProducer> MakeYieldingMetricProducer(
    metrics::ExemplarFilterType exemplar_filter) {
  opencensus_shim::KeepExemplars(ToOpenCensus(exemplar_filter));
  return std::make_unique<Producer>(true);
}

}  // namespace tracebridge
