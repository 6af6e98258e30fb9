// Finished spans on their way to the exporter thread.
//
// A span is pushed on one of 64 lists, by the number of its thread, so that threads do not meet; the links are in the
// records, so nothing is allocated. The exporter thread takes a list whole. The bound on all lists together is one shared
// number, which a list takes from in steps: threads touch it once in up to 8 spans. What is left of a step is kept in the
// low bits of the list's head, so that a push is one atomic operation.
//
// For an exporter that sends OTLP's bytes (wire_exporter.h) a span becomes these bytes when it is pushed, in a lane of its
// thread's (wire_lane.h), and the record is free at once. Threads beyond the first 64 and spans of more than 4 KiB push records
// there, too, and those become bytes when they are popped.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/trace/wire_lane.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class RecordQueue {
 public:
  enum class Result {
    kQueued,
    kQueuedAndCounted,  // this push took from the shared number: a moment to look at size()
    kFull,              // not taken
    kClosed             // not taken
  };

  // Holds at most `max_size` records; with many threads it may refuse a little earlier. A thread reserves up to `step`
  // places at once, 8 at most.
  RecordQueue(std::size_t max_size, std::size_t step) noexcept;
  // Deletes what it holds.
  ~RecordQueue();
  RecordQueue(const RecordQueue&) = delete;
  RecordQueue& operator=(const RecordQueue&) = delete;

  // From now on spans are queued as bytes. Before the first Push; without memory for it nothing changes, and is counted.
  void UseWire() noexcept;
  bool uses_wire() const noexcept { return lanes_ != nullptr; }

  // Takes `record` over if the result is kQueued...; from any thread.
  Result Push(std::unique_ptr<Recordable>& record) noexcept;

  // Returns how many are held or reserved, never less than are held.
  std::size_t size() const noexcept;

  // The number of records that size() may be ahead of what one thread has pushed.
  std::size_t slack() const noexcept { return static_cast<std::size_t>(step_ - 1); }

  // The rest is for one thread at a time.

  // Moves what has been pushed behind what is pending.
  void Collect() noexcept;
  // Like Collect; every later Push is refused.
  void Close() noexcept;
  // Moves up to `max` of the oldest pending records into `*batch`, whose memory is reserved, and makes room for others.
  void Pop(std::size_t max, std::vector<std::unique_ptr<Recordable>>* batch) noexcept;
  // The same as bytes, when uses_wire(). What there is no memory for is left out and counted. Returns how many were taken.
  std::size_t PopWire(std::size_t max, WireBatch* batch) noexcept;
  std::size_t pending() const noexcept { return pending_; }

  // In a forked child, while no other thread exists: forgets all records, undeleted, as their classes may hold anything.
  void Abandon() noexcept;

 private:
  static constexpr unsigned kStripes = 64;
  // The newest record and, in the bits that its alignment leaves, the credit: pushes that are already taken from room_.
  using Head = std::uintptr_t;
  static constexpr Head kCredit = alignof(Recordable) - 1;
  static_assert(kCredit == 7);
  struct alignas(64) Stripe {
    std::atomic<Head> head{0};
  };

  // For PopWire: what one source has, `max` at most. Return how many were taken.
  std::size_t PopLane(tracebridge::sdk::WireLane& lane, std::size_t max, WireBatch* batch) noexcept;
  std::size_t PopRecords(std::size_t max, WireBatch* batch) noexcept;
  // Nothing when the span must go as a record.
  std::optional<Result> PushWire(const SpanRecord& span) noexcept;
  void MakeRoom(std::size_t places) noexcept {
    room_.fetch_add(static_cast<std::int64_t>(places), std::memory_order_relaxed);
  }
  static Head Closed() noexcept { return reinterpret_cast<Head>(&closed_); }
  Head TakeRoom() noexcept;
  void ReclaimCredit() noexcept;
  void Append(Head head) noexcept;
  void CollectLanes() noexcept;

  alignas(Recordable) static char closed_;  // its address is one that no record has

  Stripe stripes_[kStripes];
  std::unique_ptr<tracebridge::sdk::WireLane[]>
      lanes_;  // one for each of the first threads; null: records are queued
  alignas(64) std::atomic<std::int64_t> room_;
  std::atomic<bool> may_reclaim_{true};
  const std::int64_t max_size_;
  const std::int64_t step_;

  // Of the collecting thread.
  alignas(64) Recordable* oldest_ = nullptr;
  Recordable* newest_ = nullptr;
  std::size_t pending_ = 0;
  unsigned next_source_ = 0;  // of PopWire: a lane, or kStripes, the records
  bool must_keep_lanes_ = false;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
