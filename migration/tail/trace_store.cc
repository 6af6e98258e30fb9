#include "migration/tail/trace_store.h"

#include <algorithm>
#include <utility>

namespace tracebridge::tail {
namespace {
constexpr size_t kEntryBytes = 512;  // about what a trace costs beside its spans

size_t BytesOf(const std::vector<Attribute>& attributes);

size_t BytesOf(const Value& value) {
  size_t bytes = 0;
  if (const auto* text = std::get_if<std::string>(&value.value)) bytes = text->size();
  if (const auto* raw = std::get_if<Bytes>(&value.value)) bytes = raw->data.size();
  if (const auto* map = std::get_if<std::vector<Attribute>>(&value.value)) bytes = BytesOf(*map);
  if (const auto* list = std::get_if<std::vector<Value>>(&value.value)) {
    for (const Value& element : *list) bytes += sizeof(Value) + BytesOf(element);
  }
  return bytes;
}

size_t BytesOf(const std::vector<Attribute>& attributes) {
  size_t bytes = 0;
  for (const Attribute& attribute : attributes) {
    bytes += sizeof(Attribute) + attribute.key.size() + BytesOf(attribute.value);
  }
  return bytes;
}

// Resource and scope are shared; they are counted with every span, which errs on the safe side.
size_t BytesOf(const Span& span) {
  size_t bytes = sizeof(Span) + span.name.size() + span.trace_state.size() +
                 span.status_message.size() + BytesOf(span.attributes) +
                 BytesOf(span.resource->attributes) + BytesOf(span.scope->attributes);
  for (const Event& event : span.events) {
    bytes += sizeof(Event) + event.name.size() + BytesOf(event.attributes);
  }
  for (const Link& link : span.links) {
    bytes += sizeof(Link) + link.trace_state.size() + BytesOf(link.attributes);
  }
  return bytes;
}

// An exporter that got no answer sends its spans again.
bool IsSentAgain(const Span& a, const Span& b) {
  return a.name == b.name && a.start == b.start && a.end == b.end && a.kind == b.kind &&
         a.parent_span_id == b.parent_span_id;
}

}  // namespace

void TraceStore::Add(std::vector<Span> spans, Time now) {
  for (Span& span : spans) {
    const Entries::iterator entry = EntryOf(span.trace_id);
    const bool was_pending = entry->is_pending;
    entry->last_arrival = now;
    AddTo(*entry, std::move(span));
    if (entry->is_pending && !was_pending) pending_.splice(pending_.end(), finished_, entry);
    MakeRoom(*entry);
  }
}

TraceStore::Entries::iterator TraceStore::EntryOf(const TraceId& trace_id) {
  const auto [found, is_new] = by_id_.emplace(trace_id, finished_.end());
  if (is_new) {
    ++counts_.traces;
    Entry& entry = finished_.emplace_back();
    entry.trace.trace_id = trace_id;
    entry.sequence = next_sequence_++;
    entry.bytes = kEntryBytes;
    bytes_ += kEntryBytes;
    found->second = std::prev(finished_.end());
  }
  return found->second;
}

void TraceStore::AddTo(Entry& entry, Span span) {
  std::vector<Span>& spans = entry.trace.spans;
  const auto same_id = entry.first_of_id.find(span.span_id);
  if (same_id != entry.first_of_id.end() && IsSentAgain(spans[same_id->second], span)) {
    ++counts_.duplicate_spans;
    return;
  }
  const size_t bytes = BytesOf(span);
  if (spans.size() >= options_.max_spans_of_trace || entry.bytes + bytes > options_.max_bytes / 2) {
    ++counts_.dropped_spans;
    return;
  }

  entry.first_of_id.emplace(span.span_id, spans.size());
  entry.missing_parents.erase(span.span_id);
  if (IsZero(span.parent_span_id)) {
    entry.has_root = true;
  } else if (entry.first_of_id.count(span.parent_span_id) == 0) {
    entry.missing_parents.insert(span.parent_span_id);
  }
  entry.is_pending = true;
  entry.bytes += bytes;
  bytes_ += bytes;
  ++spans_;
  ++counts_.spans;
  spans.push_back(std::move(span));
}

// Removes the oldest traces; first those that have been returned already.
void TraceStore::MakeRoom(const Entry& keep) {
  if (spans_ <= options_.max_spans && bytes_ <= options_.max_bytes) return;
  EvictFrom(finished_, keep);
  EvictFrom(pending_, keep);
}

void TraceStore::EvictFrom(Entries& entries, const Entry& keep) {
  for (auto entry = entries.begin(); entry != entries.end();) {
    if (spans_ <= options_.max_spans && bytes_ <= options_.max_bytes) return;
    if (&*entry == &keep) {
      ++entry;
      continue;
    }
    ++counts_.evicted_traces;
    spans_ -= entry->trace.spans.size();
    bytes_ -= entry->bytes;
    by_id_.erase(entry->trace.trace_id);
    entry = entries.erase(entry);
  }
}

TraceStore::Time TraceStore::FinishOf(const Entry& entry) const {
  const bool complete = entry.has_root && entry.missing_parents.empty();
  return entry.last_arrival + (complete ? options_.quiet_for : options_.incomplete_after);
}

std::vector<const Trace*> TraceStore::TakeFinished(Time now) {
  std::vector<const Trace*> finished;
  for (auto entry = pending_.begin(); entry != pending_.end();) {
    const auto next = std::next(entry);
    if (FinishOf(*entry) <= now) {
      entry->is_pending = false;
      entry->trace.times_finished = entry->finishes++;
      finished.push_back(&entry->trace);
      finished_.splice(finished_.end(), pending_, entry);
    }
    entry = next;
  }
  return finished;
}

std::vector<const Trace*> TraceStore::TakeUnfinished() { return TakeFinished(Time::max()); }

std::optional<TraceStore::Time> TraceStore::NextFinish() const {
  std::optional<Time> next;
  for (const Entry& entry : pending_) {
    next = std::min(next.value_or(Time::max()), FinishOf(entry));
  }
  return next;
}

std::vector<const Trace*> TraceStore::All() const {
  std::vector<const Entry*> entries;
  for (const Entry& entry : finished_) entries.push_back(&entry);
  for (const Entry& entry : pending_) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const Entry* a, const Entry* b) { return a->sequence < b->sequence; });
  std::vector<const Trace*> all;
  for (const Entry* entry : entries) all.push_back(&entry->trace);
  return all;
}

}  // namespace tracebridge::tail
