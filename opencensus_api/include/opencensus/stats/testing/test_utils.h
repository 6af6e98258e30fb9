// For tests of programs that read or export stats.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "opencensus/stats/bucket_boundaries.h"
#include "opencensus/stats/distribution.h"
#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"

namespace opencensus {
namespace stats {
namespace testing {

struct TestViewValue {
  std::vector<std::string> tag_values;
  double value;
  absl::Time start_time;
};

class TestUtils final {
 public:
  TestUtils() = delete;

  // Returns what a view of `descriptor` shows after `values` were recorded, starting at the Unix epoch.
  static ViewData MakeViewData(
      const ViewDescriptor& descriptor,
      std::initializer_list<std::pair<std::vector<std::string>, double>> values);

  // The same, each with the start time of its row.
  static ViewData MakeViewDataWithStartTimes(const ViewDescriptor& descriptor,
                                             const std::vector<TestViewValue>& view_values);

  // `buckets` has to outlive the distribution and its copies.
  static Distribution MakeDistribution(const BucketBoundaries* buckets);
  static void AddToDistribution(Distribution* distribution, double value);

  // Gives all views what was recorded before the call.
  static void Flush();
};

}  // namespace testing
}  // namespace stats
}  // namespace opencensus
