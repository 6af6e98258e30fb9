// A number of a monitoring system: how often something happened.
#pragma once

#include <cstdint>

namespace jaegertracing {
namespace metrics {

class Counter {
 public:
  virtual ~Counter() = default;

  virtual void inc(int64_t delta) = 0;
};

}  // namespace metrics
}  // namespace jaegertracing
