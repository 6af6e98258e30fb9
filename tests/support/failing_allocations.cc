#include "tests/support/failing_allocations.h"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <new>

namespace {

using tracebridge::test::Fail;
using tracebridge::test::FailOn;

struct Plan {
  std::atomic<std::int64_t> left{-1};  // until the one that fails; negative: none does
  std::atomic<bool> keeps_failing{false};
  std::atomic<bool> has_failed{false};

  bool MayAllocate() noexcept {
    if (left.load(std::memory_order_relaxed) < 0) return true;
    if (left.fetch_sub(1, std::memory_order_relaxed) > 0) return true;
    if (keeps_failing.load(std::memory_order_relaxed)) left.store(0, std::memory_order_relaxed);
    has_failed.store(true, std::memory_order_relaxed);
    errno = ENOMEM;
    return false;
  }

  void Fail(std::int64_t n, bool keeps) noexcept {
    has_failed.store(false);
    keeps_failing.store(keeps);
    left.store(n);
  }
};

// Constant-initialised: malloc is called before main.
thread_local Plan of_this_thread;
Plan of_every_thread;

bool MayAllocate() noexcept {
  return of_this_thread.MayAllocate() && of_every_thread.MayAllocate();
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRACEBRIDGE_TEST_OPERATOR_NEW
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRACEBRIDGE_TEST_OPERATOR_NEW
#endif
#endif

#ifdef TRACEBRIDGE_TEST_OPERATOR_NEW

void* operator new(std::size_t size) {
  if (MayAllocate()) {
    if (void* memory = std::malloc(size)) return memory;
  }
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  if (MayAllocate()) {
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  }
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

#else

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t size) { return MayAllocate() ? __libc_malloc(size) : nullptr; }
void* calloc(std::size_t count, std::size_t size) {
  return MayAllocate() ? __libc_calloc(count, size) : nullptr;
}
void* realloc(void* block, std::size_t size) {
  return MayAllocate() ? __libc_realloc(block, size) : nullptr;
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return MayAllocate() ? __libc_memalign(alignment, size) : nullptr;
}
void* memalign(std::size_t alignment, std::size_t size) { return aligned_alloc(alignment, size); }
}

#endif

namespace tracebridge::test {

void FailAllocation(std::int64_t n, Fail fail, FailOn on) noexcept {
  Plan& plan = on == FailOn::kThisThread ? of_this_thread : of_every_thread;
  plan.Fail(n - 1, fail == Fail::kFromThenOn);
}

bool AllocateAgain() noexcept {
  bool has_failed = false;
  for (Plan* plan : {&of_this_thread, &of_every_thread}) {
    plan->left.store(-1);
    has_failed = plan->has_failed.exchange(false) || has_failed;
  }
  return has_failed;
}

}  // namespace tracebridge::test
