// Which bucket of an exponential histogram a value belongs to.
//
//   scale 0:  (1, 2] -> 0    (2, 4] -> 1    (0.5, 1] -> -1
//   scale 1:  (1, sqrt 2] -> 0    (sqrt 2, 2] -> 1
//
// Source: OpenTelemetry specification 1.60.0, metrics/data-model.md, "Producer Expectations".
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class Base2ExponentialHistogramIndexer {
 public:
  explicit Base2ExponentialHistogramIndexer(std::int32_t scale = 0);

  // `value` is finite and not 0; its sign is not looked at.
  std::int32_t ComputeIndex(double value) const noexcept;

 private:
  std::int32_t scale_;
  double scale_factor_;  // buckets for each doubling
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
