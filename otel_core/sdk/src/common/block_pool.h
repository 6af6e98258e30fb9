// Blocks of two sizes, recycled by the thread that made them.
//
// A block freed on its home thread goes to that thread's list; freed elsewhere (by the exporter
// thread) it is pushed on its home's return list, which the home takes whole when its own list is
// empty. So in steady state nobody calls malloc, and no allocator frees on one core what another
// core made. Homes are never freed: a later thread adopts them. Why: docs/RATIONALE.md, "Who owns a
// finished span?".
#pragma once

#include <cstddef>
#include <cstdint>

namespace tracebridge::sdk {

enum class BlockKind : unsigned { kHandle, kRecord };

// Usable bytes of a block; its address is a multiple of 32.
constexpr std::size_t kBlockSizes[] = {160, 736};

// Returns a block, or null without memory.
void* AllocateBlock(BlockKind kind) noexcept;

void FreeBlock(BlockKind kind, void* block) noexcept;

// Returns a number that no other living thread has, below the largest number of threads that asked at any one time. kNoHome
// without memory.
constexpr unsigned kNoHome = ~0u;
unsigned HomeNumber() noexcept;

// Memory from malloc that a block keeps when it is freed, so that its next user need not ask for it
// again.
struct Attachment {
  void* data = nullptr;
  std::size_t size = 0;
};

// Returns where `block` keeps its attachment. Freed with the block.
Attachment& AttachmentOf(void* block) noexcept;

// For std::allocate_shared: blocks of kHandle. Throws std::bad_alloc.
[[noreturn]] void ThrowBadAlloc();

template <class T>
struct HandleAllocator {
  using value_type = T;
  HandleAllocator() = default;
  template <class U>
  explicit HandleAllocator(const HandleAllocator<U>&) noexcept {}

  T* allocate(std::size_t) {
    static_assert(sizeof(T) <= kBlockSizes[static_cast<unsigned>(BlockKind::kHandle)] &&
                  alignof(T) <= 32);
    void* block = AllocateBlock(BlockKind::kHandle);
    if (block == nullptr) ThrowBadAlloc();
    return static_cast<T*>(block);
  }
  void deallocate(T* block, std::size_t) noexcept { FreeBlock(BlockKind::kHandle, block); }

  template <class U>
  bool operator==(const HandleAllocator<U>&) const noexcept {
    return true;
  }
  template <class U>
  bool operator!=(const HandleAllocator<U>&) const noexcept {
    return false;
  }
};

}  // namespace tracebridge::sdk
