#include "migration/wire/other_parents.h"

#include <cstring>
#include <new>
#include <utility>

namespace tracebridge::wire {
namespace {

using opentelemetry::trace::SpanContext;

constexpr std::size_t kPlaces = 256;

struct alignas(64) Place {
  std::atomic<bool> is_busy{false};
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

// Holds a place if nobody else does. One that a fork cut off in the middle stays busy in the child.
class Hold {
 public:
  explicit Hold(Place& place) noexcept
      : place_(place), has_(!place.is_busy.exchange(true, std::memory_order_acquire)) {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    if (has_) place_.is_busy.store(false, std::memory_order_release);
  }
  explicit operator bool() const noexcept { return has_; }

 private:
  Place& place_;
  const bool has_;
};

Place& PlaceOf(const SpanContext& parent) noexcept {
  std::size_t hash;
  static_assert(sizeof hash == opentelemetry::trace::SpanId::kSize);
  std::memcpy(&hash, parent.span_id().Id().data(), sizeof hash);
  return Places()[(hash ^ hash >> 32) % kPlaces];
}

std::size_t Number(const OtherParents& others) noexcept {
  std::size_t number = 0;
  while (number < others.size() && others[number].context.IsValid()) ++number;
  return number;
}

}  // namespace

std::size_t Remember(const SpanContext& parent, OtherParents others) noexcept {
  Place& place = PlaceOf(parent);
  const Hold hold(place);
  if (!hold) return Number(others);
  std::swap(place.others, others);  // the older ones go when the place is free again
  const bool was_empty = !place.parent.IsValid();
  place.parent = parent;
  if (was_empty) {
    waiting.fetch_add(1, std::memory_order_release);
    return 0;
  }
  return Number(others);
}

void TakeOthers(const SpanContext& parent,
                opentelemetry::nostd::function_ref<void(const OtherParent&)> link) noexcept {
  if (waiting.load(std::memory_order_acquire) == 0) return;
  OtherParents others;
  {
    Place& place = PlaceOf(parent);
    const Hold hold(place);
    if (!hold || !(place.parent.span_id() == parent.span_id()) ||
        !(place.parent.trace_id() == parent.trace_id())) {
      return;
    }
    std::swap(place.others, others);
    place.parent = SpanContext::GetInvalid();
    waiting.fetch_sub(1, std::memory_order_relaxed);
  }
  for (std::size_t i = 0; i < Number(others); ++i) link(others[i]);
}

}  // namespace tracebridge::wire
