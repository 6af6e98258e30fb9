#include "shims/opencensus/stats/view_state.h"

#include <algorithm>
#include <utility>

#include "opencensus_api/src/stats/access.h"
#include "opencensus_api/src/stats/view_data_impl.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Aggregation;
using opencensus::stats::AggregationWindow;
using opencensus::stats::BucketBoundaries;
using opencensus::stats::Distribution;
using opencensus::stats::DistributionAccess;
using opencensus::stats::MeasureDescriptor;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDataAccess;
using opencensus::stats::ViewDataImpl;
using opencensus::stats::ViewDescriptor;
using opencensus::stats::ViewDescriptorAccess;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;

constexpr char kOverflow[] = "otel.metric.overflow";

Kind KindOf(const ViewDescriptor& descriptor) {
  const bool is_int64 =
      (ViewDescriptorAccess::measure_id(descriptor) & opencensus::stats::kInt64Measure) != 0;
  switch (descriptor.aggregation().type()) {
    case Aggregation::Type::kCount:
      return Kind::kCount;
    case Aggregation::Type::kSum:
      return is_int64 ? Kind::kSumInt64 : Kind::kSumDouble;
    case Aggregation::Type::kLastValue:
      return is_int64 ? Kind::kLastInt64 : Kind::kLastDouble;
    case Aggregation::Type::kDistribution:
      return Kind::kDistribution;
  }
  return Kind::kCount;
}

bool IsInterval(const AggregationWindow& window) {
  return window.type() == AggregationWindow::Type::kInterval;
}

// A second at least, as the original has it; a century at most, which fits nanoseconds.
absl::Duration IntervalOf(const AggregationWindow& window) {
  return std::clamp(window.duration(), absl::Seconds(1), absl::Hours(24 * 365 * 100));
}

ViewData::Type TypeOf(Kind kind, bool is_interval) {
  switch (kind) {
    case Kind::kDistribution:
      return ViewData::Type::kDistribution;
    case Kind::kSumDouble:
    case Kind::kLastDouble:
      return ViewData::Type::kDouble;
    case Kind::kCount:
    case Kind::kSumInt64:
    case Kind::kLastInt64:
      return is_interval ? ViewData::Type::kDouble : ViewData::Type::kInt64;
  }
  return ViewData::Type::kDouble;
}

Distribution ToDistribution(const Aggregate& from,
                            const std::shared_ptr<const BucketBoundaries>& boundaries) {
  std::vector<std::uint64_t> buckets = from.buckets;
  buckets.resize(static_cast<std::size_t>(boundaries->num_buckets()));
  return DistributionAccess::Make(boundaries, from.count, from.mean, from.squared_deviation,
                                  from.min, from.max, std::move(buckets));
}

}  // namespace

RowKey OverflowKey(std::size_t columns) { return RowKey(columns, kOverflow); }

ViewState::ViewState(const ViewDescriptor& descriptor, Instant now)
    : measure_id_(ViewDescriptorAccess::measure_id(descriptor)),
      kind_(KindOf(descriptor)),
      aggregation_(descriptor.aggregation()),
      window_(ViewDescriptorAccess::window(descriptor)),
      interval_(IntervalOf(window_)),
      expiry_ns_(std::max<std::int64_t>(
          0, absl::ToInt64Nanoseconds(ViewDescriptorAccess::expiry(descriptor)))),
      columns_(descriptor.columns()),
      boundaries_(std::make_shared<BucketBoundaries>(aggregation_.bucket_boundaries())),
      start_(now.wall),
      collected_until_(now.wall) {}

bool ViewState::IsMeaningful(const ViewDescriptor& descriptor) {
  return !IsInterval(ViewDescriptorAccess::window(descriptor)) ||
         descriptor.aggregation().type() != Aggregation::Type::kLastValue;
}

