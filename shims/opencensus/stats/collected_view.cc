#include "shims/opencensus/stats/collected_view.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "absl/time/time.h"
#include "opencensus/stats/stats_exporter.h"
#include "opencensus_api/src/stats/access.h"
#include "opencensus_api/src/stats/view_data_impl.h"
#include "shims/opencensus/stats/stats_core.h"
#include "shims/opencensus/stats/view_state.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Aggregation;
using opencensus::stats::Distribution;
using opencensus::stats::StatsExporter;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDataAccess;
using opencensus::stats::ViewDataImpl;
using opencensus::stats::ViewDescriptor;

ViewAggregation ToPlain(Aggregation::Type type) {
  switch (type) {
    case Aggregation::Type::kCount:
      return ViewAggregation::kCount;
    case Aggregation::Type::kSum:
      return ViewAggregation::kSum;
    case Aggregation::Type::kLastValue:
      return ViewAggregation::kLastValue;
    case Aggregation::Type::kDistribution:
      return ViewAggregation::kDistribution;
  }
  return ViewAggregation::kCount;
}

std::int64_t ToPlain(std::int64_t value) { return value; }
double ToPlain(double value) { return value; }
CollectedDistribution ToPlain(const Distribution& value) {
  return {value.count(), value.mean(), value.min(), value.max(), value.bucket_counts()};
}

std::vector<CollectedExemplar> ExemplarsOf(const RowKey& key, const ViewDataImpl& data) {
  std::vector<CollectedExemplar> exemplars;
  const auto found = data.exemplars.find(key);
  if (found == data.exemplars.end()) return exemplars;
  for (const Exemplar& from : found->second) {
    CollectedExemplar& exemplar = exemplars.emplace_back();
    exemplar.time = std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::nanoseconds(from.time_ns)));
    exemplar.value = from.value;
    std::copy(std::begin(from.trace_id), std::end(from.trace_id), exemplar.trace_id.begin());
    std::copy(std::begin(from.span_id), std::end(from.span_id), exemplar.span_id.begin());
  }
  return exemplars;
}

template <class T>
void AddRows(const ViewData::DataMap<T>& rows, const ViewDataImpl& data, CollectedView* view) {
  for (const auto& row : rows) {
    const RowKey& key = row.first;
    view->rows.push_back({key, !key.empty() && key == OverflowKey(key.size()),
                          absl::ToChronoTime(data.start_times.at(key)), ToPlain(row.second),
                          ExemplarsOf(key, data)});
  }
}

CollectedView ToPlain(const ViewDescriptor& descriptor, const ViewDataImpl& data) {
  CollectedView view;
  view.name = descriptor.name();
  view.description = descriptor.description();
  view.aggregation = ToPlain(data.aggregation.type());
  // The number of values is a number whatever they measure.
  view.unit =
      view.aggregation == ViewAggregation::kCount ? "1" : descriptor.measure_descriptor().units();
  view.only_grows = !data.has_fallen;
  for (const auto& column : descriptor.columns()) view.columns.push_back(column.name());
  view.boundaries = data.aggregation.bucket_boundaries().lower_boundaries();
  view.start = absl::ToChronoTime(data.start_time);
  view.end = absl::ToChronoTime(data.end_time);
  AddRows(data.doubles, data, &view);
  AddRows(data.ints, data, &view);
  AddRows(data.distributions, data, &view);
  return view;
}

}  // namespace

std::vector<CollectedView> CollectExportedViews() {
  std::vector<CollectedView> views;
  for (const auto& view : StatsExporter::GetViewData()) {
    if (view.first.measure_descriptor().name().empty()) continue;
    views.push_back(ToPlain(view.first, ViewDataAccess::impl(view.second)));
  }
  return views;
}

void KeepExemplars(ExemplarFilter filter) noexcept {
  if (StatsCore* core = StatsCore::Get()) core->SetExemplarFilter(filter);
}

void WakeOnMeasurement(bool (*wake)() noexcept) noexcept {
  if (StatsCore* core = StatsCore::Get()) core->SetWake(wake);
}

}  // namespace tracebridge::opencensus_shim
