// How many points a metric may have, by kind of instrument.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Cardinality limits".
#pragma once

#include <cstddef>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

constexpr std::size_t kDefaultCardinalityLimit = 2000;

// The name of the attribute, true, of the point that counts what had no place among the others.
constexpr char kAttributesLimitOverflowKey[] = "otel.metric.overflow";

struct CardinalityLimits {
  std::size_t default_limit = kDefaultCardinalityLimit;
  std::size_t counter = kDefaultCardinalityLimit;
  std::size_t gauge = kDefaultCardinalityLimit;
  std::size_t histogram = kDefaultCardinalityLimit;
  std::size_t observable_counter = kDefaultCardinalityLimit;
  std::size_t observable_gauge = kDefaultCardinalityLimit;
  std::size_t observable_up_down_counter = kDefaultCardinalityLimit;
  std::size_t up_down_counter = kDefaultCardinalityLimit;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
