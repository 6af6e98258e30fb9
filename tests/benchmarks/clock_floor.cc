// The floor that rows are compared with: the three clock reads of a span with a start time and a duration.
#include <benchmark/benchmark.h>

#include <chrono>

#include "tests/benchmarks/meter.h"

namespace tracebridge::bench {
namespace {

void ClockFloor(benchmark::State& state) {
  const Meter meter;
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::chrono::system_clock::now());
    benchmark::DoNotOptimize(std::chrono::steady_clock::now());
    benchmark::DoNotOptimize(std::chrono::steady_clock::now());
  }
  meter.Report(state);
}
BENCHMARK(ClockFloor)->Name("floor: three clock reads");

}  // namespace
}  // namespace tracebridge::bench

BENCHMARK_MAIN();
