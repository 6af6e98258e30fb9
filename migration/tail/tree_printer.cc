#include "migration/tail/tree_printer.h"

#include <algorithm>
#include <vector>

#include "migration/tail/origin.h"
#include "migration/tail/span_notes.h"
#include "migration/tail/text.h"
#include "migration/tail/trace_tree.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
constexpr size_t kMaxNameColumns = 60;
constexpr size_t kMaxServiceColumns = 24;
constexpr size_t kMaxNoteColumns = 100;
constexpr size_t kDurationColumns = 8;
constexpr size_t kOriginColumns = 13;
constexpr size_t kMaxIndentedDepth = 12;

constexpr const char* kBold = "\x1b[1m";
constexpr const char* kDim = "\x1b[2m";
constexpr const char* kRed = "\x1b[31m";

struct TreeLines {
  const char* passes;  // an ancestor has more children
  const char* branches;
  const char* ends;  // the last child
};

constexpr TreeLines kUnicodeLines = {"│  ", "├─ ", "└─ "};
constexpr TreeLines kAsciiLines = {"|  ", "|- ", "`- "};

const char* ColorOf(Origin origin) {
  switch (origin) {
    case Origin::kOpenTracing:
      return "\x1b[36m";
    case Origin::kOpenCensus:
      return "\x1b[32m";
    case Origin::kOpenTelemetry:
      return "\x1b[33m";
  }
  return "";
}

class Printer {
 public:
  Printer(const Trace& trace, const PrintOptions& options)
      : trace_(trace), options_(options), tree_(BuildTree(trace.spans)) {}

  std::string Print() {
    PlanColumns();
    std::string text = Heading() + "\n" + ColumnNames() + "\n";
    for (size_t i = 0; i < tree_.size(); ++i) text += Line(tree_[i], names_[i]) + "\n";
    return text;
  }

 private:
  std::string Colored(const char* color, const std::string& text) const {
    return options_.color && !text.empty() ? color + text + "\x1b[0m" : text;
  }

  void PlanColumns() {
    std::vector<bool> more_siblings;  // of the ancestor at each depth
    for (const TreeRow& row : tree_) {
      more_siblings.resize(row.depth + 1);
      more_siblings[row.depth] = !row.last_sibling;
      names_.push_back(Indent(row, more_siblings) + NameOf(row));
      name_columns_ = std::max(name_columns_, DisplayWidth(names_.back()));
      if (row.span != nullptr) {
        service_columns_ =
            std::max(service_columns_, DisplayWidth(TerminalText(ServiceName(*row.span))));
      }
    }
    name_columns_ = std::min(name_columns_, kMaxNameColumns);
    service_columns_ = std::min(service_columns_, kMaxServiceColumns);
  }

  std::string Indent(const TreeRow& row, const std::vector<bool>& more_siblings) const {
    const TreeLines& lines = options_.ascii ? kAsciiLines : kUnicodeLines;
    if (row.depth == 0) return {};
    std::string indent;
    if (row.depth > kMaxIndentedDepth) {
      indent = "(depth " + std::to_string(row.depth) + ") ";
    } else {
      for (size_t depth = 1; depth < row.depth; ++depth) {
        indent += more_siblings[depth] ? lines.passes : "   ";
      }
    }
    return indent + (row.last_sibling ? lines.ends : lines.branches);
  }

  static std::string NameOf(const TreeRow& row) {
    if (row.span == nullptr) return "(span " + ToHex(row.span_id) + " was not received)";
    return row.span->name.empty() ? "(no name)" : TerminalText(row.span->name);
  }

  static std::string Count(size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
  }

  std::string Heading() const {
    const TraceSummary summary = Summarize(tree_);
    std::string text = "trace " + ToHex(trace_.trace_id);
    text = Colored(kBold, text) + "  " + Count(trace_.spans.size(), "span", "spans") + ", " +
           Count(summary.services.size(), "service", "services") + ", " +
           Count(summary.Origins(), "API", "APIs") + ", " +
           DurationText(Elapsed(summary.start, summary.end));
    std::string warning;
    if (summary.errors != 0) warning += ", " + Count(summary.errors, "error", "errors");
    if (summary.roots == 0) warning += ", no root";
    if (summary.roots > 1) warning += ", " + std::to_string(summary.roots) + " roots";
    if (summary.missing_parents != 0) {
      warning += ", " + Count(summary.missing_parents, "parent", "parents") + " not received";
    }
    if (trace_.times_finished != 0) text += ", printed again: more spans came";
    return text + Colored(kRed, warning);
  }

  std::string ColumnNames() const {
    return Colored(kDim, FitColumns("span", name_columns_) + "  duration  " +
                             FitColumns("API", kOriginColumns) + "  service");
  }

  std::string Line(const TreeRow& row, const std::string& name) const {
    if (row.span == nullptr) return Colored(kDim, name);
    const Span& span = *row.span;
    const Origin origin = OriginOf(span.scope->name);
    std::string duration = DurationText(Elapsed(span.start, span.end));
    if (options_.ascii && duration.find("µ") != duration.npos) {
      duration.replace(duration.find("µ"), std::string("µ").size(), "u");
    }
    const size_t width = DisplayWidth(duration);
    std::string line = FitColumns(name, name_columns_) + "  " +
                       std::string(kDurationColumns - std::min(width, kDurationColumns), ' ') +
                       duration + "  " +
                       Colored(ColorOf(origin), FitColumns(tail::NameOf(origin), kOriginColumns)) +
                       "  " + FitColumns(TerminalText(ServiceName(span)), service_columns_);
    const std::string notes = Notes(row);
    if (!notes.empty()) {
      return line + "  " + Colored(span.status == StatusCode::kError ? kRed : kDim, notes);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }

  static std::string Notes(const TreeRow& row) {
    std::string text;
    for (const std::string& note : NotesOn(row)) {
      const std::string safe = TerminalText(note);
      text += (text.empty() ? "" : ", ") +
              (DisplayWidth(safe) > kMaxNoteColumns ? FitColumns(safe, kMaxNoteColumns) : safe);
    }
    return text;
  }

  const Trace& trace_;
  const PrintOptions options_;
  const std::vector<TreeRow> tree_;
  std::vector<std::string> names_;
  size_t name_columns_ = 4;
  size_t service_columns_ = 7;
};

}  // namespace

std::string PrintTree(const Trace& trace, const PrintOptions& options) {
  return Printer(trace, options).Print();
}

}  // namespace tracebridge::tail
