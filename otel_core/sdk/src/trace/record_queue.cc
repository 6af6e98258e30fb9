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
      step_(static_cast<std::int64_t>(step)) {}

RecordQueue::~RecordQueue() {
  Close();
  while (oldest_ != nullptr) {
    const std::unique_ptr<Recordable> record(oldest_);
    oldest_ = Next(oldest_);
  }
}

// An address that no record has.
Recordable* RecordQueue::Closed() noexcept {
  static char mark;
  return reinterpret_cast<Recordable*>(&mark);
}

RecordQueue::Result RecordQueue::Push(std::unique_ptr<Recordable>& record) noexcept {
  Stripe& stripe = stripes_[tracebridge_state_v1_thread_number() % kStripes];
  std::int64_t credit = stripe.credit.load(std::memory_order_relaxed);
  while (credit > 0 &&
         !stripe.credit.compare_exchange_weak(credit, credit - 1, std::memory_order_relaxed)) {
  }
  const bool counted = credit <= 0;
  if (counted && !TakeRoom(stripe)) {
    return stripe.newest.load(std::memory_order_relaxed) == Closed() ? Result::kClosed
                                                                     : Result::kFull;
  }
  Recordable* newest = stripe.newest.load(std::memory_order_relaxed);
  do {
    if (newest == Closed()) {
      stripe.credit.fetch_add(1, std::memory_order_relaxed);
      return Result::kClosed;
    }
    Next(record.get()) = newest;
  } while (!stripe.newest.compare_exchange_weak(newest, record.get(), std::memory_order_release,
                                                std::memory_order_relaxed));
  record.release();
  return counted ? Result::kQueuedAndCounted : Result::kQueued;
}

std::size_t RecordQueue::size() const noexcept {
  return static_cast<std::size_t>(max_size_ - room_.load(std::memory_order_relaxed));
}

// Takes a step from the shared number: one for the caller, the rest as the list's credit.
__attribute__((noinline)) bool RecordQueue::TakeRoom(Stripe& stripe) noexcept {
  std::int64_t room = room_.load(std::memory_order_relaxed);
  while (true) {
    if (room <= 0) {
      // Other lists may sit on credit they do not use. Once between two collections, since an overloaded process comes
      // here with every span.
      if (!may_reclaim_.exchange(false, std::memory_order_relaxed)) return false;
      ReclaimCredit();
      room = room_.load(std::memory_order_relaxed);
      if (room <= 0) return false;
    }
    const std::int64_t taken = std::min(room, step_);
    if (room_.compare_exchange_weak(room, room - taken, std::memory_order_relaxed)) {
      if (taken > 1) stripe.credit.fetch_add(taken - 1, std::memory_order_relaxed);
      return true;
    }
  }
}

void RecordQueue::ReclaimCredit() noexcept {
  std::int64_t reclaimed = 0;
  for (Stripe& stripe : stripes_) {
    if (stripe.credit.load(std::memory_order_relaxed) > 0) {
      reclaimed += stripe.credit.exchange(0, std::memory_order_relaxed);
    }
  }
  if (reclaimed != 0) room_.fetch_add(reclaimed, std::memory_order_relaxed);
}

// A list is newest first; what is pending is oldest first.
void RecordQueue::Append(Recordable* newest) noexcept {
  if (newest == nullptr || newest == Closed()) return;
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
    Recordable* newest = stripe.newest.load(std::memory_order_relaxed);
    if (newest == nullptr || newest == Closed()) continue;
    Append(stripe.newest.exchange(nullptr, std::memory_order_acquire));
  }
  may_reclaim_.store(true, std::memory_order_relaxed);
}

void RecordQueue::Close() noexcept {
  for (Stripe& stripe : stripes_) {
    Append(stripe.newest.exchange(Closed(), std::memory_order_acquire));
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
    if (stripe.newest.load(std::memory_order_relaxed) != Closed()) {
      stripe.newest.store(nullptr, std::memory_order_relaxed);
    }
    stripe.credit.store(0, std::memory_order_relaxed);
  }
  oldest_ = newest_ = nullptr;
  pending_ = 0;
  room_.store(max_size_, std::memory_order_relaxed);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
