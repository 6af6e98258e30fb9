// Keeps a tracer alive while it has spans, without a counter that all threads write.
//
// A span must be able to return its tracer, whatever became of the program's shared_ptr to it. A
// shared_ptr in each span would do, but its counter is one cache line that every span of every
// thread writes twice. Here each thread counts in a cell of its own; the cells are added up only
// once the program has let go.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace tracebridge::opentracing_shim {

class TracerShim;

class TracerLifetime {
 public:
  // Returns a lifetime for `tracer`. Lifetimes are reused and never freed, because the last thread
  // to leave looks at its lifetime after another may have ended it. Throws std::bad_alloc only.
  static TracerLifetime* For(TracerShim* tracer);

  struct Cell;

  // A span begins, while someone else keeps the tracer alive. Returns where it is counted. The same
  // span ends, on any thread.
  Cell& BeginSpan() noexcept;
  void EndSpan(Cell& begun_in) noexcept;

  // The program has let go: the tracer is destroyed now, or when its last span ends.
  void Release() noexcept;

  // Begun before ended in time, ended before begun when read: equal sums mean that no span lives.
  struct alignas(64) Cell {
    std::atomic<uint64_t> begun{0};
    std::atomic<uint64_t> ended{0};
  };

 private:
  // Each of the first threads has a cell, and is the only one to write there: beginning a span needs no
  // locked instruction. The other threads share the last cell.
  static constexpr uint32_t kSharedCell = 31;

  void DestroyIfUnused() noexcept;

  Cell cells_[kSharedCell + 1];
  std::atomic<bool> released_{false};
  // Guarded by the process mutex.
  TracerShim* tracer_ = nullptr;
  TracerLifetime* next_ = nullptr;
};

}  // namespace tracebridge::opentracing_shim
