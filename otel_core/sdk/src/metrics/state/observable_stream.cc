#include "otel_core/sdk/src/metrics/state/observable_stream.h"

#include <new>
#include <utility>

#include "otel_core/sdk/src/metrics/state/attribute_key.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

// Whether a sum that only grows is lower than before: it began anew.
bool IsReset(const PointType& before, const PointType& now) {
  const auto* old_sum = nostd::get_if<SumPointData>(&before);
  const auto* new_sum = nostd::get_if<SumPointData>(&now);
  return old_sum != nullptr && new_sum != nullptr && new_sum->is_monotonic_ &&
         new_sum->value_ < old_sum->value_;
}

}  // namespace

Aggregation* ObservableStream::Find(const opentelemetry::common::KeyValueIterable* attributes) {
  const PointAttributes kept = Keep(attributes);
  return FindIn(observed_, CanonicalKey(kept), kept);
}

// Returns the value of that key, or the one for what has no place.
Aggregation* ObservableStream::FindIn(Values& values, const std::string& key,
                                      const PointAttributes& attributes) const {
  auto found = values.find(key);
  if (found != values.end()) return found->second.aggregation.get();
  if (values.size() + 1 >= description().cardinality_limit) {
    tracebridge::Count(tracebridge::Diagnostic::kMetricOverflow);
    const PointAttributes overflow = OverflowAttributes();
    Value& value = values[CanonicalKey(overflow)];
    if (value.aggregation == nullptr) value = {overflow, MakeAggregation()};
    return value.aggregation.get();
  }
  return values.emplace(key, Value{Copy(attributes), MakeAggregation()})
      .first->second.aggregation.get();
}

void ObservableStream::AppendPoints(const Collection& collection,
                                    std::vector<PointDataAttributes>* points) {
  if (before_.size() < collection.reader_count) before_.resize(collection.reader_count);
  switch (description().aggregation) {
    case AggregationType::kSum:
      return AppendSums(collection, points);
    case AggregationType::kHistogram:
    case AggregationType::kBase2ExponentialHistogram:
      return AppendHistograms(collection, points);
    case AggregationType::kLastValue:
    case AggregationType::kDrop:
    case AggregationType::kDefault:
      break;
  }
  for (const auto& [key, value] : observed_) {
    points->push_back({Copy(value.attributes), value.aggregation->ToPoint(), {}});
  }
}

// What is observed are totals.
void ObservableStream::AppendSums(const Collection& collection,
                                  std::vector<PointDataAttributes>* points) {
  if (collection.temporality != AggregationTemporality::kDelta) {
    for (const auto& [key, value] : observed_) {
      points->push_back({Copy(value.attributes), value.aggregation->ToPoint(), {}});
    }
    return;
  }
  Values& before = before_[collection.reader];
  Values now;
  for (const auto& [key, value] : observed_) {
    const PointType total = value.aggregation->ToPoint();
    const auto old = before.find(key);
    PointType point = total;
    if (old != before.end() && !IsReset(old->second.aggregation->ToPoint(), total)) {
      const auto difference = old->second.aggregation->Diff(*value.aggregation);
      if (difference == nullptr) throw std::bad_alloc();
      point = difference->ToPoint();
    }
    points->push_back({Copy(value.attributes), std::move(point), {}});
    Value kept{{}, MakeAggregation()};
    value.aggregation->AddTo(kept.aggregation.get());
    now.emplace(key, std::move(kept));
  }
  before.swap(now);
}

// What is observed are values.
void ObservableStream::AppendHistograms(const Collection& collection,
                                        std::vector<PointDataAttributes>* points) {
  if (collection.temporality == AggregationTemporality::kDelta) {
    for (const auto& [key, value] : observed_) {
      points->push_back({Copy(value.attributes), value.aggregation->ToPoint(), {}});
    }
    return;
  }
  Values& before = before_[collection.reader];
  for (const auto& [key, value] : observed_) {
    value.aggregation->AddTo(FindIn(before, key, value.attributes));
  }
  for (const auto& [key, total] : before) {
    points->push_back({Copy(total.attributes), total.aggregation->ToPoint(), {}});
  }
}

void ObservableStream::Abandon() noexcept {
  new (&observed_) Values;
  new (&before_) std::vector<Values>;
  AbandonTimes();
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
