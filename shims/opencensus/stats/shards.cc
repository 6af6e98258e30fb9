#include "shims/opencensus/stats/shards.h"

#include <chrono>
#include <exception>
#include <thread>

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Measurement;
using opencensus::tags::TagMap;

// Without destructor, so that it can be used while the thread's other objects are destroyed.
thread_local Shard* mine = nullptr;

pthread_key_t end_key;
pthread_once_t end_key_once = PTHREAD_ONCE_INIT;

void AtThreadEnd(void* ended) noexcept {
  mine = nullptr;
  Shard& shard = *static_cast<Shard*>(ended);
  // A thread that was cancelled while it recorded would be waited for.
  const std::uint64_t sequence = shard.sequence.load(std::memory_order_relaxed);
  shard.sequence.store(sequence + sequence % 2, std::memory_order_release);
  shard.is_owned.store(false, std::memory_order_release);
}

void MakeEndKey() noexcept { pthread_key_create(&end_key, AtThreadEnd); }

// Returns whether the shard was nobody's, and is the caller's now.
bool Take(Shard* shard) noexcept {
  return !shard->is_owned.load(std::memory_order_relaxed) &&
         !shard->is_owned.exchange(true, std::memory_order_acquire);
}

// From here until it is destroyed the active bank is the thread's.
class Recording {
 public:
  explicit Recording(Shard* shard) noexcept
      : shard_(*shard), sequence_(shard->sequence.load(std::memory_order_relaxed)) {
    // Before the bank is read, in the one order that all threads see: the collector replaces the bank and
    // then looks at the number, so one of both sees the other.
    if (!IsNested()) shard_.sequence.exchange(sequence_ + 1, std::memory_order_seq_cst);
  }
  ~Recording() {
    if (!IsNested()) shard_.sequence.store(sequence_ + 2, std::memory_order_release);
  }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  // Returns whether the thread records already: in a signal handler, or an allocator that counts.
  bool IsNested() const noexcept { return sequence_ % 2 != 0; }
  Bank& bank() const noexcept { return *shard_.active.load(std::memory_order_seq_cst); }

 private:
  Shard& shard_;
  const std::uint64_t sequence_;
};

// Takes a shard whose thread has ended, so that no other takes it meanwhile.
class Ended {
 public:
  explicit Ended(Shard* shard) noexcept : shard_(*shard), is_taken_(Take(shard)) {}
  ~Ended() {
    if (is_taken_) shard_.is_owned.store(false, std::memory_order_release);
  }
  Ended(const Ended&) = delete;
  Ended& operator=(const Ended&) = delete;

  bool is_taken() const noexcept { return is_taken_; }

 private:
  Shard& shard_;
  const bool is_taken_;
};

// Returns when the thread has left the bank that it had when `sequence` was read.
void WaitUntilLeft(const Shard& shard) noexcept {
  const std::uint64_t sequence = shard.sequence.load(std::memory_order_seq_cst);
  if (sequence % 2 == 0) return;
  for (int i = 0; shard.sequence.load(std::memory_order_acquire) == sequence; ++i) {
    if (i < 100) {
      std::this_thread::yield();
    } else {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }
}

}  // namespace

std::size_t Shards::Record(std::initializer_list<Measurement> measurements, const TagMap& tags,
                           const Exemplar* where) {
  const Recording recording(mine != nullptr ? mine : Mine());
  return recording.IsNested() ? measurements.size()
                              : recording.bank().Record(measurements, tags, where);
}

Shard* Shards::Mine() {
  Shard* const shard = TakeOrMake();
  shard->owner = pthread_self();
  pthread_once(&end_key_once, MakeEndKey);
  pthread_setspecific(end_key, shard);
  return mine = shard;
}

Shard* Shards::TakeUnowned() noexcept {
  for (Shard* shard = first_.load(std::memory_order_acquire); shard != nullptr;
       shard = shard->next) {
    if (Take(shard)) return shard;
  }
  return nullptr;
}

Shard* Shards::TakeOrMake() {
  if (Shard* const shard = TakeUnowned()) return shard;
  auto made = std::make_unique<Shard>();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (Shard* const shard = TakeUnowned()) return shard;  // a collection had it
  for (Bank& bank : made->banks) bank.Use(views_);
  made->active.store(&made->banks[0], std::memory_order_relaxed);
  made->spare = &made->banks[1];
  made->next = first_.load(std::memory_order_relaxed);
  first_.store(made.get(), std::memory_order_release);
  return made.release();
}

void Shards::Collect(const std::shared_ptr<const ViewSet>& views, Instant now) {
  Shard* const first = first_.load(std::memory_order_relaxed);
  views_ = views;
  std::exception_ptr failure;
  for (Shard* shard = first; shard != nullptr; shard = shard->next) {
    const Ended ended(shard);
    try {
      if (shard->spare->views() != views) {
        shard->spare->Collect(now);  // has something only where memory ran out the last time
        shard->spare->Use(views);
      }
    } catch (...) {  // then it records for the views before, until the next time
      failure = std::current_exception();
      continue;
    }
    Bank* const retired = shard->active.exchange(shard->spare, std::memory_order_seq_cst);
    WaitUntilLeft(*shard);
    shard->spare = retired;
    try {
      retired->Collect(now);
      if (retired->views() != views) retired->Use(views);
      if (ended.is_taken()) {
        shard->spare->Free();
        shard->active.load(std::memory_order_relaxed)->Collect(now);  // as above
        shard->active.load(std::memory_order_relaxed)->Free();
      }
    } catch (...) {
      failure = std::current_exception();
    }
  }
  if (failure != nullptr) std::rethrow_exception(failure);
}

void Shards::Forget() noexcept {
  Shard* kept = nullptr;
  for (Shard* shard = first_.load(std::memory_order_relaxed); shard != nullptr;) {
    Shard* const next = shard->next;
    // What another thread was changing at the fork is left alone for ever.
    if (shard->sequence.load(std::memory_order_relaxed) % 2 == 0) {
      for (Bank& bank : shard->banks) bank.Discard();
      if (pthread_equal(shard->owner, pthread_self()) == 0) shard->is_owned.store(false);
      shard->next = kept;
      kept = shard;
    }
    shard = next;
  }
  first_.store(kept, std::memory_order_relaxed);
}

std::size_t Shards::CellCount() noexcept {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::size_t count = 0;
  for (const Shard* shard = first_.load(std::memory_order_relaxed); shard != nullptr;
       shard = shard->next) {
    for (const Bank& bank : shard->banks) count += bank.Size();
  }
  return count;
}

std::size_t Shards::Size() const noexcept {
  std::size_t size = 0;
  for (const Shard* shard = first_.load(std::memory_order_acquire); shard != nullptr;
       shard = shard->next) {
    ++size;
  }
  return size;
}

}  // namespace tracebridge::opencensus_shim
