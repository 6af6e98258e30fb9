// The attributes of whoever has none.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {

// Returns an empty iterable that lives as long as the process.
const opentelemetry::common::KeyValueIterableView<std::array<std::pair<std::string, int32_t>, 0>>&
GetEmptyAttributes() noexcept;

}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
