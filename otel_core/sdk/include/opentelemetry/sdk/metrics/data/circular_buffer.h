// The buckets of an exponential histogram: counters for a range of indexes of limited width that slides where values are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// The counter of index i lies at i modulo the size, so that the range grows at both ends without being moved.
//
// One thread at a time.
class AdaptingCircularBufferCounter {
 public:
  // Allocates nothing before the first Increment.
  explicit AdaptingCircularBufferCounter(std::size_t max_size) : max_size_(max_size) {}

  // The lowest and the highest index that was counted; of no meaning while Empty().
  std::int32_t StartIndex() const noexcept { return start_index_; }
  std::int32_t EndIndex() const noexcept { return end_index_; }

  bool Empty() const noexcept { return is_empty_; }

  // The number of indexes that fit.
  std::size_t MaxSize() const noexcept { return max_size_; }

  // Back to Empty(); the memory is kept.
  void Clear() noexcept;

  // Ours: takes the memory now. Throws std::bad_alloc, and std::length_error when MaxSize() is beyond all memory.
  void Reserve();

  // Adds `delta` to the counter of `index`. Returns false, having done nothing, when the range would become wider than
  // MaxSize(). Throws as Reserve(), the first time only.
  bool Increment(std::int32_t index, std::uint64_t delta);

  // Returns 0 for an index outside of the range.
  std::uint64_t Get(std::int32_t index) const noexcept;

  // Moves the counter of each index i to i >> by: one scale of the histogram less is two buckets in one.
  void Downscale(std::uint32_t by) noexcept;

 private:
  std::size_t Place(std::int32_t index) const noexcept;

  std::size_t max_size_;
  std::vector<std::uint64_t> counts_;
  std::int32_t start_index_ = 0;
  std::int32_t end_index_ = 0;
  bool is_empty_ = true;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
