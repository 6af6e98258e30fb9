// A file's bytes, wherever they are.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tracebridge::run {

class Bytes {
 public:
  virtual ~Bytes() = default;

  // Reads up to `size` bytes at `offset`. Returns how many there were.
  virtual std::size_t ReadAt(std::uint64_t offset, void* to, std::size_t size) const = 0;
};

}  // namespace tracebridge::run
