#include "shims/opencensus/block_pool.h"

#include <pthread.h>

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

// Without destructor, so that it can be used while the thread's other objects are destroyed. Small enough for the static TLS
// reserve of a library that is opened by name, and so read without a call.
struct FreeList {
  FreeBlock* first;
  std::size_t length;
  bool watched;  // AtThreadEnd will run
  bool closed;
};
__attribute__((tls_model("initial-exec"))) thread_local FreeList list{nullptr, 0, false, false};

pthread_key_t end_key;
pthread_once_t end_key_once = PTHREAD_ONCE_INIT;

void AtThreadEnd(void*) noexcept {
  list.closed = true;
  while (list.first != nullptr) ::operator delete(std::exchange(list.first, list.first->next));
  list.length = 0;
}

void MakeEndKey() noexcept { pthread_key_create(&end_key, AtThreadEnd); }

// Not a thread_local object with a destructor: registering one without memory ends the process.
bool WatchThreadEnd() noexcept {
  pthread_once(&end_key_once, MakeEndKey);
  list.watched = pthread_setspecific(end_key, &list) == 0;
  return list.watched;
}

}  // namespace

void* TakeBlock() {
  if (list.first == nullptr) return ::operator new(kBlockSize);
  --list.length;
  return std::exchange(list.first, list.first->next);
}

void GiveBlock(void* block) noexcept {
  if (list.closed || list.length >= kKept || !(list.watched || WatchThreadEnd())) {
    ::operator delete(block);
    return;
  }
  list.first = new (block) FreeBlock{list.first};
  ++list.length;
}

}  // namespace tracebridge::opencensus_shim
