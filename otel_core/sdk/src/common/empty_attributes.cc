#include "opentelemetry/sdk/common/empty_attributes.h"

#include <new>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {

const opentelemetry::common::KeyValueIterableView<std::array<std::pair<std::string, int32_t>, 0>>&
GetEmptyAttributes() noexcept {
  // Never destroyed: spans may start in static destructors. Not allocated: events are added without memory too.
  static const std::array<std::pair<std::string, int32_t>, 0> kNothing{};
  using Nothing =
      opentelemetry::common::KeyValueIterableView<std::array<std::pair<std::string, int32_t>, 0>>;
  alignas(Nothing) static unsigned char storage[sizeof(Nothing)];
  static const Nothing& kEmpty = *new (storage) Nothing(kNothing);
  return kEmpty;
}

}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
