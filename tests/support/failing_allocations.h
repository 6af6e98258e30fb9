// Makes the n-th allocation fail: link failing_allocations.cc into the test.
//
//   FailAllocation(3, Fail::kOnce);      // the third from now on
//   ...
//   EXPECT_TRUE(AllocateAgain());        // it was reached
//
// Replaces malloc and its kin, and with them operator new; under the sanitizers, which do the same, only operator new.
#pragma once

#include <cstdint>

namespace tracebridge::test {

enum class Fail {
  kOnce,        // that one
  kFromThenOn,  // that one and all after it
};

enum class FailOn {
  kThisThread,
  kEveryThread,  // counted together
};

// The `n`-th allocation (from 1) fails.
void FailAllocation(std::int64_t n, Fail fail, FailOn on = FailOn::kThisThread) noexcept;

// Ends that. Returns whether an allocation failed.
bool AllocateAgain() noexcept;

}  // namespace tracebridge::test
