// The TextMapPropagator of the process.
//
// Source: OpenTelemetry specification 1.60.0, context/api-propagators.md, "Global Propagators".
#pragma once

#include <utility>

#include "opentelemetry/context/propagation/noop_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
namespace propagation {

namespace internal {

OPENTELEMETRY_API_SINGLETON
inline opentelemetry::detail::NeverDestroyed<NoOpPropagator> noop_propagator;

// Returns the no-op propagator; copying the pointer touches no reference count. Never destroyed.
inline nostd::shared_ptr<TextMapPropagator> NoopTextMapPropagator() noexcept {
  return nostd::shared_ptr<TextMapPropagator>(nostd::shared_ptr<TextMapPropagator>(),
                                              &noop_propagator.value);
}

}  // namespace internal

class GlobalTextMapPropagator {
 public:
  // Returns the propagator that was set, or a no-op one; never null.
  static nostd::shared_ptr<TextMapPropagator> GetGlobalPropagator() noexcept {
    nostd::shared_ptr<void> set;
    tracebridge_state_v1_get(kSlot, &set);
    // NOLINTNEXTLINE(performance-move-const-arg): it moves from C++20 on.
    if (set) return std::static_pointer_cast<TextMapPropagator>(std::move(set));
    return internal::NoopTextMapPropagator();
  }

  // Sets the propagator for the whole process. Null brings the no-op one back.
  static void SetGlobalPropagator(const nostd::shared_ptr<TextMapPropagator>& propagator) noexcept {
    const nostd::shared_ptr<void> erased = propagator;
    tracebridge_state_v1_set(kSlot, &erased);
  }

 private:
  static constexpr unsigned kSlot =
      static_cast<unsigned>(tracebridge::state::Slot::kTextMapPropagator);
};

}  // namespace propagation
}  // namespace context
OPENTELEMETRY_END_NAMESPACE
