// Counts instructions instead of time, when a benchmark runs under Valgrind's callgrind. scripts/count-instructions reads what
// is written here.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#endif

namespace tracebridge::bench {

#ifdef CALLGRIND_DUMP_STATS_AT
inline bool IsCountingInstructions() { return RUNNING_ON_VALGRIND != 0; }
inline void ZeroInstructions() { CALLGRIND_ZERO_STATS; }
inline void DumpInstructions(const std::string& title) { CALLGRIND_DUMP_STATS_AT(title.c_str()); }
#else  // built without Valgrind's headers: there is nothing to count
inline bool IsCountingInstructions() { return false; }
inline void ZeroInstructions() {}
inline void DumpInstructions(const std::string&) {}
#endif

inline int NextRow() {
  static int rows = 0;
  return rows++;
}

// Runs `turn` some hundred times, then `between`; four times, of which the first warms up and the others are each
// dumped under the number of the row. `between` is not counted. Counters: `dump`, that number;
// `counted`, the operations of one dump. A turn is `operations` operations.
template <class Turn, class Between>
void CountInstructions(benchmark::State& state, int operations, Turn turn, Between between) {
  const int row = NextRow();
  const std::string title = std::to_string(row);
  const int turns = std::max(500 / operations, 10);
  for (auto _ : state) {
    for (int round = 0; round < 4; ++round) {
      ZeroInstructions();
      for (int i = 0; i < turns; ++i) turn();
      if (round != 0) DumpInstructions(title);
      between();
    }
  }
  state.counters["dump"] = row;
  state.counters["counted"] = turns * operations;
}

// For a row whose instructions depend on the scheduler: leaves it out when they are counted. Returns whether it did.
inline bool IsTimedOnly(benchmark::State& state) {
  if (!IsCountingInstructions()) return false;
  state.SkipWithError("its instructions depend on the scheduler");
  return true;
}

}  // namespace tracebridge::bench
