// One that is not kept.
#pragma once

#include "jaegertracing/metrics/Gauge.h"

namespace jaegertracing {
namespace metrics {

class NullGauge : public Gauge {
 public:
  void update(int64_t) override {}
};

}  // namespace metrics
}  // namespace jaegertracing
