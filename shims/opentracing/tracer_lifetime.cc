#include "shims/opentracing/tracer_lifetime.h"

#include <mutex>
#include <utility>

#include "shims/opentracing/process_mutex.h"
#include "shims/opentracing/tracer.h"
#include "tracebridge/state.h"

namespace tracebridge::opentracing_shim {
namespace {

// Guarded by the process mutex. Never destroyed: spans may end after main.
TracerLifetime* unused = nullptr;

using Lock = std::lock_guard<std::mutex>;

}  // namespace

TracerLifetime* TracerLifetime::For(TracerShim* tracer) {
  TracerLifetime* lifetime = nullptr;
  {
    const Lock lock(ProcessMutex());
    if (unused != nullptr) lifetime = std::exchange(unused, unused->next_);
  }
  if (lifetime == nullptr) lifetime = new TracerLifetime;
  const Lock lock(ProcessMutex());
  lifetime->released_.store(false);
  lifetime->tracer_ = tracer;
  return lifetime;
}

TracerLifetime::Cell& TracerLifetime::BeginSpan() noexcept {
  const uint32_t thread = tracebridge_state_v1_here().thread_number;
  if (thread >= kSharedCell) {
    cells_[kSharedCell].begun.fetch_add(1, std::memory_order_relaxed);
    return cells_[kSharedCell];
  }
  Cell& own = cells_[thread];
  own.begun.store(own.begun.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return own;
}

void TracerLifetime::EndSpan(Cell& begun_in) noexcept {
  begun_in.ended.fetch_add(1, std::memory_order_seq_cst);
  if (released_.load(std::memory_order_seq_cst)) DestroyIfUnused();
}

void TracerLifetime::Release() noexcept {
  released_.store(true, std::memory_order_seq_cst);
  DestroyIfUnused();
}

void TracerLifetime::DestroyIfUnused() noexcept {
  TracerShim* tracer = nullptr;
  {
    const Lock lock(ProcessMutex());
    // Since the caller looked, another thread may have destroyed the tracer and a new one begun here.
    if (!released_.load(std::memory_order_seq_cst)) return;
    uint64_t ended = 0;
    uint64_t begun = 0;
    for (const Cell& cell : cells_) ended += cell.ended.load(std::memory_order_seq_cst);
    for (const Cell& cell : cells_) begun += cell.begun.load(std::memory_order_seq_cst);
    if (begun != ended) return;
    tracer = std::exchange(tracer_, nullptr);
  }
  if (tracer == nullptr) return;
  delete tracer;
  const Lock lock(ProcessMutex());
  next_ = std::exchange(unused, this);
}

}  // namespace tracebridge::opentracing_shim
