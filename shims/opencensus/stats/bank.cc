#include "shims/opencensus/stats/bank.h"

#include <algorithm>
#include <utility>

#include "opencensus_api/src/stats/access.h"
#include "opencensus_api/src/tags/tag_map_access.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::kInt64Measure;
using opencensus::stats::kMeasureNumber;
using opencensus::stats::kValidMeasure;
using opencensus::stats::Measurement;
using opencensus::stats::MeasurementAccess;
using opencensus::tags::TagMap;
using opencensus::tags::TagMapAccess;

// What the cache keeps: sets of tags, tags in a set, pointers to cells. Beyond it starts anew.
constexpr std::size_t kKnownTagMaps = 512;
constexpr std::size_t kKnownTags = 64;
constexpr std::size_t kKnownPointers = 65536;

// Cells of a view that were not recorded into since they were last collected are kept for the next time, up to here. Every
// thread has two banks of them.
constexpr std::size_t kIdleCells = 32;

void Note(double value, const Exemplar& where, const std::vector<Cell*>& cells) {
  for (Cell* cell : cells) cell->Note(value, where);
}

}  // namespace

void Bank::Use(std::shared_ptr<const ViewSet> views) {
  std::vector<std::unique_ptr<Rows<Cell>>> cells(views->views.size());
  ForgetTags();
  cells_ = std::move(cells);
  views_ = std::move(views);
}

void Bank::Discard() noexcept {
  for (auto& rows : cells_) {
    if (rows == nullptr) continue;
    for (auto& row : *rows) row.second.data.Clear();
  }
}

void Bank::Free() noexcept {
  ForgetTags();
  known_ = decltype(known_)();
  for (auto& rows : cells_) rows.reset();
}

std::size_t Bank::Size() const noexcept {
  std::size_t size = 0;
  for (const auto& rows : cells_) size += rows != nullptr ? rows->size() : 0;
  return size;
}

void Bank::ForgetTags() noexcept {
  recent_.fill(Recent());
  passing_.reset();
  known_.clear();
}

std::size_t Bank::Record(std::initializer_list<Measurement> measurements, const TagMap& tags,
                         const Exemplar* where) {
  Known* known = nullptr;
  std::size_t left_out = 0;
  for (const Measurement& measurement : measurements) {
    const std::uint64_t id = MeasurementAccess::id(measurement);
    if ((id & kValidMeasure) == 0) {
      ++left_out;
      continue;
    }
    const auto measure = static_cast<std::size_t>(id & kMeasureNumber);
    const auto& views = views_->by_measure;
    if (measure >= views.size() || views[measure].empty()) continue;
    if (known == nullptr) known = &Find(tags);
    const Cells* const found = known->by_measure[measure].get();
    const Cells& cells = found != nullptr ? *found : FindCells(known, measure);
    if ((id & kInt64Measure) != 0) {
      const std::int64_t value = MeasurementAccess::int_value(measurement);
      for (Cell* cell : cells) left_out += cell->Add(value) ? 0 : 1;
      if (where != nullptr) Note(static_cast<double>(value), *where, cells);
    } else {
      const double value = MeasurementAccess::double_value(measurement);
      for (Cell* cell : cells) left_out += cell->Add(value) ? 0 : 1;
      if (where != nullptr) Note(value, *where, cells);
    }
  }
  return left_out;
}

Bank::Known& Bank::Find(const TagMap& tags) {
  const void* const identity = TagMapAccess::identity(tags);
  Recent& recent = recent_[(reinterpret_cast<std::uintptr_t>(identity) >> 5) % kRecent];
  if (recent.identity == identity && recent.known != nullptr) return *recent.known;
  Known& known = FindByContent(tags);
  // Only of what the cache holds: another object may be where one was that nobody holds.
  if (&known != passing_.get()) {
    recent_[(reinterpret_cast<std::uintptr_t>(TagMapAccess::identity(known.tags)) >> 5) % kRecent] =
        {TagMapAccess::identity(known.tags), &known};
  }
  return known;
}

Bank::Known& Bank::FindByContent(const TagMap& tags) {
  if (tags.tags().size() > kKnownTags) {
    passing_ = std::make_unique<Known>(tags);
    passing_->by_measure.resize(views_->by_measure.size());
    return *passing_;
  }
  const auto found = known_.find(tags);
  if (found != known_.end()) return *found->second;
  const std::size_t pointers = std::max<std::size_t>(1, views_->by_measure.size());
  if (known_.size() >= std::clamp<std::size_t>(kKnownPointers / pointers, 16, kKnownTagMaps)) {
    ForgetTags();
  }
  auto made = std::make_unique<Known>(tags);
  made->by_measure.resize(views_->by_measure.size());
  return *known_.emplace(tags, std::move(made)).first->second;
}

const Bank::Cells& Bank::FindCells(Known* known, std::size_t measure) {
  auto made = std::make_unique<Cells>();
  for (const std::uint32_t view : views_->by_measure[measure]) {
    made->push_back(&CellOf(view, known->tags));
  }
  return *(known->by_measure[measure] = std::move(made));
}

Cell& Bank::CellOf(std::uint32_t view, const TagMap& tags) {
  const ViewState& state = *views_->views[view];
  auto& rows = cells_[view];
  if (rows == nullptr) rows = std::make_unique<Rows<Cell>>();
  return FindOrAdd(rows.get(), state.KeyOf(tags), state.kind(), state.lower_boundaries())->second;
}

void Bank::Collect(Instant now) {
  bool has_dropped = false;
  for (std::size_t view = 0; view < cells_.size(); ++view) {
    if (cells_[view] == nullptr) continue;
    ViewState& state = *views_->views[view];
    std::size_t idle = 0;
    for (auto& row : *cells_[view]) {
      if (row.second.data.count == 0) ++idle;
      state.Add(row.first, row.second.data, now);
      row.second.data.Clear();
    }
    // A row that the view no longer has would take a place from a new one.
    if (idle <= kIdleCells && !state.loses_rows()) continue;
    if (!has_dropped) ForgetTags();
    has_dropped = true;
    cells_[view].reset();
  }
}

}  // namespace tracebridge::opencensus_shim
