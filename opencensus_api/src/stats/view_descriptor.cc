#include "opencensus/stats/view_descriptor.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "opencensus/stats/internal/set_aggregation_window.h"
#include "opencensus/stats/measure_registry.h"
#include "opencensus_api/src/stats/measure_registry.h"

namespace opencensus {
namespace stats {

ViewDescriptor::ViewDescriptor()
    : aggregation_(Aggregation::Sum()), aggregation_window_(AggregationWindow::Cumulative()) {}

ViewDescriptor& ViewDescriptor::set_name(absl::string_view name) {
  name_ = std::string(name);
  return *this;
}

ViewDescriptor& ViewDescriptor::set_measure(absl::string_view name) {
  measure_name_ = std::string(name);
  measure_id_ = MeasureRegistryImpl::Get().IdOf(name);
  return *this;
}

const MeasureDescriptor& ViewDescriptor::measure_descriptor() const {
  return MeasureRegistry::GetDescriptorByName(measure_name_);
}

ViewDescriptor& ViewDescriptor::set_aggregation(const Aggregation& aggregation) {
  aggregation_ = aggregation;
  return *this;
}

ViewDescriptor& ViewDescriptor::add_column(opencensus::tags::TagKey tag_key) {
  columns_.push_back(tag_key);
  return *this;
}

ViewDescriptor& ViewDescriptor::set_description(absl::string_view description) {
  description_ = std::string(description);
  return *this;
}

ViewDescriptor& ViewDescriptor::set_expiry_duration(absl::Duration expiry_duration) {
  expiry_duration_ = expiry_duration;
  return *this;
}

void SetAggregationWindow(const AggregationWindow& window, ViewDescriptor* descriptor) {
  descriptor->aggregation_window_ = window;
}

std::string ViewDescriptor::DebugString() const {
  const auto append_name = [](std::string* out, opencensus::tags::TagKey key) {
    out->append(key.name());
  };
  return absl::StrCat("\n  name: \"", name_, "\"\n  measure: ", measure_descriptor().DebugString(),
                      "\n  aggregation: ", aggregation_.DebugString(),
                      "\n  aggregation window: ", aggregation_window_.DebugString(),
                      "\n  columns: ", absl::StrJoin(columns_, ":", append_name),
                      "\n  description: \"", description_,
                      "\"\n  expiry duration: ", absl::FormatDuration(expiry_duration_));
}

bool ViewDescriptor::operator==(const ViewDescriptor& other) const {
  return name_ == other.name_ && measure_id_ == other.measure_id_ &&
         aggregation_ == other.aggregation_ && aggregation_window_ == other.aggregation_window_ &&
         columns_ == other.columns_ && description_ == other.description_ &&
         expiry_duration_ == other.expiry_duration_;
}

}  // namespace stats
}  // namespace opencensus
