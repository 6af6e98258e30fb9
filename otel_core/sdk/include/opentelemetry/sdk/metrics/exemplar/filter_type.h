// Which measurements may become examples of a point.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "ExemplarFilter".
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

enum class ExemplarFilterType : std::uint8_t {
  kAlwaysOff,
  kAlwaysOn,
  kTraceBased  // those under a sampled span, the default
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
