#include "opentelemetry/sdk/common/empty_attributes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {

const opentelemetry::common::KeyValueIterableView<std::array<std::pair<std::string, int32_t>, 0>>&
GetEmptyAttributes() noexcept {
  // Never destroyed: spans may start in static destructors.
  static const std::array<std::pair<std::string, int32_t>, 0> kNothing{};
  static const auto& kEmpty = *new opentelemetry::common::KeyValueIterableView<
      std::array<std::pair<std::string, int32_t>, 0>>(kNothing);
  return kEmpty;
}

}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
