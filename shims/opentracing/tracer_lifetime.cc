#include "shims/opentracing/tracer_lifetime.h"

#include <utility>

#include "shims/opentracing/tracer.h"
#include "tracebridge/state.h"

namespace tracebridge::opentracing_shim {
namespace {

struct Unused {
  std::mutex mutex;
  TracerLifetime* first = nullptr;
};

Unused& AllUnused() {
  static Unused* const unused = new Unused;  // never destroyed: spans may end after main
  return *unused;
}

}  // namespace

TracerLifetime* TracerLifetime::For(TracerShim* tracer) {
  Unused& unused = AllUnused();
  TracerLifetime* lifetime = nullptr;
  {
    const std::lock_guard<std::mutex> guard{unused.mutex};
    if (unused.first != nullptr) {
      lifetime = std::exchange(unused.first, unused.first->next_);
    }
  }
  if (lifetime == nullptr) lifetime = new TracerLifetime;
  lifetime->released_.store(false);
  const std::lock_guard<std::mutex> guard{lifetime->mutex_};
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
    const std::lock_guard<std::mutex> guard{mutex_};
    uint64_t ended = 0;
    uint64_t begun = 0;
    for (const Cell& cell : cells_) ended += cell.ended.load(std::memory_order_seq_cst);
    for (const Cell& cell : cells_) begun += cell.begun.load(std::memory_order_seq_cst);
    if (begun != ended) return;
    tracer = std::exchange(tracer_, nullptr);
  }
  if (tracer == nullptr) return;
  delete tracer;
  Unused& unused = AllUnused();
  const std::lock_guard<std::mutex> guard{unused.mutex};
  next_ = std::exchange(unused.first, this);
}

}  // namespace tracebridge::opentracing_shim
