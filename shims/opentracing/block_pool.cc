#include "shims/opentracing/block_pool.h"

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>

#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRACEBRIDGE_KEEPS_NO_BLOCKS  // let the sanitizer see every block come and go
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRACEBRIDGE_KEEPS_NO_BLOCKS
#endif
#endif
#ifdef TRACEBRIDGE_KEEPS_NO_BLOCKS
constexpr size_t kKept = 0;
#else
constexpr size_t kKept = 128;  // blocks a thread, 32 KiB or 40
#endif

struct FreeBlock {
  FreeBlock* next;
};

// Trivially destructible, so that it can be used after the destructors of its thread have begun. Small enough for the static
// TLS reserve of a library that is opened by name, and so read without a call: a span comes here 15 times in a proxy's request.
struct List {
  FreeBlock* first;
  size_t length;
  bool watched;  // AtThreadEnd will run
  bool ended;    // the thread is on its way out: keep nothing
};
__attribute__((tls_model("initial-exec"))) thread_local List list{nullptr, 0, false, false};

pthread_key_t end_key;
pthread_once_t end_key_once = PTHREAD_ONCE_INIT;

void AtThreadEnd(void*) noexcept {
  list.ended = true;
  while (list.first != nullptr) std::free(std::exchange(list.first, list.first->next));
}

void MakeEndKey() noexcept { pthread_key_create(&end_key, AtThreadEnd); }

// Not a thread_local object with a destructor: registering one without memory ends the process.
bool WatchThreadEnd() noexcept {
  pthread_once(&end_key_once, MakeEndKey);
  list.watched = pthread_setspecific(end_key, &list) == 0;
  return list.watched;
}

constexpr size_t kReserved = 64;
alignas(std::max_align_t) unsigned char reserve[kReserved * kBlockSize];
std::atomic<uint64_t> reserve_used{0};

void* TakeReserved() noexcept {
  Count(Diagnostic::kOutOfMemory);
  uint64_t used = reserve_used.load(std::memory_order_relaxed);
  while (used != ~uint64_t{0}) {
    const int index = __builtin_ctzll(~used);
    if (reserve_used.compare_exchange_weak(used, used | uint64_t{1} << index,
                                           std::memory_order_acquire)) {
      return reserve + static_cast<size_t>(index) * kBlockSize;
    }
  }
  return nullptr;
}

bool GiveReserved(void* block) noexcept {
  const auto offset = reinterpret_cast<uintptr_t>(block) - reinterpret_cast<uintptr_t>(reserve);
  if (offset >= sizeof reserve) return false;
  reserve_used.fetch_and(~(uint64_t{1} << (offset / kBlockSize)), std::memory_order_release);
  return true;
}

}  // namespace

void* TakeBlock() noexcept {
  if (FreeBlock* const block = list.first) {
    list.first = block->next;
    --list.length;
    return block;
  }
  void* const block = std::malloc(kBlockSize);
  return block != nullptr ? block : TakeReserved();
}

void GiveBlock(void* block) noexcept {
  if (block == nullptr || GiveReserved(block)) return;
  if (list.ended || list.length >= kKept || !(list.watched || WatchThreadEnd())) {
    std::free(block);
    return;
  }
  list.first = new (block) FreeBlock{list.first};
  ++list.length;
}

}  // namespace tracebridge::opentracing_shim
