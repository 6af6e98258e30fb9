// Spans on their way from the one thread that ends them to the exporter thread, as bytes.
//
//   chunk:  [resource, scope, 94][94 bytes, padded] [resource, scope, 120][120 bytes] ... [next chunk]
//
// The writer appends to the newest chunk, the reader follows, and gives each chunk back that it has read. What the reader may
// read is said by one number, how many spans have been published: so neither waits for the other and a span costs one atomic
// operation, which also counts it against the bound of the queue and against its closing.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"

namespace tracebridge::sdk {

class WireLane {
 public:
  static constexpr std::size_t kLargest = 4096;  // bytes of a span; a larger one goes another way

  struct Span {
    const opentelemetry::sdk::resource::Resource* resource;
    const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope;
    std::size_t size;  // of the bytes behind this

    const char* bytes() const noexcept { return reinterpret_cast<const char*>(this + 1); }
  };

  WireLane() = default;
  WireLane(const WireLane&) = delete;
  WireLane& operator=(const WireLane&) = delete;
  ~WireLane();

  // ---- for the thread that writes; all further threads come later than its end

  // Returns where `size` bytes may be written, kLargest at most; null without memory.
  std::uint8_t* Reserve(std::size_t size) noexcept;

  // The ticket of a span: to be taken before it is written and published. `credit` tells how many more may be taken before
  // TakeRoom, which returns how many places it has got, is called again; 0 refuses the span.
  enum class Ticket { kTaken, kTakenWithRoom, kRefused, kClosed };
  template <class TakeRoom, class ReturnRoom>
  Ticket TakeTicket(TakeRoom take_room, ReturnRoom return_room) noexcept;

  // Shows the bytes that were written where Reserve(span.size) said.
  void Publish(const Span& span) noexcept;

  // ---- for one reader at a time

  // Returns how many more spans there are than at the last call.
  std::size_t Collect() noexcept;
  // Returns the next of them, valid until the next call; null when there is none.
  const Span* Next() noexcept;
  // Takes the places back that were got and not used, and returns how many; from any thread.
  std::size_t Reclaim() noexcept;
  // Refuses all further tickets, and waits until what has one is published: for a second or somewhat more, since a thread in
  // between may never go on, below a signal handler that ends the process. Returns how many spans were still missing then; their
  // writer may yet write, so the lane must not be destroyed. Later calls return 0 at once.
  std::size_t Close() noexcept;

  // In a forked child, while no other thread exists: forgets all, as what other threads of the parent were writing may be half
  // done. The memory stays taken.
  void Abandon() noexcept;

 private:
  static constexpr std::size_t kChunkBytes = 16 * 1024;
  static constexpr std::size_t kMostKept = 128;  // chunks; a full queue of usual spans takes 50
  struct Chunk {
    Chunk* next;
    alignas(16) std::uint8_t bytes[kChunkBytes - 16];
  };
  static constexpr std::size_t kNextChunk = ~std::size_t{0};  // the size of what is no span

  static std::size_t Taken(std::size_t size) noexcept {
    return sizeof(Span) + ((size + 7) & ~std::size_t{7});
  }
  bool AppendChunk() noexcept;
  static void Prefetch(const std::uint8_t* p) noexcept;
  Chunk* TakeChunk() noexcept;

  // Tickets taken, whether closed, and credit.
  using State = std::uint64_t;
  static constexpr State kCredit = 7;
  static constexpr State kClosed = 8;
  static constexpr State kTicket = 16;

  // Of the writer.
  alignas(64) std::atomic<State> state_{0};
  std::atomic<std::uint64_t> published_{0};
  Chunk* chunk_ = nullptr;
  std::size_t used_ = 0;
  Chunk* free_ = nullptr;
  std::size_t made_ = 0;
  Chunk* first_ = nullptr;  // read by the reader once something is published

  // Of the reader.
  alignas(64) Chunk* read_chunk_ = nullptr;
  std::size_t read_ = 0;  // bytes of it
  std::uint64_t collected_ = 0;
  std::uint64_t taken_ = 0;

  alignas(64) std::atomic<Chunk*> returned_{nullptr};
};

inline std::uint8_t* WireLane::Reserve(std::size_t size) noexcept {
  // What marks the way to the next chunk has room, too.
  if (__builtin_expect(
          chunk_ == nullptr || used_ + Taken(size) + sizeof(Span) > sizeof chunk_->bytes, 0)) {
    if (!AppendChunk()) return nullptr;
  }
  return chunk_->bytes + used_ + sizeof(Span);
}

// The reader's core had the lines of the next span last: they travel until it is written.
inline void WireLane::Prefetch(const std::uint8_t* p) noexcept {
  constexpr std::size_t kCacheLine = 64, kLinesOfASpan = 6;
  for (std::size_t i = 0; i < kLinesOfASpan; ++i) __builtin_prefetch(p + i * kCacheLine, /*rw=*/1);
}

inline void WireLane::Publish(const Span& span) noexcept {
  new (chunk_->bytes + used_) Span(span);
  used_ += Taken(span.size);
  Prefetch(chunk_->bytes + used_);
  published_.store(published_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

template <class TakeRoom, class ReturnRoom>
WireLane::Ticket WireLane::TakeTicket(TakeRoom take_room, ReturnRoom return_room) noexcept {
  State taken = 0;
  State state = state_.load(std::memory_order_relaxed);
  State next;
  do {
    if (__builtin_expect((state & kClosed) != 0, 0)) {
      if (taken != 0) return_room(taken);
      return Ticket::kClosed;
    }
    State credit = state & kCredit;
    if (credit == 0) {
      if (taken == 0 && (taken = take_room()) == 0) return Ticket::kRefused;
      credit = taken;
    }
    next = (state & ~kCredit) + kTicket + (credit - 1);
  } while (!state_.compare_exchange_weak(state, next, std::memory_order_relaxed));
  if (__builtin_expect(taken == 0, 1)) return Ticket::kTaken;
  return Ticket::kTakenWithRoom;
}

}  // namespace tracebridge::sdk
