// Memory for span handles and span contexts: each thread keeps a few freed blocks for its next
// ones.
//
// A block that is freed on another thread than it was made on goes to that thread's list, or back
// to the heap when the list is full: correct anywhere, fast where a request stays on its thread.
#pragma once

#include <cstddef>

namespace tracebridge::opentracing_shim {

// Every block has this many bytes.
constexpr size_t kBlockSize = 256;

// Returns a block. When the heap has none: one of a small reserve, so that StartSpan can still
// return a span; null when that is used up too. Both are counted.
void* TakeBlock() noexcept;

// Takes a block back. Null is allowed.
void GiveBlock(void* block) noexcept;

}  // namespace tracebridge::opentracing_shim
