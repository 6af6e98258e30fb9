// What a view showed at one moment: a value for each combination of tag values. Copies share it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/common/internal/string_vector_hash.h"
#include "opencensus/stats/aggregation.h"
#include "opencensus/stats/distribution.h"

namespace opencensus {
namespace stats {

class ViewDataImpl;

class ViewData {
 public:
  // By the values of the view's columns, in their order; an empty value where a tag was not there. With
  // more than 2,000 combinations, what is recorded under further ones is in one row, whose values all are
  // "otel.metric.overflow".
  template <typename DataValueT>
  using DataMap =
      std::unordered_map<std::vector<std::string>, DataValueT, common::StringVectorHash>;

  const Aggregation& aggregation() const;

  enum class Type {
    kDouble,
    kInt64,
    kDistribution,
  };
  Type type() const;

  // The one that type() names; the others are empty.
  const DataMap<double>& double_data() const;
  const DataMap<int64_t>& int_data() const;
  const DataMap<Distribution>& distribution_data() const;

  // Since when the view collects, or, with a delta window, since when it was read before.
  absl::Time start_time() const;
  // Since when there may be data, for each row.
  const DataMap<absl::Time>& start_times() const;
  // Never before the start times, even if the clock was set back.
  absl::Time end_time() const;

 private:
  friend class ViewDataAccess;

  explicit ViewData(std::shared_ptr<const ViewDataImpl> impl);

  std::shared_ptr<const ViewDataImpl> impl_;
};

}  // namespace stats
}  // namespace opencensus
