// Which process this is: the one that loaded the library, or a forked child of some generation.
#pragma once

#include <atomic>
#include <cstdint>

namespace tracebridge::state {

extern std::atomic<std::uint32_t> process_generation;

inline std::uint32_t ThisProcess() noexcept {
  return process_generation.load(std::memory_order_relaxed);
}

}  // namespace tracebridge::state
