// Exported data, kept until someone takes it.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

// Safe to use from any thread.
template <typename T>
class InMemoryData {
 public:
  // Keeps at most `buffer_size` items; what is added to a full buffer is dropped.
  explicit InMemoryData(std::size_t buffer_size) : buffer_size_(buffer_size) {}

  void Add(std::unique_ptr<T> data) noexcept {
    try {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (items_.size() < buffer_size_) items_.push_back(std::move(data));
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    }
  }

  // Returns what was added since the last call, oldest first.
  std::vector<std::unique_ptr<T>> Get() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(items_, {});
  }

 private:
  const std::size_t buffer_size_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> items_;
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