bool ViewState::Matches(const ViewDescriptor& descriptor) const {
  return measure_id_ == ViewDescriptorAccess::measure_id(descriptor) &&
         aggregation_ == descriptor.aggregation() &&
         window_ == ViewDescriptorAccess::window(descriptor) && columns_ == descriptor.columns();
}

bool ViewState::ages() const noexcept { return IsInterval(window_) || expiry_ns_ > 0; }

bool ViewState::loses_rows() const noexcept {
  return expiry_ns_ > 0 || window_.type() == AggregationWindow::Type::kDelta;
}

RowKey ViewState::KeyOf(const TagMap& tags) const {
  RowKey key(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const auto& tag : tags.tags()) {
      if (tag.first != columns_[i]) continue;
      key[i] = tag.second;
      break;
    }
  }
  return key;
}

void ViewState::Add(const RowKey& key, const Aggregate& values, absl::Time since, Instant now) {
  if (values.count == 0) return;
  const auto row = FindOrAdd(&rows_, key, since);
  if (!key.empty() && row->first.front() == kOverflow && row->first == OverflowKey(key.size())) {
    Count(Diagnostic::kStatsRowLimit, values.count);
  }
  row->second.updated_ns = now.steady_ns;
  has_fallen_ = has_fallen_ || values.has_fallen;
  if (!IsInterval(window_)) {
    // Exemplars first: without memory the values are added the next time, and these twice are these once.
    if (!values.exemplars.empty()) values.exemplars.AddTo(&row->second.data.exemplars);
    Merge(kind_, values, &row->second.data);
    return;
  }
  if (row->second.window == nullptr) {
    row->second.window = std::make_unique<IntervalWindow>(interval_, now.wall);
  }
  row->second.window->Add(kind_, values, now.wall);
}

void ViewState::CollectedUntil(Instant now) {
  collected_until_ = now.wall;
  if (expiry_ns_ == 0) return;
  for (auto row = rows_.begin(); row != rows_.end();) {
    row = now.steady_ns - row->second.updated_ns > expiry_ns_ ? rows_.erase(row) : std::next(row);
  }
}

void ViewState::Show(const RowKey& key, const Row& row, absl::Time now, ViewDataImpl* data) const {
  absl::Time start = row.start;
  if (row.window != nullptr) {
    const IntervalWindow::Total total = row.window->Sum(kind_, now);
    start = std::max(start, now - interval_);
    if (kind_ == Kind::kDistribution) {
      data->distributions.emplace(key, ToDistribution(total.distribution, boundaries_));
    } else {
      data->doubles.emplace(key, kind_ == Kind::kCount ? total.count : total.sum);
    }
  } else if (kind_ == Kind::kDistribution) {
    data->distributions.emplace(key, ToDistribution(row.data, boundaries_));
  } else if (kind_ == Kind::kCount) {
    data->ints.emplace(key, static_cast<std::int64_t>(row.data.count));
  } else if (data->type == ViewData::Type::kInt64) {
    data->ints.emplace(key, row.data.integer);
  } else {
    data->doubles.emplace(key, row.data.number);
  }
  data->start_times.emplace(key, start);
  if (!row.data.exemplars.empty()) data->exemplars.emplace(key, row.data.exemplars.List());
  data->end_time = std::max(data->end_time, start);
}

ViewData ViewState::Read(Instant now) {
  const bool is_interval = IsInterval(window_);
  auto data = std::make_shared<ViewDataImpl>(aggregation_);
  data->type = TypeOf(kind_, is_interval);
  data->start_time = is_interval ? std::max(start_, now.wall - interval_) : start_;
  data->end_time = std::max(now.wall, data->start_time);
  data->has_fallen = has_fallen_;
  for (const auto& row : rows_) Show(row.first, row.second, now.wall, data.get());
  if (window_.type() == AggregationWindow::Type::kDelta) Reset(now);
  return ViewDataAccess::Make(std::move(data));
}

void ViewState::Reset(Instant now) noexcept {
  rows_.clear();
  start_ = collected_until_ = now.wall;
}

}  // namespace tracebridge::opencensus_shim
