#include "opencensus/stats/view_data.h"

#include <utility>

#include "opencensus_api/src/stats/view_data_impl.h"

namespace opencensus {
namespace stats {

ViewData::ViewData(std::shared_ptr<const ViewDataImpl> impl) : impl_(std::move(impl)) {}

const Aggregation& ViewData::aggregation() const { return impl_->aggregation; }
ViewData::Type ViewData::type() const { return impl_->type; }
const ViewData::DataMap<double>& ViewData::double_data() const { return impl_->doubles; }
const ViewData::DataMap<int64_t>& ViewData::int_data() const { return impl_->ints; }
const ViewData::DataMap<Distribution>& ViewData::distribution_data() const {
  return impl_->distributions;
}
absl::Time ViewData::start_time() const { return impl_->start_time; }
const ViewData::DataMap<absl::Time>& ViewData::start_times() const { return impl_->start_times; }
absl::Time ViewData::end_time() const { return impl_->end_time; }

}  // namespace stats
}  // namespace opencensus
