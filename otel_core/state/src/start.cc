// What spans ask when they start and end, in one call each.
#include <cstdint>
#include <cstring>

#include "otel_core/state/src/frames.h"
#include "otel_core/state/src/process.h"
#include "otel_core/state/src/random.h"
#include "otel_core/state/src/thread.h"
#include "tracebridge/state.h"

extern "C" {

void tracebridge_state_v1_start(tracebridge::state::Start* start) noexcept {
  using namespace tracebridge::state;
  Thread* thread = ThisThread();
  const std::uint32_t process = ThisProcess();
  start->current = Current(thread);
  start->here = {kNoThread, process};
  if (__builtin_expect(thread == nullptr, 0)) return FillWeakRandom(start->random, 3);
  start->here.thread_number = thread->number;
  if (__builtin_expect(thread->random_process != process, 0)) SeedRandom(*thread, process);
  Xoshiro generator(thread->random);
  // In one store, for an id of 16 bytes is loaded at once: from two stores of a moment ago that takes as long as the rest.
  using Pair = std::uint64_t __attribute__((vector_size(16)));
  const std::uint64_t first = generator.Next();
  const Pair pair{first, generator.Next()};
  std::memcpy(start->random, &pair, sizeof pair);
  start->random[2] = generator.Next();
  generator.Store(thread->random);
}

tracebridge::state::Here tracebridge_state_v1_here() noexcept {
  using namespace tracebridge::state;
  const Thread* thread = ThisThread();
  return {thread == nullptr ? kNoThread : thread->number, ThisProcess()};
}

}  // extern "C"
