// The spans of a trace in the order of a tree, whatever state they arrived in.
//
//   parent received            ->  below its parent, siblings by start time
//   parent not received        ->  below a row that stands for it
//   ancestors form a ring      ->  the earliest of the ring becomes a root, and says so
//   span id used twice         ->  each is a row; children hang below the one that came first
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "migration/tail/model.h"

namespace tracebridge::tail {

struct TreeRow {
  const Span* span = nullptr;    // null: a parent that was not received
  const Span* parent = nullptr;  // null: a root, or below a parent that was not received
  SpanId span_id{};
  size_t depth = 0;
  bool last_sibling = true;
  bool repeats_id = false;    // a span that came earlier has the same id
  bool breaks_cycle = false;  // shown as a root, although its parent is one of its descendants
};

// Returns one row a span, parents before children, and the rows of parents that are missing. The
// rows refer to `spans`. Takes O(n log n) time and no recursion, however the spans are linked.
std::vector<TreeRow> BuildTree(const std::vector<Span>& spans);

// What a trace is, in numbers.
struct TraceSummary {
  std::string root_name;  // of the first root; of the earliest span, if there is none
  size_t roots = 0;       // spans without a parent
  size_t missing_parents = 0;
  size_t cycles = 0;
  size_t errors = 0;
  uint64_t start = 0;                 // nanoseconds since the Unix epoch
  uint64_t end = 0;                   // the latest; never before `start`
  std::vector<std::string> services;  // sorted
  size_t spans_of_origin[3] = {};     // by Origin

  // Returns whether the spans form one tree.
  bool IsWhole() const { return roots == 1 && missing_parents == 0 && cycles == 0; }
  // Returns how many of the APIs took part.
  size_t Origins() const;
};

TraceSummary Summarize(const std::vector<TreeRow>& tree);

}  // namespace tracebridge::tail
