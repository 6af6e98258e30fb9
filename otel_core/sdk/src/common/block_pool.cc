#include "otel_core/sdk/src/common/block_pool.h"

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(address, size) (static_cast<void>(address))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) (static_cast<void>(address))
#endif

namespace tracebridge::sdk {
namespace {

constexpr unsigned kKinds = 2;
constexpr std::size_t kCacheLine = 64;
// Blocks that a thread keeps for itself: one full queue of the batch processor.
constexpr std::uint32_t kMaxCached[kKinds] = {4096, 2048};

// What a small span touches.
constexpr std::uintptr_t kPrefetchedLines = 6;

struct Home;

struct Header {
  Home* home;
  Header* next;
  Attachment attachment;
};

struct alignas(kCacheLine) Home {
  struct FreeList {
    Header* first = nullptr;
    std::uint32_t made = 0;  // blocks of this home, wherever they are
  };
  // Touched by the owning thread only.
  FreeList lists[kKinds];
  unsigned number = 0;
  Home* next = nullptr;
  alignas(kCacheLine) std::atomic<bool> is_owned{true};
  alignas(kCacheLine) std::atomic<Header*> returned[kKinds] = {};
};

// All homes of the process. Only grows.
std::atomic<Home*> homes{nullptr};
std::atomic<unsigned> homes_made{0};

// One pointer: small enough for the static TLS reserve of a dlopen'ed library, and read without a
// call.
__attribute__((tls_model("initial-exec"))) thread_local Home* this_home = nullptr;

pthread_key_t exit_key;
pthread_once_t exit_key_once = PTHREAD_ONCE_INIT;

// Runs after the thread's C++ thread_local destructors, which may still trace. One that runs later
// adopts a home again.
void AtThreadExit(void* home) noexcept {
  this_home = nullptr;
  static_cast<Home*>(home)->is_owned.store(false, std::memory_order_release);
}

void MakeExitKey() noexcept { pthread_key_create(&exit_key, AtThreadExit); }

Home* AdoptHome() noexcept {
  for (Home* home = homes.load(std::memory_order_acquire); home != nullptr; home = home->next) {
    if (!home->is_owned.load(std::memory_order_relaxed) &&
        !home->is_owned.exchange(true, std::memory_order_acquire)) {
      return home;
    }
  }
  return nullptr;
}

Home* MakeHome() noexcept {
  Home* home = new (std::nothrow) Home;
  if (home == nullptr) return nullptr;
  home->number = homes_made.fetch_add(1, std::memory_order_relaxed);
  home->next = homes.load(std::memory_order_relaxed);
  while (!homes.compare_exchange_weak(home->next, home, std::memory_order_acq_rel)) {
  }
  return home;
}

__attribute__((noinline)) Home* AcquireHome() noexcept {
  pthread_once(&exit_key_once, MakeExitKey);
  Home* home = AdoptHome();
  if (home == nullptr) home = MakeHome();
  if (home == nullptr) return nullptr;
  this_home = home;
  pthread_setspecific(exit_key, home);
  return home;
}

Home* ThisHome() noexcept {
  Home* home = this_home;
  return __builtin_expect(home != nullptr, 1) ? home : AcquireHome();
}

void ReleaseToHeap(Home::FreeList& list, Header* header, std::size_t size) noexcept {
  ASAN_UNPOISON_MEMORY_REGION(header + 1, size);
  static_cast<void>(size);
  std::free(header->attachment.data);
  std::free(header);
  --list.made;
}

Header* MakeBlock(Home* home, unsigned kind) noexcept {
  const std::size_t size = sizeof(Header) + kBlockSizes[kind];
  void* memory = std::aligned_alloc(kCacheLine, (size + kCacheLine - 1) / kCacheLine * kCacheLine);
  if (memory == nullptr) return nullptr;
  ++home->lists[kind].made;
  return new (memory) Header{home, nullptr, {}};
}

// The exporter's core had the next record last: its lines travel while this one is used. The last one's is 0, which does no
// harm, but is none that a pointer may be moved from.
void PrefetchForWriting(const Header* header) noexcept {
  const auto first = reinterpret_cast<std::uintptr_t>(header);
  for (std::uintptr_t i = 0; i < kPrefetchedLines; ++i) {
    __builtin_prefetch(reinterpret_cast<const void*>(first + i * kCacheLine), /*rw=*/1);
  }
}

// The list was empty: takes what other threads gave back, else makes a block.
__attribute__((noinline)) Header* Refill(Home* home, unsigned kind) noexcept {
  Home::FreeList& list = home->lists[kind];
  Header* first = nullptr;
  if (home->returned[kind].load(std::memory_order_relaxed) != nullptr) {
    first = home->returned[kind].exchange(nullptr, std::memory_order_acquire);
  }
  if (first == nullptr) return MakeBlock(home, kind);
  list.first = first->next;
  while (list.made > kMaxCached[kind] && list.first != nullptr) {
    Header* surplus = list.first;
    list.first = surplus->next;
    ReleaseToHeap(list, surplus, kBlockSizes[kind]);
  }
  return first;
}

void GiveBack(Header* header, unsigned kind) noexcept {
  std::atomic<Header*>& returned = header->home->returned[kind];
  header->next = returned.load(std::memory_order_relaxed);
  while (!returned.compare_exchange_weak(header->next, header, std::memory_order_release,
                                         std::memory_order_relaxed)) {
  }
}

}  // namespace

void* AllocateBlock(BlockKind kind_) noexcept {
  const auto kind = static_cast<unsigned>(kind_);
  Home* home = ThisHome();
  if (home == nullptr) return nullptr;
  Home::FreeList& list = home->lists[kind];
  Header* header = list.first;
  if (__builtin_expect(header != nullptr, 1)) {
    list.first = header->next;
    if (kind_ == BlockKind::kRecord) PrefetchForWriting(header->next);
  } else {
    header = Refill(home, kind);
    if (header == nullptr) return nullptr;
  }
  ASAN_UNPOISON_MEMORY_REGION(header + 1, kBlockSizes[kind]);
  return header + 1;
}

void FreeBlock(BlockKind kind_, void* block) noexcept {
  const auto kind = static_cast<unsigned>(kind_);
  Header* header = static_cast<Header*>(block) - 1;
  ASAN_POISON_MEMORY_REGION(block, kBlockSizes[kind]);
  if (header->home != this_home) return GiveBack(header, kind);
  Home::FreeList& list = header->home->lists[kind];
  if (__builtin_expect(list.made > kMaxCached[kind], 0)) {
    return ReleaseToHeap(list, header, kBlockSizes[kind]);
  }
  header->next = list.first;
  list.first = header;
}

Attachment& AttachmentOf(void* block) noexcept {
  return (static_cast<Header*>(block) - 1)->attachment;
}

unsigned HomeNumber() noexcept {
  const Home* home = ThisHome();
  return home == nullptr ? kNoHome : home->number;
}

void ThrowBadAlloc() { throw std::bad_alloc(); }

}  // namespace tracebridge::sdk
