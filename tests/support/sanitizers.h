// What a sanitizer's run-time library changes for a test.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define TRACEBRIDGE_ADDRESS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRACEBRIDGE_ADDRESS_SANITIZED 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRACEBRIDGE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRACEBRIDGE_SANITIZED 1
#endif
#endif

#if defined(__SANITIZE_THREAD__)
#define TRACEBRIDGE_THREAD_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TRACEBRIDGE_THREAD_SANITIZED 1
#endif
#endif

#include <malloc.h>

#include <cstddef>

#ifdef TRACEBRIDGE_SANITIZED
// <sanitizer/allocator_interface.h>, which GCC does not install.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif
#ifdef TRACEBRIDGE_ADDRESS_SANITIZED
#include <sanitizer/asan_interface.h>
#endif

namespace tracebridge::test {

// Returns how much of the heap is in use.
inline std::size_t AllocatedBytes() {
#ifdef TRACEBRIDGE_SANITIZED
  return __sanitizer_get_current_allocated_bytes();
#else
  return mallinfo2().uordblks;
#endif
}

#ifdef TRACEBRIDGE_THREAD_SANITIZED
inline constexpr bool kIsThreadSanitized = true;
#else
inline constexpr bool kIsThreadSanitized = false;
#endif

// Whether the heap is usable in the child of a process whose other threads were allocating at the fork. The C
// library's is: it holds its locks over a fork. The sanitizers' of GCC 12 and Clang 14 are not: a child that finds a size
// class locked waits for ever.
#ifdef TRACEBRIDGE_SANITIZED
inline constexpr bool kHeapSurvivesFork = false;
#else
inline constexpr bool kHeapSurvivesFork = true;
#endif

}  // namespace tracebridge::test
