// The rows of a view, shared by all View objects that are alike.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/common/internal/string_vector_hash.h"
#include "opencensus/stats/bucket_boundaries.h"
#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"
#include "opencensus/tags/tag_map.h"
#include "shims/opencensus/stats/aggregate.h"
#include "shims/opencensus/stats/clock.h"
#include "shims/opencensus/stats/interval_window.h"

namespace tracebridge::opencensus_shim {

// The rows of a view at most, the last of which is for what is recorded under any further combination of
// tags. OpenTelemetry specification 1.60.0, metrics/sdk.md, "Cardinality limits": the default is 2000.
constexpr std::size_t kRowLimit = 2000;

// The values of a view's columns, in their order.
using RowKey = std::vector<std::string>;
template <class T>
using Rows = std::unordered_map<RowKey, T, opencensus::common::StringVectorHash>;

// Returns the key of the row for further combinations. OpenTelemetry names its attribute so.
RowKey OverflowKey(std::size_t columns);

// Returns `*rows`' row of `key`; once all but one are taken, the one of OverflowKey, made if need be.
template <class T, class... Arguments>
typename Rows<T>::iterator FindOrAdd(Rows<T>* rows, const RowKey& key, Arguments&&... arguments) {
  const auto found = rows->find(key);
  if (found != rows->end()) return found;
  const std::size_t room = kRowLimit - std::min(kRowLimit, rows->size());
  if (room > 1 || key.empty()) {
    return rows->try_emplace(key, std::forward<Arguments>(arguments)...).first;
  }
  RowKey overflow = OverflowKey(key.size());
  // The last place is the overflow row's, whether it is there or not.
  const bool has_place = room == 1 && rows->count(overflow) != 0;
  return rows->try_emplace(has_place ? key : overflow, std::forward<Arguments>(arguments)...).first;
}

// Not safe from several threads, but for what is const and does not read rows.
class ViewState {
 public:
  ViewState(const opencensus::stats::ViewDescriptor& descriptor, Instant now);

  // Returns false for what has no meaning: the last value of an interval.
  static bool IsMeaningful(const opencensus::stats::ViewDescriptor& descriptor);

  // Returns whether views of `descriptor` show these rows. Names and descriptions may differ.
  bool Matches(const opencensus::stats::ViewDescriptor& descriptor) const;

  Kind kind() const noexcept { return kind_; }
  // Whether data has to come in time: it ages.
  bool ages() const noexcept;
  // Whether rows go while the view stays.
  bool loses_rows() const noexcept;
  std::uint64_t measure_id() const noexcept { return measure_id_; }
  const std::vector<double>& lower_boundaries() const noexcept {
    return aggregation_.bucket_boundaries().lower_boundaries();
  }

  RowKey KeyOf(const opencensus::tags::TagMap& tags) const;

  // Adds values recorded under `key` between `since` and `now`. Throws std::bad_alloc.
  void Add(const RowKey& key, const Aggregate& values, absl::Time since, Instant now);
  // The same, since all that was recorded came last.
  void Add(const RowKey& key, const Aggregate& values, Instant now) {
    Add(key, values, collected_until_, now);
  }

  // All that was recorded until `now` has come: what has expired goes.
  void CollectedUntil(Instant now);

  // Returns what the view shows. With a delta window, forgets it.
  opencensus::stats::ViewData Read(Instant now);

  // Starts anew: the data is another process's.
  void Reset(Instant now) noexcept;

  int consumers = 1;  // View objects that show it

 private:
  struct Row {
    explicit Row(absl::Time since) : start(since) {}
    absl::Time start;
    std::int64_t updated_ns = 0;  // of the steady clock
    Aggregate data;
    std::unique_ptr<IntervalWindow> window;
  };

  void Show(const RowKey& key, const Row& row, absl::Time now,
            opencensus::stats::ViewDataImpl* data) const;

  const std::uint64_t measure_id_;
  const Kind kind_;
  const opencensus::stats::Aggregation aggregation_;
  const opencensus::stats::AggregationWindow window_;
  const absl::Duration interval_;
  const std::int64_t expiry_ns_;  // zero: never
  const std::vector<opencensus::tags::TagKey> columns_;
  const std::shared_ptr<const opencensus::stats::BucketBoundaries> boundaries_;

  absl::Time start_;
  absl::Time collected_until_;
  bool has_fallen_ = false;  // a sum to which a negative value was added
  Rows<Row> rows_;
};

}  // namespace tracebridge::opencensus_shim
