#include "otel_core/state/src/random.h"

#include <sys/random.h>
#include <time.h>

namespace tracebridge::state {
namespace {

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

}  // namespace

void SeedRandom(Thread& thread, std::uint32_t process) noexcept {
  if (getrandom(thread.random, sizeof thread.random, GRND_NONBLOCK) !=
      static_cast<ssize_t>(sizeof thread.random)) {
    for (std::uint64_t& word : thread.random) word = Weak();
  }
  thread.random[0] |= 1;  // all zeros is the one state it cannot leave
  thread.random_process = process;
}

void FillWeakRandom(std::uint64_t* words, unsigned count) noexcept {
  for (unsigned i = 0; i < count; ++i) words[i] = Weak();
}

}  // namespace tracebridge::state

extern "C" {

void tracebridge_state_v1_random_fill(std::uint64_t* words, unsigned count) noexcept {
  using namespace tracebridge::state;
  Thread* thread = ThisThread();
  if (thread == nullptr) return FillWeakRandom(words, count);
  FillRandom(*thread, ThisProcess(), words, count);
}

std::uint64_t tracebridge_state_v1_random() noexcept {
  std::uint64_t word = 0;
  tracebridge_state_v1_random_fill(&word, 1);
  return word;
}

}  // extern "C"
