// What one thread records, until it is collected: a cell for each row that it has met.
//
// A bank belongs to one thread at a time: to the one that records, or, once it has been replaced by
// another, to the one that collects (recorder.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "opencensus/stats/measure.h"
#include "opencensus/tags/tag_map.h"
#include "shims/opencensus/stats/aggregate.h"
#include "shims/opencensus/stats/clock.h"
#include "shims/opencensus/stats/view_state.h"

namespace tracebridge::opencensus_shim {

// Which views there are. Immutable.
struct ViewSet {
  std::vector<std::shared_ptr<ViewState>> views;
  // For each measure, in the order of registration, which of the views show it.
  std::vector<std::vector<std::uint32_t>> by_measure;
};

class Bank {
 public:
  // Returns how many values were left out, one for each view that did. With `where` the measurements are exemplars; null:
  // they are not. Throws std::bad_alloc, after which some of the measurements have been recorded.
  std::size_t Record(std::initializer_list<opencensus::stats::Measurement> measurements,
                     const opencensus::tags::TagMap& tags, const Exemplar* where = nullptr);

  // Gives the views what was recorded until `now`, and forgets it. Throws std::bad_alloc, with the rest
  // kept for the next time.
  void Collect(Instant now);

  // From now on for other views. What was not collected is lost.
  void Use(std::shared_ptr<const ViewSet> views);

  // Forgets what was recorded.
  void Discard() noexcept;

  // The same, and gives the memory back.
  void Free() noexcept;

  // Returns how many cells there are.
  std::size_t Size() const noexcept;

  const std::shared_ptr<const ViewSet>& views() const noexcept { return views_; }

 private:
  using Cells = std::vector<Cell*>;
  // The cells of a set of tags: for each measure, those of the views that show it.
  struct Known {
    explicit Known(opencensus::tags::TagMap of) : tags(std::move(of)) {}
    const opencensus::tags::TagMap tags;
    std::vector<std::unique_ptr<Cells>> by_measure;  // null: not looked up yet
  };
  // Where a set of tags was found last, by its identity: the object that its copies share.
  struct Recent {
    const void* identity = nullptr;
    Known* known = nullptr;
  };
  static constexpr std::size_t kRecent = 64;

  Known& Find(const opencensus::tags::TagMap& tags);
  Known& FindByContent(const opencensus::tags::TagMap& tags);
  const Cells& FindCells(Known* known, std::size_t measure);
  Cell& CellOf(std::uint32_t view, const opencensus::tags::TagMap& tags);
  void ForgetTags() noexcept;

  std::shared_ptr<const ViewSet> views_;
  std::vector<std::unique_ptr<Rows<Cell>>> cells_;  // of each view; null until there are any

  // A cache: cells are found without it, only slower.
  std::unordered_map<opencensus::tags::TagMap, std::unique_ptr<Known>,
                     opencensus::tags::TagMap::Hash>
      known_;
  std::unique_ptr<Known> passing_;  // of tags that are not kept
  std::array<Recent, kRecent> recent_;
};

}  // namespace tracebridge::opencensus_shim
