// What a view shows: which measure, aggregated how, a row for each combination of which tags.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "opencensus/stats/aggregation.h"
#include "opencensus/stats/internal/aggregation_window.h"
#include "opencensus/stats/measure_descriptor.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace stats {

class ViewDescriptor final {
 public:
  // A sum, cumulative, without a measure.
  ViewDescriptor();

  ViewDescriptor& set_name(absl::string_view name);
  const std::string& name() const { return name_; }

  // Looks the measure up: one that is registered later does not make the view valid.
  ViewDescriptor& set_measure(absl::string_view name);
  // Returns one without a name when there is no such measure.
  const MeasureDescriptor& measure_descriptor() const;

  ViewDescriptor& set_aggregation(const Aggregation& aggregation);
  const Aggregation& aggregation() const { return aggregation_; }

  // A row for each value of this tag, and of the other columns.
  ViewDescriptor& add_column(opencensus::tags::TagKey tag_key);
  std::size_t num_columns() const { return columns_.size(); }
  const std::vector<opencensus::tags::TagKey>& columns() const { return columns_; }

  ViewDescriptor& set_description(absl::string_view description);
  const std::string& description() const { return description_; }

  // Rows for which nothing was recorded for that long go. Zero, the default: they stay.
  ViewDescriptor& set_expiry_duration(absl::Duration expiry_duration);

  // Has the view exported from now on, instead of one with the same name if there is one. A view whose
  // window is not cumulative is refused, with a line on standard error.
  void RegisterForExport() const;

  // Returns text for people; its form may change.
  std::string DebugString() const;

  bool operator==(const ViewDescriptor& other) const;
  bool operator!=(const ViewDescriptor& other) const { return !(*this == other); }

 private:
  friend class ViewDescriptorAccess;
  friend void SetAggregationWindow(const AggregationWindow& window, ViewDescriptor* descriptor);

  std::string name_;
  std::string measure_name_;
  uint64_t measure_id_ = 0;
  Aggregation aggregation_;
  AggregationWindow aggregation_window_;
  std::vector<opencensus::tags::TagKey> columns_;
  std::string description_;
  absl::Duration expiry_duration_;
};

}  // namespace stats
}  // namespace opencensus
