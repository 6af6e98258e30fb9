#include "opencensus/stats/aggregation.h"

#include "absl/strings/str_cat.h"
#include "opencensus/stats/internal/aggregation_window.h"

namespace opencensus {
namespace stats {

std::string Aggregation::DebugString() const {
  switch (type_) {
    case Type::kCount:
      return "Count";
    case Type::kSum:
      return "Sum";
    case Type::kDistribution:
      return absl::StrCat("Distribution with ", bucket_boundaries_.DebugString());
    case Type::kLastValue:
      return "Last Value";
  }
  return "";
}

std::string AggregationWindow::DebugString() const {
  switch (type_) {
    case Type::kCumulative:
      return "Cumulative";
    case Type::kDelta:
      return "Delta";
    case Type::kInterval:
      return absl::StrCat("Interval (", absl::ToDoubleSeconds(duration_), "s window)");
  }
  return "";
}

}  // namespace stats
}  // namespace opencensus
