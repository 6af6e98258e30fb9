// Counts heap allocations: link allocations.cc, which replaces operator new, into the test.
#pragma once

#include <cstdint>

namespace tracebridge::test {

// Returns how many times the calling thread has called operator new.
std::uint64_t Allocations() noexcept;

}  // namespace tracebridge::test
