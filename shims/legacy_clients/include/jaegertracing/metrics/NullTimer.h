// One that is not kept.
#pragma once

#include "jaegertracing/metrics/Timer.h"

namespace jaegertracing {
namespace metrics {

class NullTimer : public Timer {
 public:
  void record(int64_t) override {}
};

}  // namespace metrics
}  // namespace jaegertracing
