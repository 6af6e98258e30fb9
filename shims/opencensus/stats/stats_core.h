// The views of the process, and what is recorded for them.
#pragma once

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

#include "opencensus/stats/measure.h"
#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"
#include "opencensus/tags/tag_map.h"
#include "shims/opencensus/stats/background.h"
#include "shims/opencensus/stats/shards.h"
#include "shims/opencensus/stats/view_state.h"

namespace tracebridge::opencensus_shim {

// One a process, never destroyed: programs record after main. Safe from any thread.
class StatsCore {
 public:
  // Returns null without memory, counted.
  static StatsCore* Get() noexcept;

  // Counts what could not be recorded.
  void Record(std::initializer_list<opencensus::stats::Measurement> measurements,
              const opencensus::tags::TagMap& tags) noexcept;

  // Returns the state that a view of `descriptor` shows, until it is removed as often as it was added;
  // null, with a line on standard error, when the descriptor is not valid. Throws std::bad_alloc.
  ViewState* Add(const opencensus::stats::ViewDescriptor& descriptor);
  void Remove(ViewState* view) noexcept;

  // Returns what each of `views` shows, of all that was recorded before the call. None is null. Throws
  // std::bad_alloc.
  std::vector<opencensus::stats::ViewData> Read(const std::vector<ViewState*>& views);

  // Gives the views all that was recorded before the call.
  void Flush() noexcept;

  // How often it does that by itself, if a view has data that ages.
  void SetHarvestInterval(absl::Duration interval) noexcept { harvester_.SetInterval(interval); }
  void StopHarvester() noexcept { harvester_.Stop(); }

  // See WakeOnMeasurement and KeepExemplars (collected_view.h).
  void SetWake(bool (*wake)() noexcept) noexcept;
  void SetExemplarFilter(ExemplarFilter filter) noexcept { exemplar_filter_ = filter; }

  StatsCore();  // by Get()

  // The child's views show what the child records: what was recorded before is the parent's to export.
  void BeforeFork();
  void InParent();
  void InChild();

 private:
  void DoOnce() noexcept;
  // As Record, while exemplars are kept. Returns how many measurements were left out.
  std::size_t RecordExemplars(std::initializer_list<opencensus::stats::Measurement> measurements,
                              const opencensus::tags::TagMap& tags);

  // With the lock held.
  void Collect(Instant now);
  void CollectOrCount(Instant now) noexcept;
  void Publish(std::vector<std::shared_ptr<ViewState>> views);

  Shards shards_;  // its mutex guards the rest
  std::shared_ptr<const ViewSet> views_;
  std::atomic<bool> has_views_{false};
  std::atomic<ExemplarFilter> exemplar_filter_{ExemplarFilter::kOff};
  Background harvester_;
  std::atomic<bool> has_to_do_once_{false};  // the next measurement has: one load for all of them
  std::atomic<bool> is_new_child_{false};    // forked, and nothing recorded yet
  std::atomic<bool (*)() noexcept> wake_{nullptr};
};

}  // namespace tracebridge::opencensus_shim
