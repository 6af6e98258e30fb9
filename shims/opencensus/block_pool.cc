#include "shims/opencensus/block_pool.h"

#include <utility>

namespace tracebridge::opencensus_shim {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kKept = 0;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::size_t kKept = 0;
#else
constexpr std::size_t kKept = 64;
#endif
#else
constexpr std::size_t kKept = 64;  // blocks a thread, 8 KiB
#endif

struct FreeBlock {
  FreeBlock* next;
};

// Without destructor, so that it can be used while the thread's other objects are destroyed.
struct FreeList {
  FreeBlock* first;
  std::size_t length;
  bool armed;  // AtThreadEnd will run
  bool closed;
};
thread_local FreeList list{nullptr, 0, false, false};

struct AtThreadEnd {
  ~AtThreadEnd() {
    list.closed = true;
    while (list.first != nullptr) ::operator delete(std::exchange(list.first, list.first->next));
    list.length = 0;
  }
};

// So that the destructor above runs.
__attribute__((noinline)) void Arm() noexcept {
  thread_local AtThreadEnd at_thread_end;
  static_cast<void>(at_thread_end);
  list.armed = true;
}

}  // namespace

void* TakeBlock() {
  if (list.first == nullptr) return ::operator new(kBlockSize);
  --list.length;
  return std::exchange(list.first, list.first->next);
}

void GiveBlock(void* block) noexcept {
  if (list.closed || list.length >= kKept) {
    ::operator delete(block);
    return;
  }
  if (__builtin_expect(!list.armed, 0)) Arm();
  list.first = new (block) FreeBlock{list.first};
  ++list.length;
}

}  // namespace tracebridge::opencensus_shim
