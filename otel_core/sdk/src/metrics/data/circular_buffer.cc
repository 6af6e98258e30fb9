#include "opentelemetry/sdk/metrics/data/circular_buffer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

void AdaptingCircularBufferCounter::Clear() noexcept {
  std::fill(counts_.begin(), counts_.end(), 0);
  is_empty_ = true;
}

void AdaptingCircularBufferCounter::Reserve() { counts_.resize(max_size_); }

bool AdaptingCircularBufferCounter::Increment(std::int32_t index, std::uint64_t delta) {
  const std::int32_t start = is_empty_ ? index : std::min(start_index_, index);
  const std::int32_t end = is_empty_ ? index : std::max(end_index_, index);
  if (static_cast<std::uint64_t>(std::int64_t{end} - start) >= max_size_) return false;
  if (counts_.empty()) Reserve();
  start_index_ = start;
  end_index_ = end;
  is_empty_ = false;
  counts_[Place(index)] += delta;
  return true;
}

std::uint64_t AdaptingCircularBufferCounter::Get(std::int32_t index) const noexcept {
  return is_empty_ || index < start_index_ || index > end_index_ ? 0 : counts_[Place(index)];
}

void AdaptingCircularBufferCounter::Downscale(std::uint32_t by) noexcept {
  if (is_empty_ || by == 0) return;
  by = std::min(by, std::uint32_t{31});
  // In place, for there may be no memory: the start comes first, each counter moves towards it or stays, and the new start
  // goes to its place.
  const auto first = counts_.begin();
  std::rotate(first, first + static_cast<std::ptrdiff_t>(Place(start_index_)), counts_.end());
  const std::int32_t new_start = start_index_ >> by;
  const std::int32_t new_end = end_index_ >> by;
  for (std::int64_t i = start_index_; i <= end_index_; ++i) {
    const auto from = static_cast<std::size_t>(i - start_index_);
    const std::uint64_t count = std::exchange(counts_[from], 0);
    counts_[static_cast<std::size_t>((i >> by) - new_start)] += count;
  }
  start_index_ = new_start;
  end_index_ = new_end;
  std::rotate(first, counts_.end() - static_cast<std::ptrdiff_t>(Place(new_start)), counts_.end());
}

std::size_t AdaptingCircularBufferCounter::Place(std::int32_t index) const noexcept {
  const auto size = static_cast<std::int64_t>(max_size_);
  const std::int64_t place = index % size;
  return static_cast<std::size_t>(place < 0 ? place + size : place);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
