#include "otel_core/sdk/src/trace/wire_lane.h"

#include <chrono>
#include <thread>
#include <utility>

namespace tracebridge::sdk {
namespace {

constexpr int kSpins = 64;
constexpr int kYields = 1000;
constexpr std::chrono::microseconds kPause(50);  // a thread of lower priority must get to run, too
constexpr int kPauses = 20000;

}  // namespace

WireLane::~WireLane() {
  const auto free_all = [](Chunk* chunk) {
    while (chunk != nullptr) delete std::exchange(chunk, chunk->next);
  };
  if (chunk_ != nullptr) chunk_->next = nullptr;  // what it was when it was free
  free_all(read_chunk_ != nullptr ? read_chunk_ : first_);
  free_all(free_);
  free_all(returned_.load(std::memory_order_acquire));
}

WireLane::Chunk* WireLane::TakeChunk() noexcept {
  if (free_ == nullptr) {
    free_ = returned_.exchange(nullptr, std::memory_order_acquire);
    while (made_ > kMostKept && free_ != nullptr) {
      delete std::exchange(free_, free_->next);
      --made_;
    }
  }
  if (free_ != nullptr) return std::exchange(free_, free_->next);
  auto* const made = new (std::nothrow) Chunk;
  if (made != nullptr) ++made_;
  return made;
}

bool WireLane::AppendChunk() noexcept {
  Chunk* const fresh = TakeChunk();
  if (fresh == nullptr) return false;
  if (chunk_ == nullptr) {
    first_ = fresh;
  } else {
    chunk_->next = fresh;
    new (chunk_->bytes + used_) Span{nullptr, nullptr, kNextChunk};
  }
  chunk_ = fresh;
  used_ = 0;
  return true;
}

std::size_t WireLane::Collect() noexcept {
  const std::uint64_t before = collected_;
  collected_ = published_.load(std::memory_order_acquire);
  return static_cast<std::size_t>(collected_ - before);
}

const WireLane::Span* WireLane::Next() noexcept {
  if (taken_ == collected_) return nullptr;
  if (read_chunk_ == nullptr) read_chunk_ = first_;
  auto* span = std::launder(reinterpret_cast<const Span*>(read_chunk_->bytes + read_));
  if (span->size == kNextChunk) {
    Chunk* const done = std::exchange(read_chunk_, read_chunk_->next);
    read_ = 0;
    done->next = returned_.load(std::memory_order_relaxed);
    while (!returned_.compare_exchange_weak(done->next, done, std::memory_order_release,
                                            std::memory_order_relaxed)) {
    }
    span = std::launder(reinterpret_cast<const Span*>(read_chunk_->bytes));
  }
  read_ += Taken(span->size);
  ++taken_;
  return span;
}

std::size_t WireLane::Reclaim() noexcept {
  State state = state_.load(std::memory_order_relaxed);
  while ((state & kCredit) != 0 &&
         !state_.compare_exchange_weak(state, state & ~kCredit, std::memory_order_relaxed)) {
  }
  return static_cast<std::size_t>(state & kCredit);
}

std::size_t WireLane::Close() noexcept {
  const State state = state_.fetch_or(kClosed, std::memory_order_relaxed);
  if ((state & kClosed) != 0) return 0;
  const std::uint64_t tickets = state / kTicket;
  std::uint64_t published = published_.load(std::memory_order_acquire);
  for (int spins = 0; published != tickets && spins < kYields + kPauses; ++spins) {
    if (spins >= kYields) {
      std::this_thread::sleep_for(kPause);
    } else if (spins >= kSpins) {
      std::this_thread::yield();
    }
    published = published_.load(std::memory_order_acquire);
  }
  return static_cast<std::size_t>(tickets - published);
}

void WireLane::Abandon() noexcept {
  state_.store(state_.load(std::memory_order_relaxed) & kClosed, std::memory_order_relaxed);
  published_.store(0, std::memory_order_relaxed);
  chunk_ = free_ = first_ = read_chunk_ = nullptr;
  used_ = made_ = read_ = 0;
  collected_ = taken_ = 0;
  returned_.store(nullptr, std::memory_order_relaxed);
}

}  // namespace tracebridge::sdk
