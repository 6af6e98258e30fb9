#include "shims/opencensus/stats/stats_core.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <utility>

#include "opencensus_api/src/stats/access.h"
#include "otel_core/state/src/process_object.h"
#include "shims/opencensus/stats/exporter.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Measurement;
using opencensus::stats::MeasurementAccess;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDescriptor;
using opencensus::stats::ViewDescriptorAccess;
using opencensus::tags::TagMap;

std::size_t CountInvalid(std::initializer_list<Measurement> measurements) noexcept {
  return static_cast<std::size_t>(
      std::count_if(measurements.begin(), measurements.end(), [](const Measurement& measurement) {
        return (MeasurementAccess::id(measurement) & opencensus::stats::kValidMeasure) == 0;
      }));
}

bool Check(const ViewDescriptor& descriptor) {
  const bool has_measure =
      (ViewDescriptorAccess::measure_id(descriptor) & opencensus::stats::kValidMeasure) != 0;
  if (has_measure && ViewState::IsMeaningful(descriptor)) return true;
  std::fprintf(stderr, "[Error] tracebridge: an OpenCensus view %s:%s\n",
               has_measure ? "of an interval has no last value"
                           : "needs a measure, registered before set_measure()",
               descriptor.DebugString().c_str());
  return false;
}

void Harvest() noexcept {
  if (StatsCore* core = StatsCore::Get()) core->Flush();
}

}  // namespace

StatsCore::StatsCore() : views_(std::make_shared<const ViewSet>()), harvester_(absl::Seconds(5)) {}

StatsCore* StatsCore::Get() noexcept {
  static std::atomic<StatsCore*> found{nullptr};
  StatsCore* core = found.load(std::memory_order_acquire);
  if (core != nullptr) return core;
  core = state::ProcessObjectHeldInForks<StatsCore>("opencensus.stats/" TRACEBRIDGE_VERSION);
  if (core == nullptr) Count(Diagnostic::kOutOfMemory);
  found.store(core, std::memory_order_release);
  return core;
}

void StatsCore::BeforeFork() {
  shards_.mutex().lock();
  harvester_.BeforeFork();
}

void StatsCore::InParent() {
  harvester_.InParent();
  shards_.mutex().unlock();
}

void StatsCore::InChild() {
  harvester_.InChild();
  shards_.Forget();
  const Instant now = Now();
  for (const auto& view : views_->views) view->Reset(now);
  is_new_child_.store(true, std::memory_order_relaxed);
  has_to_do_once_.store(true, std::memory_order_relaxed);
  shards_.mutex().unlock();
}

[[maybe_unused]] const StatsCore* const made_at_start = StatsCore::Get();

void StatsCore::Record(std::initializer_list<Measurement> measurements,
                       const TagMap& tags) noexcept {
  std::size_t left_out = 0;
  try {
    if (!has_views_.load(std::memory_order_acquire)) {
      left_out = CountInvalid(measurements);
    } else if (exemplar_filter_.load(std::memory_order_relaxed) == ExemplarFilter::kOff) {
      left_out = shards_.Record(measurements, tags, nullptr);
    } else {
      left_out = RecordExemplars(measurements, tags);
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  if (left_out != 0) Count(Diagnostic::kMeasurementLeftOut, left_out);
  if (has_to_do_once_.load(std::memory_order_relaxed)) DoOnce();
}

std::size_t StatsCore::RecordExemplars(std::initializer_list<Measurement> measurements,
                                       const TagMap& tags) {
  Exemplar where;
  const bool is_one = FindWhere(exemplar_filter_.load(std::memory_order_relaxed), &where);
  return shards_.Record(measurements, tags, is_one ? &where : nullptr);
}

void StatsCore::DoOnce() noexcept {
  if (is_new_child_.load(std::memory_order_relaxed) &&
      is_new_child_.exchange(false, std::memory_order_relaxed)) {
    harvester_.Restart();
    RestartStatsExporter();
  }
  // Until there are views, threads only read here.
  if (wake_.load(std::memory_order_relaxed) != nullptr &&
      !has_views_.load(std::memory_order_relaxed)) {
    return;
  }
  if (!has_to_do_once_.exchange(false, std::memory_order_acq_rel)) return;
  bool (*const wake)() noexcept = wake_.load(std::memory_order_acquire);
  if (wake != nullptr && !wake()) has_to_do_once_.store(true, std::memory_order_relaxed);
}

void StatsCore::SetWake(bool (*wake)() noexcept) noexcept {
  wake_.store(wake, std::memory_order_release);
  if (wake != nullptr) has_to_do_once_.store(true, std::memory_order_release);
}

ViewState* StatsCore::Add(const ViewDescriptor& descriptor) {
  if (!Check(descriptor)) return nullptr;
  ViewState* state = nullptr;
  bool ages = false;
  {
    const std::lock_guard<std::mutex> lock(shards_.mutex());
    for (const auto& view : views_->views) {
      if (!view->Matches(descriptor)) continue;
      ++view->consumers;
      return view.get();
    }
    const Instant now = Now();
    auto made = std::make_shared<ViewState>(descriptor, now);
    state = made.get();
    ages = made->ages();
    std::vector<std::shared_ptr<ViewState>> views = views_->views;
    views.push_back(std::move(made));
    Publish(std::move(views));
  }
  if (ages) harvester_.Start(&Harvest);
  return state;
}

void StatsCore::Remove(ViewState* view) noexcept {
  const std::lock_guard<std::mutex> lock(shards_.mutex());
  if (--view->consumers > 0) return;
  try {
    std::vector<std::shared_ptr<ViewState>> views = views_->views;
    views.erase(std::remove_if(views.begin(), views.end(),
                               [view](const auto& other) { return other.get() == view; }),
                views.end());
    Publish(std::move(views));
  } catch (...) {  // then it collects on, for nobody
    Count(Diagnostic::kOutOfMemory);
  }
}

void StatsCore::Publish(std::vector<std::shared_ptr<ViewState>> views) {
  auto set = std::make_shared<ViewSet>();
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto measure =
        static_cast<std::size_t>(views[i]->measure_id() & opencensus::stats::kMeasureNumber);
    if (measure >= set->by_measure.size()) set->by_measure.resize(measure + 1);
    set->by_measure[measure].push_back(static_cast<std::uint32_t>(i));
  }
  set->views = std::move(views);
  views_ = std::move(set);
  has_views_.store(!views_->views.empty(), std::memory_order_release);
  // The views before get what was recorded for them. Threads that there was no memory for follow later.
  CollectOrCount(Now());
}

void StatsCore::CollectOrCount(Instant now) noexcept {
  try {
    Collect(now);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void StatsCore::Collect(Instant now) {
  shards_.Collect(views_, now);
  for (const auto& view : views_->views) view->CollectedUntil(now);
}

std::vector<ViewData> StatsCore::Read(const std::vector<ViewState*>& views) {
  const std::lock_guard<std::mutex> lock(shards_.mutex());
  const Instant now = Now();
  Collect(now);
  std::vector<ViewData> data;
  data.reserve(views.size());
  for (ViewState* view : views) data.push_back(view->Read(now));
  return data;
}

void StatsCore::Flush() noexcept {
  const std::lock_guard<std::mutex> lock(shards_.mutex());
  CollectOrCount(Now());
}

}  // namespace tracebridge::opencensus_shim
