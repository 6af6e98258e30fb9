// What copies of a ViewData share.
#pragma once

#include "absl/time/time.h"
#include "opencensus/stats/view_data.h"

namespace opencensus {
namespace stats {

class ViewDataImpl {
 public:
  explicit ViewDataImpl(const Aggregation& of) : aggregation(of) {}

  Aggregation aggregation;
  ViewData::Type type = ViewData::Type::kDouble;
  // The one of `type` has the rows.
  ViewData::DataMap<double> doubles;
  ViewData::DataMap<int64_t> ints;
  ViewData::DataMap<Distribution> distributions;
  ViewData::DataMap<absl::Time> start_times;  // of each row
  absl::Time start_time;
  absl::Time end_time;
  bool has_fallen = false;  // a sum to which a negative value was added, ever
};

}  // namespace stats
}  // namespace opencensus
