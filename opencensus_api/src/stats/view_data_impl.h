// What copies of a ViewData share.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/stats/view_data.h"

namespace opencensus {
namespace stats {

// A measurement, and where it was made.
struct Exemplar {
  int64_t time_ns = 0;  // since the Unix epoch
  double value = 0;
  uint8_t trace_id[16] = {};  // zeros, both: under no span
  uint8_t span_id[8] = {};
};

class ViewDataImpl {
 public:
  explicit ViewDataImpl(const Aggregation& of) : aggregation(of) {}

  Aggregation aggregation;
  ViewData::Type type = ViewData::Type::kDouble;
  // The one of `type` has the rows.
  ViewData::DataMap<double> doubles;
  ViewData::DataMap<int64_t> ints;
  ViewData::DataMap<Distribution> distributions;
  ViewData::DataMap<absl::Time> start_times;           // of each row
  ViewData::DataMap<std::vector<Exemplar>> exemplars;  // of rows that have some
  absl::Time start_time;
  absl::Time end_time;
  bool has_fallen = false;  // a sum to which a negative value was added, ever
};

}  // namespace stats
}  // namespace opencensus
