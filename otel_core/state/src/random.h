// xoshiro256++ (Blackman and Vigna, 2019), one generator a thread.
#pragma once

#include <cstdint>

#include "otel_core/state/src/process.h"
#include "otel_core/state/src/thread.h"

namespace tracebridge::state {

// Seeds the generator of `thread` with entropy of the kernel.
void SeedRandom(Thread& thread, std::uint32_t process) noexcept;

// Without memory for a thread's state.
void FillWeakRandom(std::uint64_t* words, unsigned count) noexcept;

class Xoshiro {
 public:
  explicit Xoshiro(const std::uint64_t* state) noexcept
      : a_(state[0]), b_(state[1]), c_(state[2]), d_(state[3]) {}

  void Store(std::uint64_t* state) const noexcept {
    state[0] = a_;
    state[1] = b_;
    state[2] = c_;
    state[3] = d_;
  }

  std::uint64_t Next() noexcept {
    const std::uint64_t result = RotateLeft(a_ + d_, 23) + a_;
    const std::uint64_t t = b_ << 17;
    c_ ^= a_;
    d_ ^= b_;
    b_ ^= c_;
    a_ ^= d_;
    c_ ^= t;
    d_ = RotateLeft(d_, 45);
    return result;
  }

 private:
  static std::uint64_t RotateLeft(std::uint64_t x, int k) noexcept {
    return (x << k) | (x >> (64 - k));
  }

  // In registers while several numbers are drawn.
  std::uint64_t a_, b_, c_, d_;
};

// Writes `count` words to `words`; seeds first, when the generator has none or its parent process's seed.
inline void FillRandom(Thread& thread, std::uint32_t process, std::uint64_t* words,
                       unsigned count) noexcept {
  if (__builtin_expect(thread.random_process != process, 0)) SeedRandom(thread, process);
  Xoshiro generator(thread.random);
  for (unsigned i = 0; i < count; ++i) words[i] = generator.Next();
  generator.Store(thread.random);
}

}  // namespace tracebridge::state
