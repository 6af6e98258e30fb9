// Received spans, collected into traces, until each trace is finished.
//
// Nobody says that a trace is over. It counts as finished when its root is here, every parent is
// here, and nothing arrived for `quiet_for`; or when nothing arrived for `incomplete_after`, root
// or no root. If a span comes later all the same, the trace is finished anew, once that too has
// become quiet.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "migration/tail/model.h"

namespace tracebridge::tail {

struct StoreOptions {
  std::chrono::milliseconds quiet_for{1000};
  std::chrono::milliseconds incomplete_after{10'000};
  size_t max_spans = 100'000;            // in all; the oldest traces make room
  size_t max_spans_of_trace = 20'000;    // further ones are dropped
  size_t max_bytes = size_t{256} << 20;  // in all, about; the oldest traces make room
};

struct Trace {
  TraceId trace_id{};
  std::vector<Span> spans;    // in order of arrival
  size_t times_finished = 0;  // how often it was handed out as finished before
};

struct StoreCounts {
  size_t traces = 0;           // received in all, evicted ones too
  size_t spans = 0;            // received in all, without duplicates
  size_t duplicate_spans = 0;  // sent again with the same id, name and times; left out
  size_t dropped_spans = 0;    // beyond max_spans_of_trace, or half of max_bytes in one trace
  size_t evicted_traces = 0;   // removed to make room
};

class TraceStore {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit TraceStore(const StoreOptions& options) : options_(options) {}

  void Add(std::vector<Span> spans, Time now);

  // Returns the traces that are finished at `now`, oldest first, and have not been returned since
  // their last span came. The pointers are valid until the next Add().
  std::vector<const Trace*> TakeFinished(Time now);

  // Returns all that TakeFinished() would return some day.
  std::vector<const Trace*> TakeUnfinished();

  // Returns when TakeFinished() has something to return next, if nothing more arrives.
  std::optional<Time> NextFinish() const;

  // Returns every trace that is held, oldest first.
  std::vector<const Trace*> All() const;

  const StoreCounts& counts() const { return counts_; }

 private:
  struct Entry {
    Trace trace;
    size_t sequence = 0;  // lower: older
    Time last_arrival;
    bool has_root = false;
    bool is_pending = false;
    size_t finishes = 0;
    std::map<SpanId, size_t> first_of_id;  // index in trace.spans
    std::set<SpanId> missing_parents;
    size_t bytes = 0;
  };
  using Entries = std::list<Entry>;

  Entries::iterator EntryOf(const TraceId& trace_id);
  void AddTo(Entry& entry, Span span);
  Time FinishOf(const Entry& entry) const;
  void MakeRoom(const Entry& keep);
  void EvictFrom(Entries& entries, const Entry& keep);

  const StoreOptions options_;
  Entries pending_;   // with spans that TakeFinished() has not returned
  Entries finished_;  // the others; oldest first in both
  std::map<TraceId, Entries::iterator> by_id_;
  size_t next_sequence_ = 0;
  size_t spans_ = 0;
  size_t bytes_ = 0;
  StoreCounts counts_;
};

}  // namespace tracebridge::tail
