// Memory for span handles and span contexts: each thread keeps a few freed blocks for its next
// ones.
//
// A block that is freed on another thread than it was made on goes to that thread's list, or back
// to the heap when the list is full: correct anywhere, fast where a request stays on its thread.
#pragma once

#include <cstddef>

#include "opentelemetry/nostd/shared_ptr.h"

namespace tracebridge::opentracing_shim {

// Every block has this many bytes. opentelemetry-cpp's own shared_ptr, of a build without WITH_STL, has twice the size of std's.
constexpr bool kHasSmallPointers =
    sizeof(opentelemetry::nostd::shared_ptr<int>) <= 2 * sizeof(void*);
constexpr size_t kBlockSize = kHasSmallPointers ? 256 : 320;

// Returns a block. When the heap has none: one of a small reserve, so that StartSpan can still
// return a span; null when that is used up too. Both are counted.
void* TakeBlock() noexcept;

// Takes a block back. Null is allowed.
void GiveBlock(void* block) noexcept;

}  // namespace tracebridge::opentracing_shim
