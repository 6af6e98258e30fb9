// The MeterProvider of the process.
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md, "MeterProvider".
#pragma once

#include <utility>

#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/metrics/meter_provider.h"
#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/version.h"
#include "tracebridge/state.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

namespace internal {

OPENTELEMETRY_API_SINGLETON
inline opentelemetry::detail::NeverDestroyed<NoopMeterProvider> noop_provider;

// Returns the no-op provider; copying the pointer touches no reference count. Never destroyed.
inline nostd::shared_ptr<MeterProvider> NoopProvider() noexcept {
  return nostd::shared_ptr<MeterProvider>(nostd::shared_ptr<MeterProvider>(), &noop_provider.value);
}

}  // namespace internal

class Provider {
 public:
  // Returns the provider that was set, or a no-op one; never null.
  static nostd::shared_ptr<MeterProvider> GetMeterProvider() noexcept {
    nostd::shared_ptr<void> set;
    tracebridge_state_v1_get(kSlot, &set);
    // NOLINTNEXTLINE(performance-move-const-arg): it moves from C++20 on.
    if (set) return std::static_pointer_cast<MeterProvider>(std::move(set));
    // Each library's own, and never stored in the process: a library may be unloaded.
    return internal::NoopProvider();
  }

  // Sets the provider for the whole process. Null brings the no-op one back.
  static void SetMeterProvider(const nostd::shared_ptr<MeterProvider>& provider) noexcept {
    const nostd::shared_ptr<void> erased = provider;
    tracebridge_state_v1_set(kSlot, &erased);
  }

  // Ours: whether the program set a provider.
  static bool HasMeterProvider() noexcept { return tracebridge_state_v1_is_set(kSlot) != 0; }

 private:
  static constexpr unsigned kSlot = static_cast<unsigned>(tracebridge::state::Slot::kMeterProvider);
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
