#include "otel_core/sdk/src/trace/record_queue.h"

#include <algorithm>
#include <new>
#include <string_view>

#include "otel_core/sdk/src/common/block_pool.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "otel_core/sdk/src/trace/span_wire.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::otlp::MemberSize;
using tracebridge::otlp::PutMember;
using tracebridge::otlp::SpanSize;
using tracebridge::sdk::WireLane;

Recordable*& Next(Recordable* record) noexcept { return RecordableAccess::next(*record); }

// Adds a span of `size` bytes, which `put` appends to the text that it is given. Looks at the last group first: spans of one
// scope come in runs, and there are few groups.
template <class Put>
void Add(WireBatch* batch, const resource::Resource* resource, const InstrumentationScope* scope,
         Put put) noexcept try {
  auto& groups = batch->groups;
  const auto found = std::find_if(groups.rbegin(), groups.rend(), [&](const WireGroup& group) {
    return group.scope == scope && group.resource == resource;
  });
  WireGroup& group =
      found != groups.rend() ? *found : groups.emplace_back(WireGroup{resource, scope, {}, 0});
  put(&group.spans);
  ++group.count;
  ++batch->count;
} catch (...) {
  Count(Diagnostic::kOutOfMemory);
  Count(Diagnostic::kSpanDroppedExportFailed);
}

}  // namespace

RecordQueue::RecordQueue(std::size_t max_size, std::size_t step) noexcept
    : room_(static_cast<std::int64_t>(max_size)),
      max_size_(static_cast<std::int64_t>(max_size)),
      step_(static_cast<std::int64_t>(std::min<std::size_t>(step, kCredit + 1))) {}

RecordQueue::~RecordQueue() {
  Close();
  while (oldest_ != nullptr) {
    const std::unique_ptr<Recordable> record(oldest_);
    oldest_ = Next(oldest_);
  }
  if (must_keep_lanes_) static_cast<void>(lanes_.release());
}

alignas(Recordable) char RecordQueue::closed_;

void RecordQueue::UseWire() noexcept {
  lanes_.reset(new (std::nothrow) WireLane[kStripes]);
  if (lanes_ == nullptr) Count(Diagnostic::kOutOfMemory);
}

std::optional<RecordQueue::Result> RecordQueue::PushWire(const SpanRecord& span) noexcept {
  const unsigned home = tracebridge::sdk::HomeNumber();
  const std::size_t span_size = SpanSize(span);
  const std::size_t size = MemberSize(span_size);
  if (home >= kStripes || size > WireLane::kLargest) return std::nullopt;
  WireLane& lane = lanes_[home];
  std::uint8_t* const bytes = lane.Reserve(size);
  if (bytes == nullptr) return std::nullopt;
  const WireLane::Ticket ticket = lane.TakeTicket([this] { return TakeRoom(); },
                                                  [this](std::size_t places) { MakeRoom(places); });
  switch (ticket) {
    case WireLane::Ticket::kClosed:
      return Result::kClosed;
    case WireLane::Ticket::kRefused:
      return Result::kFull;
    case WireLane::Ticket::kTaken:
    case WireLane::Ticket::kTakenWithRoom:
      break;
  }
  PutMember(bytes, span, span_size);
  lane.Publish({span.resource(), span.scope(), size});
  return ticket == WireLane::Ticket::kTaken ? Result::kQueued : Result::kQueuedAndCounted;
}

RecordQueue::Result RecordQueue::Push(std::unique_ptr<Recordable>& record) noexcept {
  if (lanes_ != nullptr) {
    if (const SpanRecord* span = AsSpanRecord(record.get())) {
      if (const std::optional<Result> result = PushWire(*span)) {
        const bool is_queued = *result == Result::kQueued || *result == Result::kQueuedAndCounted;
        if (is_queued) delete static_cast<SpanRecord*>(record.release());
        return *result;
      }
    }
  }
  unsigned lane = RecordableAccess::lane(*record);
  if (__builtin_expect(lane == RecordableAccess::kNoLane, 0)) {
    lane = tracebridge_state_v1_thread_number();
  }
  Stripe& stripe = stripes_[lane % kStripes];
  Head taken = 0;  // from room_, by this push
  Head head = stripe.head.load(std::memory_order_relaxed);
  Head credit;
  do {
    if (__builtin_expect(head == Closed(), 0)) {
      room_.fetch_add(static_cast<std::int64_t>(taken), std::memory_order_relaxed);
      return Result::kClosed;
    }
    credit = head & kCredit;
    if (credit == 0 && taken == 0 && (taken = TakeRoom()) == 0) return Result::kFull;
    Next(record.get()) = reinterpret_cast<Recordable*>(head & ~kCredit);
  } while (!stripe.head.compare_exchange_weak(
      head, reinterpret_cast<Head>(record.get()) | ((credit != 0 ? credit : taken) - 1),
      std::memory_order_release, std::memory_order_relaxed));
  record.release();
  if (__builtin_expect(taken == 0, 1)) return Result::kQueued;
  // Meanwhile another thread had taken a step for the list: one is enough.
  if (credit != 0) room_.fetch_add(static_cast<std::int64_t>(taken), std::memory_order_relaxed);
  return Result::kQueuedAndCounted;
}

std::size_t RecordQueue::size() const noexcept {
  return static_cast<std::size_t>(max_size_ - room_.load(std::memory_order_relaxed));
}

