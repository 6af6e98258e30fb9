#include "migration/tail/span_notes.h"

#include <utility>

#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
std::string Count(size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string LinksNote(const Span& span) {
  std::string note = Count(span.links.size(), "link");
  if (span.links.size() > 1) return note;
  const Link& link = span.links.front();
  return note + (link.trace_id == span.trace_id ? " to span " + ToHex(link.span_id)
                                                : " to trace " + ToHex(link.trace_id));
}

}  // namespace

std::string StatusText(const Span& span) {
  switch (span.status) {
    case StatusCode::kUnset:
      return "";
    case StatusCode::kOk:
      return "ok";
    case StatusCode::kError:
      return span.status_message.empty() ? "error" : "error: " + span.status_message;
  }
  return "";
}

std::vector<std::string> RemarksOn(const TreeRow& row) {
  std::vector<std::string> remarks;
  if (row.span == nullptr) return remarks;
  const Span& span = *row.span;
  if (span.dropped_attributes != 0) {
    remarks.push_back(Count(span.dropped_attributes, "attribute") + " dropped");
  }
  if (span.dropped_events != 0) remarks.push_back(Count(span.dropped_events, "event") + " dropped");
  if (span.dropped_links != 0) remarks.push_back(Count(span.dropped_links, "link") + " dropped");
  if (row.parent != nullptr && span.start < row.parent->start) {
    remarks.push_back("starts " + DurationText(Elapsed(span.start, row.parent->start)) +
                      " before its parent");
  }
  if (span.end == 0) {
    remarks.push_back("has no end");
  } else if (span.end < span.start) {
    remarks.push_back("ends before it starts");
  }
  if (row.repeats_id) remarks.push_back("same id as another span");
  if (row.breaks_cycle) remarks.push_back("its parent is its own descendant");
  return remarks;
}

std::vector<std::string> NotesOn(const TreeRow& row) {
  std::vector<std::string> notes;
  if (row.span == nullptr) return notes;
  const Span& span = *row.span;
  if (span.status != StatusCode::kUnset) notes.push_back(StatusText(span));
  if (!span.links.empty()) notes.push_back(LinksNote(span));
  if (!span.events.empty()) notes.push_back(Count(span.events.size(), "event"));
  for (std::string& remark : RemarksOn(row)) notes.push_back(std::move(remark));
  return notes;
}

}  // namespace tracebridge::tail
