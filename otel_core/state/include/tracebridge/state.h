// What exists once in a process, whatever the number of shared objects that use the OpenTelemetry
// API: the global providers, the stack of current contexts of each thread, named registries, random
// numbers, counters.
//
// Headers alone cannot hold these: a library built with -fvisibility=hidden, one opened with
// RTLD_LOCAL and an executable linked without -rdynamic would each get its own. So they live behind
// these C functions, in a shared library with a frozen SONAME. Users of the OpenTelemetry API never
// call them by name.
//
// All functions are noexcept, safe from any thread, from static constructors and destructors, and
// in a forked child. Why: docs/RATIONALE.md, "Why does a header-only API link a library?".
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#if defined(__GNUC__)
#define TRACEBRIDGE_STATE_EXPORT __attribute__((visibility("default")))
#else
#define TRACEBRIDGE_STATE_EXPORT
#endif

namespace tracebridge {
namespace state {
inline namespace v1 {

// The globals that a program sets. The value of a slot is null until then.
enum class Slot : unsigned {
  kTracerProvider = 0,
  kMeterProvider = 1,
  kTextMapPropagator = 2,
  kContextStorage = 3,
};
constexpr unsigned kSlotCount = 16;

// One activation: what is current from its attachment to its detachment. Frames belong to a thread,
// are reused, and are never freed, so that a ticket to one can be looked at however late.
struct Frame {
  // Odd while attached, even after; a ticket with another value is stale.
  std::atomic<std::uint64_t> serial{0};
  Frame* below = nullptr;
  // A trace::Span, or null.
  std::shared_ptr<void> span;
  // A context::Context's head. Null for a frame made from a span alone until someone asks
  // (context_made).
  std::shared_ptr<const void> context;
  bool context_made = false;
  // Which API attached the span (0: OpenTelemetry); shims/activation defines the others.
  std::uint64_t activator = 0;
  void* owner = nullptr;
};

// The calling thread's number (tracebridge_state_v1_thread_number) and the process
// (tracebridge_state_v1_process).
struct Here {
  std::uint32_t thread_number;  // kNoThread without memory
  std::uint32_t process;
};
constexpr std::uint32_t kNoThread = 0xffffffff;

// What a span needs to start.
struct Start {
  std::uint64_t random[3];  // as of tracebridge_state_v1_random_fill
  Frame* current;           // as of tracebridge_state_v1_current
  Here here;
};

// Names one activation; what a scope keeps in order to end it. Value-initialise it: {} names none.
struct Ticket {
  Frame* frame;
  std::uint64_t serial;
};

}  // namespace v1
}  // namespace state
}  // namespace tracebridge

extern "C" {

// Copies the value of `slot` into `*value`.
TRACEBRIDGE_STATE_EXPORT void tracebridge_state_v1_get(unsigned slot,
                                                       std::shared_ptr<void>* value) noexcept;

// Replaces the value of `slot`. The previous value is released outside of any lock.
TRACEBRIDGE_STATE_EXPORT void tracebridge_state_v1_set(unsigned slot,
                                                       const std::shared_ptr<void>* value) noexcept;

// Returns 1 when `slot` has a value. One relaxed load.
TRACEBRIDGE_STATE_EXPORT int tracebridge_state_v1_is_set(unsigned slot) noexcept;

// Returns how often `slot` has been set. One load: what was made from the value can be kept until
// the number changes.
TRACEBRIDGE_STATE_EXPORT std::uint64_t tracebridge_state_v1_version(unsigned slot) noexcept;

// Returns the innermost attached frame of the calling thread, or null. Valid until the thread next
// attaches or detaches.
TRACEBRIDGE_STATE_EXPORT tracebridge::state::Frame* tracebridge_state_v1_top() noexcept;

// Like tracebridge_state_v1_top; but when Slot::kContextStorage is set, a frame without a span, which
// is of no thread. A frame without a span therefore says: look closer.
TRACEBRIDGE_STATE_EXPORT tracebridge::state::Frame* tracebridge_state_v1_current() noexcept;

// Writes what a span that starts on the calling thread needs: one call instead of four.
TRACEBRIDGE_STATE_EXPORT void tracebridge_state_v1_start(tracebridge::state::Start* start) noexcept;

// Returns thread and process in one call.
TRACEBRIDGE_STATE_EXPORT tracebridge::state::Here tracebridge_state_v1_here() noexcept;

// Attaches a frame to the calling thread and takes `*span` and `*context` over. `context_made` is 0
// when the context is to be made on demand from the frame below and the span. Without memory: an
// empty ticket, and counted.
TRACEBRIDGE_STATE_EXPORT tracebridge::state::Ticket tracebridge_state_v1_attach(
    std::shared_ptr<void>* span, std::shared_ptr<const void>* context, int context_made,
    std::uint64_t activator) noexcept;

// Ends the activation that `ticket` names, from any thread and in any order. Returns 1 when it was
// attached until now. Out of order: the frame no longer counts, the frames above stay. Both that
// and another thread are counted.
TRACEBRIDGE_STATE_EXPORT int tracebridge_state_v1_detach(
    tracebridge::state::Ticket ticket) noexcept;

// Returns the object that `make` made for `key` when first asked, for the rest of the process; null
// without memory. `make` runs under a lock: it must not call this function. The object is never
// destroyed.
TRACEBRIDGE_STATE_EXPORT void* tracebridge_state_v1_object(const char* key,
                                                           void* (*make)(void)) noexcept;

// Returns 64 random bits of the calling thread's generator (xoshiro256++, seeded by the kernel,
// again after a fork).
TRACEBRIDGE_STATE_EXPORT std::uint64_t tracebridge_state_v1_random() noexcept;

// Writes `count` of them to `words`: faster than one by one.
TRACEBRIDGE_STATE_EXPORT void tracebridge_state_v1_random_fill(std::uint64_t* words,
                                                               unsigned count) noexcept;

// Returns 1 in the process that loaded the library, one more in each generation of forked children.
TRACEBRIDGE_STATE_EXPORT std::uint32_t tracebridge_state_v1_process() noexcept;

// Returns a small number that no other living thread has: 0, 1, 2 ...; the number of an ended
// thread is given again.
TRACEBRIDGE_STATE_EXPORT unsigned tracebridge_state_v1_thread_number() noexcept;

// Adds `n` to the diagnostic counter `id` (tracebridge/diagnostics.h). Cold: so is what leads to it, and compilers put that out
// of the way.
TRACEBRIDGE_STATE_EXPORT __attribute__((cold)) void tracebridge_state_v1_count(
    unsigned id, std::uint64_t n) noexcept;

// Returns the diagnostic counter `id`; 0 in a forked child until it counts itself.
TRACEBRIDGE_STATE_EXPORT std::uint64_t tracebridge_state_v1_counter(unsigned id) noexcept;

}  // extern "C"
