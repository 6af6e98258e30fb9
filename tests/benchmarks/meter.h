// Measures one benchmark loop: CPU time of the calling thread and of the whole process, and allocations when the program
// runs under the counting library (count_allocations.cc).
#pragma once

#include <benchmark/benchmark.h>
#include <dlfcn.h>
#include <time.h>

#include <cstdint>

namespace tracebridge::bench {

inline double CpuNanoseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// Returns how often the calling thread has allocated; 0 without the counting library.
inline std::uint64_t Allocations() {
  using Counter = std::uint64_t (*)();
  static const auto counter =
      reinterpret_cast<Counter>(dlsym(RTLD_DEFAULT, "tracebridge_bench_allocations"));
  return counter == nullptr ? 0 : counter();
}

// Make one right before the loop, call Report right after it.
class Meter {
 public:
  Meter()
      : allocations_(Allocations()),
        process_(CpuNanoseconds(CLOCK_PROCESS_CPUTIME_ID)),
        thread_(CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID)) {}

  // Counters: `ns` and `allocs` per operation, the mean over threads; `process_ns` per operation of all threads.
  // `operations`: how many one turn of the loop does.
  void Report(benchmark::State& state, double operations = 1) const {
    const double thread = CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID) - thread_;
    const double process = CpuNanoseconds(CLOCK_PROCESS_CPUTIME_ID) - process_;
    const double allocations = static_cast<double>(Allocations() - allocations_);
    const double count = static_cast<double>(state.iterations()) * operations;
    using benchmark::Counter;
    state.counters["ns"] = Counter(thread / count, Counter::kAvgThreads);
    state.counters["allocs"] = Counter(allocations / count, Counter::kAvgThreads);
    if (state.thread_index() == 0)
      state.counters["process_ns"] = process / (count * state.threads());
  }

 private:
  std::uint64_t allocations_;
  double process_;
  double thread_;
};

}  // namespace tracebridge::bench
