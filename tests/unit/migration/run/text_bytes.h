// Bytes in memory.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "migration/run/bytes.h"

namespace tracebridge::run {

class TextBytes final : public Bytes {
 public:
  explicit TextBytes(std::string text) : text_(std::move(text)) {}

  std::size_t ReadAt(std::uint64_t offset, void* to, std::size_t size) const override {
    if (offset >= text_.size()) return 0;
    const std::size_t count = std::min(size, text_.size() - static_cast<std::size_t>(offset));
    std::memcpy(to, text_.data() + offset, count);
    return count;
  }

 private:
  const std::string text_;
};

}  // namespace tracebridge::run
