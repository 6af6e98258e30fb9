// One that is not kept.
#pragma once

#include "jaegertracing/metrics/Counter.h"

namespace jaegertracing {
namespace metrics {

class NullCounter : public Counter {
 public:
  void inc(int64_t) override {}
};

}  // namespace metrics
}  // namespace jaegertracing
