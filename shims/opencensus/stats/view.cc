// Views, and the calls by which tests and programs move what was recorded into them.
#include "opencensus/stats/view.h"

#include <memory>
#include <utility>
#include <vector>

#include "opencensus/stats/internal/delta_producer.h"
#include "opencensus/stats/testing/test_utils.h"
#include "opencensus_api/src/stats/access.h"
#include "shims/opencensus/stats/clock.h"
#include "shims/opencensus/stats/stats_core.h"
#include "shims/opencensus/stats/view_state.h"

namespace opencensus {
namespace stats {
namespace shim = ::tracebridge::opencensus_shim;
using shim::StatsCore;
using shim::ViewState;

View::View(const ViewDescriptor& descriptor)
    : descriptor_(descriptor),
      state_(StatsCore::Get() == nullptr ? nullptr : StatsCore::Get()->Add(descriptor)) {}

View::~View() {
  if (IsValid()) StatsCore::Get()->Remove(static_cast<ViewState*>(state_));
}

bool View::IsValid() const { return state_ != nullptr; }

const ViewData View::GetData() {
  if (!IsValid()) return ViewState(descriptor_, shim::Now()).Read(shim::Now());
  return StatsCore::Get()->Read({static_cast<ViewState*>(state_)}).front();
}

DeltaProducer* DeltaProducer::Get() {
  static DeltaProducer& producer = *new DeltaProducer;
  return &producer;
}

void DeltaProducer::Flush() {
  if (StatsCore* core = StatsCore::Get()) core->Flush();
}

void DeltaProducer::SetHarvestInterval(absl::Duration interval) {
  if (StatsCore* core = StatsCore::Get()) core->SetHarvestInterval(interval);
}

void DeltaProducer::Shutdown() {
  StatsCore* const core = StatsCore::Get();
  if (core == nullptr) return;
  core->Flush();
  core->StopHarvester();
}

namespace testing {

ViewData TestUtils::MakeViewData(
    const ViewDescriptor& descriptor,
    std::initializer_list<std::pair<std::vector<std::string>, double>> values) {
  std::vector<TestViewValue> view_values;
  for (const auto& value : values) {
    view_values.push_back({value.first, value.second, absl::UnixEpoch()});
  }
  return MakeViewDataWithStartTimes(descriptor, view_values);
}

ViewData TestUtils::MakeViewDataWithStartTimes(const ViewDescriptor& descriptor,
                                               const std::vector<TestViewValue>& view_values) {
  const shim::Instant epoch{absl::UnixEpoch(), 0};
  ViewState state(descriptor, epoch);
  for (const TestViewValue& value : view_values) {
    shim::Cell cell(state.kind(), state.lower_boundaries());
    cell.Add(value.value);
    state.Add(value.tag_values, cell.data, value.start_time, epoch);
  }
  return state.Read(epoch);
}

Distribution TestUtils::MakeDistribution(const BucketBoundaries* buckets) {
  return Distribution(std::shared_ptr<const BucketBoundaries>(buckets, [](const auto*) {}));
}

void TestUtils::AddToDistribution(Distribution* distribution, double value) {
  distribution->Add(value);
}

void TestUtils::Flush() { DeltaProducer::Get()->Flush(); }

}  // namespace testing
}  // namespace stats
}  // namespace opencensus
