// A row of the table that scripts/bench prints. README.md describes the convention.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>

#include "tests/benchmarks/instructions.h"
#include "tests/benchmarks/meter.h"

namespace tracebridge::bench {

// Declares the target of the row: its time divided by that of three clock reads.
inline void SetTarget(benchmark::State& state, double target) {
  if (state.thread_index() == 0) state.counters["target"] = target;
}

// Names another benchmark of the program, whose time the row's is divided by as well, and a target for that if there is one.
inline void SetReference(benchmark::State& state, const char* benchmark, double target = 0) {
  if (state.thread_index() != 0) return;
  state.SetLabel(benchmark);
  if (target > 0) state.counters["reference_target"] = target;
}

// Runs `operation`, which is `operations` of them, in the loop; with several threads, measures once all of them have started.
template <class Operation>
void Loop(benchmark::State& state, Operation operation, int operations = 1) {
  if (IsCountingInstructions()) return CountInstructions(state, operations, operation, [] {});
  std::unique_ptr<Meter> meter;
  for (auto _ : state) {
    if (__builtin_expect(meter == nullptr, 0)) meter = std::make_unique<Meter>();
    operation();
  }
  meter->Report(state, operations);
}

// Runs `operation` in bursts of 500, fewer than a queue holds, and `flush`, which is not measured, after each burst.
template <class Operation, class Flush>
void Bursts(benchmark::State& state, Operation operation, Flush flush) {
  if (IsCountingInstructions()) return CountInstructions(state, 1, operation, flush);
  constexpr int kBurst = 500;
  double nanoseconds = 0;
  std::uint64_t allocations = 0;
  for (auto _ : state) {
    const std::uint64_t allocations_before = Allocations();
    const double before = CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < kBurst; ++i) operation();
    nanoseconds += CpuNanoseconds(CLOCK_THREAD_CPUTIME_ID) - before;
    allocations += Allocations() - allocations_before;
    flush();
  }
  const double operations = static_cast<double>(state.iterations()) * kBurst;
  using benchmark::Counter;
  state.counters["ns"] = Counter(nanoseconds / operations, Counter::kAvgThreads);
  state.counters["allocs"] =
      Counter(static_cast<double>(allocations) / operations, Counter::kAvgThreads);
}

}  // namespace tracebridge::bench