// Takes a step, or what is left of one, from the shared number; 0 when nothing is left.
__attribute__((noinline)) RecordQueue::Head RecordQueue::TakeRoom() noexcept {
  std::int64_t room = room_.load(std::memory_order_relaxed);
  while (true) {
    if (room <= 0) {
      // Other lists may sit on credit they do not use. Once between two collections, since an overloaded process comes
      // here with every span.
      if (!may_reclaim_.exchange(false, std::memory_order_relaxed)) return 0;
      ReclaimCredit();
      room = room_.load(std::memory_order_relaxed);
      if (room <= 0) return 0;
    }
    const std::int64_t taken = std::min(room, step_);
    if (room_.compare_exchange_weak(room, room - taken, std::memory_order_relaxed)) {
      return static_cast<Head>(taken);
    }
  }
}

void RecordQueue::ReclaimCredit() noexcept {
  Head reclaimed = 0;
  for (Stripe& stripe : stripes_) {
    Head head = stripe.head.load(std::memory_order_relaxed);
    while ((head & kCredit) != 0) {
      if (stripe.head.compare_exchange_weak(head, head & ~kCredit, std::memory_order_relaxed)) {
        reclaimed += head & kCredit;
        break;
      }
    }
  }
  for (unsigned i = 0; lanes_ != nullptr && i < kStripes; ++i) reclaimed += lanes_[i].Reclaim();
  if (reclaimed != 0) MakeRoom(reclaimed);
}

// A list is newest first; what is pending is oldest first.
void RecordQueue::Append(Head head) noexcept {
  if (head == Closed()) return;
  if (const Head credit = head & kCredit; credit != 0) {
    room_.fetch_add(static_cast<std::int64_t>(credit), std::memory_order_relaxed);
  }
  auto* newest = reinterpret_cast<Recordable*>(head & ~kCredit);
  if (newest == nullptr) return;
  Recordable* last = newest;
  Recordable* first = nullptr;
  while (newest != nullptr) {
    Recordable* older = Next(newest);
    Next(newest) = first;
    first = newest;
    newest = older;
    ++pending_;
  }
  (oldest_ == nullptr ? oldest_ : Next(newest_)) = first;
  newest_ = last;
}

void RecordQueue::Collect() noexcept {
  for (Stripe& stripe : stripes_) {
    const Head head = stripe.head.load(std::memory_order_relaxed);
    if (head != 0 && head != Closed()) {
      Append(stripe.head.exchange(0, std::memory_order_acquire));
    }
  }
  CollectLanes();
  may_reclaim_.store(true, std::memory_order_relaxed);
}

void RecordQueue::Close() noexcept {
  for (Stripe& stripe : stripes_) {
    Append(stripe.head.exchange(Closed(), std::memory_order_acquire));
  }
  for (unsigned i = 0; lanes_ != nullptr && i < kStripes; ++i) {
    const std::size_t missing = lanes_[i].Close();
    if (missing == 0) continue;
    must_keep_lanes_ = true;
    Count(Diagnostic::kSpanDroppedShutdownTimeout, missing);
  }
  CollectLanes();
}

void RecordQueue::CollectLanes() noexcept {
  std::size_t unused = 0;
  for (unsigned i = 0; lanes_ != nullptr && i < kStripes; ++i) {
    pending_ += lanes_[i].Collect();
    unused += lanes_[i].Reclaim();
  }
  if (unused != 0) MakeRoom(unused);
}

void RecordQueue::Pop(std::size_t max, std::vector<std::unique_ptr<Recordable>>* batch) noexcept {
  std::size_t popped = 0;
  for (; oldest_ != nullptr && popped < max; ++popped) {
    batch->emplace_back(oldest_);
    oldest_ = Next(oldest_);
  }
  pending_ -= popped;
  MakeRoom(popped);
}

std::size_t RecordQueue::PopWire(std::size_t max, WireBatch* batch) noexcept {
  std::size_t popped = 0;
  // The next batch begins where this one stops: a busy thread's spans must not keep another's waiting.
  for (unsigned looked = 0; looked <= kStripes && popped < max; ++looked) {
    const unsigned source = next_source_;
    next_source_ = (source + 1) % (kStripes + 1);
    popped += source < kStripes ? PopLane(lanes_[source], max - popped, batch)
                                : PopRecords(max - popped, batch);
  }
  pending_ -= popped;
  MakeRoom(popped);
  return popped;
}

std::size_t RecordQueue::PopLane(WireLane& lane, std::size_t max, WireBatch* batch) noexcept {
  std::size_t popped = 0;
  for (; popped < max; ++popped) {
    const WireLane::Span* const span = lane.Next();
    if (span == nullptr) break;
    Add(batch, span->resource, span->scope,
        [span](std::string* spans) { spans->append(span->bytes(), span->size); });
  }
  return popped;
}

std::size_t RecordQueue::PopRecords(std::size_t max, WireBatch* batch) noexcept {
  std::size_t popped = 0;
  for (; oldest_ != nullptr && popped < max; ++popped) {
    const std::unique_ptr<Recordable> record(oldest_);
    oldest_ = Next(oldest_);
    const SpanRecord* const span = AsSpanRecord(record.get());
    if (span == nullptr) {
      Count(Diagnostic::kSpanDroppedExportFailed);  // the exporter's records are ours
      continue;
    }
    Add(batch, span->resource(), span->scope(), [span](std::string* spans) {
      const std::size_t span_size = SpanSize(*span), before = spans->size();
      spans->resize(before + MemberSize(span_size));
      PutMember(reinterpret_cast<std::uint8_t*>(spans->data()) + before, *span, span_size);
    });
  }
  return popped;
}

void RecordQueue::Abandon() noexcept {
  for (Stripe& stripe : stripes_) {
    if (stripe.head.load(std::memory_order_relaxed) != Closed()) {
      stripe.head.store(0, std::memory_order_relaxed);
    }
  }
  for (unsigned i = 0; lanes_ != nullptr && i < kStripes; ++i) lanes_[i].Abandon();
  oldest_ = newest_ = nullptr;
  pending_ = 0;
  room_.store(max_size_, std::memory_order_relaxed);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
