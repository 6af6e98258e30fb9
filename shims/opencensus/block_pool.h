// Memory for the spans that only carry a context: each thread keeps some freed blocks for its next
// ones, so that an unsampled span costs no allocation.
//
// A block freed on another thread stays with that thread. With a sanitizer nothing is kept, so that
// it sees every block come and go.
#pragma once

#include <cstddef>
#include <new>

namespace tracebridge::opencensus_shim {

constexpr std::size_t kBlockSize = 128;  // bytes

// Returns a block. Throws std::bad_alloc.
void* TakeBlock();
void GiveBlock(void* block) noexcept;

// An allocator over them, for std::allocate_shared.
template <class T>
struct BlockAllocator {
  using value_type = T;

  BlockAllocator() = default;
  template <class U>
  explicit BlockAllocator(const BlockAllocator<U>&) noexcept {}

  T* allocate(std::size_t n) {
    static_assert(sizeof(T) <= kBlockSize && alignof(T) <= alignof(std::max_align_t));
    if (n != 1) throw std::bad_alloc();
    return static_cast<T*>(TakeBlock());
  }
  void deallocate(T* block, std::size_t) noexcept { GiveBlock(block); }

  template <class U>
  bool operator==(const BlockAllocator<U>&) const noexcept {
    return true;
  }
  template <class U>
  bool operator!=(const BlockAllocator<U>&) const noexcept {
    return false;
  }
};

}  // namespace tracebridge::opencensus_shim
