// xoshiro256++ (Blackman and Vigna, 2019), one generator a thread.
#include <sys/random.h>
#include <time.h>

#include "otel_core/state/src/thread.h"

namespace tracebridge::state {
namespace {

std::uint64_t RotateLeft(std::uint64_t x, int k) noexcept { return (x << k) | (x >> (64 - k)); }

// For the rare cases without kernel entropy or without memory for a thread's state.
std::uint64_t Weak() noexcept {
  static std::atomic<std::uint64_t> sequence{0};
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  std::uint64_t z = static_cast<std::uint64_t>(now.tv_nsec) * 0x9e3779b97f4a7c15u +
                    static_cast<std::uint64_t>(now.tv_sec) +
                    sequence.fetch_add(0x9e3779b97f4a7c15u, std::memory_order_relaxed);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

void Seed(Thread& thread, std::uint32_t process) noexcept {
  if (getrandom(thread.random, sizeof thread.random, GRND_NONBLOCK) !=
      static_cast<ssize_t>(sizeof thread.random)) {
    for (std::uint64_t& word : thread.random) word = Weak();
  }
  thread.random[0] |= 1;  // all zeros is the one state it cannot leave
  thread.random_process = process;
}

std::uint64_t Next(std::uint64_t* s) noexcept {
  const std::uint64_t result = RotateLeft(s[0] + s[3], 23) + s[0];
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = RotateLeft(s[3], 45);
  return result;
}

}  // namespace
}  // namespace tracebridge::state

extern "C" {

void tracebridge_state_v1_random_fill(std::uint64_t* words, unsigned count) noexcept {
  auto* thread = tracebridge::state::ThisThread();
  if (thread == nullptr) {
    for (unsigned i = 0; i < count; ++i) words[i] = tracebridge::state::Weak();
    return;
  }
  const std::uint32_t process = tracebridge_state_v1_process();
  if (thread->random_process != process) tracebridge::state::Seed(*thread, process);
  for (unsigned i = 0; i < count; ++i) words[i] = tracebridge::state::Next(thread->random);
}

std::uint64_t tracebridge_state_v1_random() noexcept {
  std::uint64_t word = 0;
  tracebridge_state_v1_random_fill(&word, 1);
  return word;
}

}  // extern "C"
