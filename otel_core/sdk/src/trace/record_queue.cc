#include "otel_core/sdk/src/trace/record_queue.h"

#include <algorithm>

#include "otel_core/sdk/src/trace/recordable_access.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

Recordable*& Next(Recordable* record) noexcept { return RecordableAccess::next(*record); }

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
}

alignas(Recordable) char RecordQueue::closed_;

RecordQueue::Result RecordQueue::Push(std::unique_ptr<Recordable>& record) noexcept {
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
  if (reclaimed != 0) {
    room_.fetch_add(static_cast<std::int64_t>(reclaimed), std::memory_order_relaxed);
  }
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
  may_reclaim_.store(true, std::memory_order_relaxed);
}

void RecordQueue::Close() noexcept {
  for (Stripe& stripe : stripes_) {
    Append(stripe.head.exchange(Closed(), std::memory_order_acquire));
  }
}

void RecordQueue::Pop(std::size_t max, std::vector<std::unique_ptr<Recordable>>* batch) noexcept {
  std::size_t popped = 0;
  for (; oldest_ != nullptr && popped < max; ++popped) {
    batch->emplace_back(oldest_);
    oldest_ = Next(oldest_);
  }
  pending_ -= popped;
  room_.fetch_add(static_cast<std::int64_t>(popped), std::memory_order_relaxed);
}

void RecordQueue::Abandon() noexcept {
  for (Stripe& stripe : stripes_) {
    if (stripe.head.load(std::memory_order_relaxed) != Closed()) {
      stripe.head.store(0, std::memory_order_relaxed);
    }
  }
  oldest_ = newest_ = nullptr;
  pending_ = 0;
  room_.store(max_size_, std::memory_order_relaxed);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
