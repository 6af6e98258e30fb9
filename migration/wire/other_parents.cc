#include "migration/wire/other_parents.h"

#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

#include "tracebridge/diagnostics.h"

namespace tracebridge::wire {
namespace {

using opentelemetry::trace::SpanContext;

constexpr std::size_t kPlaces = 256;
constexpr int kTries = 64;  // a place is held while a few pointers are moved

struct alignas(64) Place {
  std::atomic<bool> is_held{false};
  // The span id of the parent whose first span has not started yet, or 0. Whoever changes it to 0 takes `number` others, or
  // counts them.
  std::atomic<std::uint64_t> awaited{0};
  std::atomic<std::size_t> number{0};
  SpanContext parent = SpanContext::GetInvalid();
  OtherParents others;
};

// Never destroyed: spans start after main.
std::array<Place, kPlaces>& Places() noexcept {
  alignas(Place) static unsigned char memory[sizeof(std::array<Place, kPlaces>)];
  static auto* const places = new (memory) std::array<Place, kPlaces>;
  return *places;
}

std::atomic<std::size_t> waiting{0};

std::uint64_t SpanNumber(const SpanContext& parent) noexcept {
  std::uint64_t number;
  static_assert(sizeof number == opentelemetry::trace::SpanId::kSize);
  std::memcpy(&number, parent.span_id().Id().data(), sizeof number);
  return number;
}

Place& PlaceOf(const SpanContext& parent) noexcept {
  const std::uint64_t hash = SpanNumber(parent);
  return Places()[(hash ^ hash >> 32) % kPlaces];
}

std::size_t Number(const OtherParents& others) noexcept {
  std::size_t number = 0;
  while (number < others.size() && others[number].context.IsValid()) ++number;
  return number;
}

// One that a fork cut off in the middle stays held in the child.
bool Hold(std::atomic<bool>& is_held) noexcept {
  for (int i = 0; i < kTries; ++i) {
    if (!is_held.exchange(true, std::memory_order_acquire)) return true;
  }
  return false;
}

// Whether what waits for `parent` is the caller's to take.
bool Claim(Place& place, const SpanContext& parent) noexcept {
  std::uint64_t expected = SpanNumber(parent);
  if (!place.awaited.compare_exchange_strong(expected, 0, std::memory_order_acq_rel)) return false;
  waiting.fetch_sub(1, std::memory_order_relaxed);
  return true;
}

}  // namespace

HeldPlace::HeldPlace(const SpanContext& parent) noexcept
    : is_held_(PlaceOf(parent).is_held), has_(Hold(is_held_)) {}

HeldPlace::~HeldPlace() {
  if (has_) is_held_.store(false, std::memory_order_release);
}

std::size_t Remember(const SpanContext& parent, OtherParents others) noexcept {
  const std::size_t number = Number(others);
  const HeldPlace held(parent);
  if (!held) return number;
  Place& place = PlaceOf(parent);
  std::swap(place.others, others);  // the older ones go when the place is free again
  place.parent = parent;
  const bool are_lost = place.awaited.exchange(SpanNumber(parent), std::memory_order_acq_rel) != 0;
  const std::size_t older = place.number.exchange(number, std::memory_order_relaxed);
  if (are_lost) return older;
  waiting.fetch_add(1, std::memory_order_release);
  return 0;
}

void TakeOthers(const SpanContext& parent,
                opentelemetry::nostd::function_ref<void(const OtherParent&)> link) noexcept {
  if (waiting.load(std::memory_order_acquire) == 0) return;
  Place& place = PlaceOf(parent);
  if (place.awaited.load(std::memory_order_acquire) != SpanNumber(parent)) return;
  OtherParents others;
  {
    const HeldPlace held(parent);
    if (!held) {
      const std::size_t number = place.number.load(std::memory_order_relaxed);
      if (Claim(place, parent)) Count(Diagnostic::kHeaderFieldDropped, number);
      return;
    }
    if (!(place.parent.trace_id() == parent.trace_id()) || !Claim(place, parent)) return;
    std::swap(place.others, others);
    place.parent = SpanContext::GetInvalid();
  }
  for (std::size_t i = 0; i < Number(others); ++i) link(others[i]);
}

}  // namespace tracebridge::wire
