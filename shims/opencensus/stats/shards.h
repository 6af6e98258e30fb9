// Every thread that records has a shard, so that threads do not meet; collecting visits all of them.
//
// A shard has two banks. Its thread records into the active one; whoever collects puts the other in its
// place, waits until the thread has left the old one, which takes a thread less than a microsecond, and
// then has it alone. Recording takes no lock and waits for nobody.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>

#include "opencensus/stats/measure.h"
#include "opencensus/tags/tag_map.h"
#include "shims/opencensus/stats/bank.h"
#include "shims/opencensus/stats/clock.h"

namespace tracebridge::opencensus_shim {

struct Shard {
  // Odd while the thread records.
  std::atomic<std::uint64_t> sequence{0};
  std::atomic<Bank*> active{nullptr};
  // A thread has it. When the thread ends, the next one that needs a shard takes it as it is; a collection takes it to give
  // its memory back.
  std::atomic<bool> is_owned{true};
  Bank* spare = nullptr;  // the collector's
  pthread_t owner{};
  Shard* next = nullptr;
  Bank banks[2];
};

class Shards {
 public:
  // As that of Bank. May be called before main and after it.
  std::size_t Record(std::initializer_list<opencensus::stats::Measurement> measurements,
                     const opencensus::tags::TagMap& tags, const Exemplar* where = nullptr);

  // Gives the views all that was recorded before the call; from now on `views` are recorded for. What threads that have
  // ended kept is freed. Only
  // one thread at a time, in `mutex()`. Throws std::bad_alloc, with the rest kept for the next time.
  void Collect(const std::shared_ptr<const ViewSet>& views, Instant now);

  // Held while collecting, and by a thread that records for the first time. Not held by user code.
  std::mutex& mutex() noexcept { return mutex_; }

  // In a forked child, with mutex() held: forgets what was recorded, and the threads that are not here.
  void Forget() noexcept;

  // Returns how many shards there are: as many as there were threads that recorded at one time.
  std::size_t Size() const noexcept;

  // Returns how many cells the shards keep. Only while no thread records.
  std::size_t CellCount() noexcept;

 private:
  Shard* Mine();
  Shard* TakeUnowned() noexcept;
  Shard* TakeOrMake();

  std::mutex mutex_;
  std::atomic<Shard*> first_{nullptr};  // only grows, but in a forked child
  std::shared_ptr<const ViewSet> views_ = std::make_shared<const ViewSet>();
};

}  // namespace tracebridge::opencensus_shim
