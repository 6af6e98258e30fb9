#include "migration/tail/trace_tree.h"

#include <algorithm>
#include <map>
#include <set>

#include "migration/tail/origin.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
constexpr size_t kNone = static_cast<size_t>(-1);

struct Node {
  const Span* span = nullptr;  // null: stands for a missing parent
  SpanId span_id{};
  size_t parent = kNone;
  std::vector<size_t> children;
  uint64_t start = 0;
  bool placed = false;
};

class Builder {
 public:
  explicit Builder(const std::vector<Span>& spans) {
    nodes_.reserve(spans.size());
    for (const Span& span : spans) {
      first_of_id_.emplace(span.span_id, nodes_.size());
      nodes_.push_back({&span, span.span_id, kNone, {}, span.start, false});
    }
    for (size_t i = 0; i < spans.size(); ++i) LinkToParent(i);
    for (Node& node : nodes_) SortByStart(node.children);
    SortByStart(roots_);
  }

  std::vector<TreeRow> Rows() {
    for (size_t i = 0; i < roots_.size(); ++i) Place(roots_[i], i + 1 == roots_.size(), false);
    // Whoever is not below a root is in a ring, or below one.
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].placed) Place(EarliestOfRing(i), true, true);
    }
    MarkLastRoot();
    return std::move(rows_);
  }

 private:
  void LinkToParent(size_t child) {
    const SpanId& parent_id = nodes_[child].span->parent_span_id;
    if (IsZero(parent_id)) {
      roots_.push_back(child);
      return;
    }
    const auto [found, is_missing] = first_of_id_.emplace(parent_id, nodes_.size());
    if (is_missing) {
      roots_.push_back(nodes_.size());
      nodes_.push_back({nullptr, parent_id, kNone, {}, nodes_[child].start, false});
    }
    Node& parent = nodes_[found->second];
    parent.children.push_back(child);
    if (parent.span == nullptr) parent.start = std::min(parent.start, nodes_[child].start);
    nodes_[child].parent = found->second;
  }

  void SortByStart(std::vector<size_t>& siblings) const {
    std::stable_sort(siblings.begin(), siblings.end(),
                     [this](size_t a, size_t b) { return nodes_[a].start < nodes_[b].start; });
  }

  size_t EarliestOfRing(size_t node) const {
    std::set<size_t> seen;
    while (seen.insert(node).second) node = nodes_[node].parent;
    size_t earliest = node;  // `node` is in the ring now
    for (size_t i = nodes_[node].parent; i != node; i = nodes_[i].parent) {
      if (nodes_[i].start < nodes_[earliest].start) earliest = i;
    }
    return earliest;
  }

  struct Pending {
    size_t node;
    size_t depth;
    bool last_sibling;
  };

  // Adds the rows of a tree, but not those that are there already (the closing link of a ring).
  void Place(size_t root, bool last_sibling, bool breaks_cycle) {
    std::vector<Pending> pending = {{root, 0, last_sibling}};
    nodes_[root].placed = true;
    while (!pending.empty()) {
      const Pending next = pending.back();
      pending.pop_back();
      Node& node = nodes_[next.node];
      const Span* parent =
          next.depth == 0 || node.parent == kNone ? nullptr : nodes_[node.parent].span;
      rows_.push_back({node.span, parent, node.span_id, next.depth, next.last_sibling,
                       first_of_id_.at(node.span_id) != next.node,
                       breaks_cycle && next.depth == 0});
      bool last = true;
      for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
        if (nodes_[*child].placed) continue;
        nodes_[*child].placed = true;
        pending.push_back({*child, next.depth + 1, last});
        last = false;
      }
    }
  }

  void MarkLastRoot() {
    bool last = true;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      if (row->depth != 0) continue;
      row->last_sibling = last;
      last = false;
    }
  }

  std::vector<Node> nodes_;
  std::map<SpanId, size_t> first_of_id_;
  std::vector<size_t> roots_;
  std::vector<TreeRow> rows_;
};

}  // namespace

std::vector<TreeRow> BuildTree(const std::vector<Span>& spans) { return Builder(spans).Rows(); }

size_t TraceSummary::Origins() const {
  return static_cast<size_t>(std::count_if(std::begin(spans_of_origin), std::end(spans_of_origin),
                                           [](size_t spans) { return spans != 0; }));
}

TraceSummary Summarize(const std::vector<TreeRow>& tree) {
  TraceSummary summary;
  summary.start = UINT64_MAX;
  std::set<std::string> services;
  const Span* first = nullptr;
  for (const TreeRow& row : tree) {
    if (row.span == nullptr) {
      ++summary.missing_parents;
      continue;
    }
    const Span& span = *row.span;
    const bool is_root = IsZero(span.parent_span_id);
    if (is_root && summary.roots++ == 0) first = &span;
    if (summary.roots == 0 && (first == nullptr || span.start < first->start)) first = &span;
    summary.cycles += row.breaks_cycle ? 1 : 0;
    summary.errors += span.status == StatusCode::kError ? 1 : 0;
    summary.start = std::min(summary.start, span.start);
    summary.end = std::max({summary.end, span.start, span.end});
    ++summary.spans_of_origin[static_cast<size_t>(OriginOf(span.scope->name))];
    services.insert(ServiceName(span));
  }
  if (first != nullptr) summary.root_name = first->name;
  summary.start = std::min(summary.start, summary.end);
  summary.services.assign(services.begin(), services.end());
  return summary;
}

}  // namespace tracebridge::tail
