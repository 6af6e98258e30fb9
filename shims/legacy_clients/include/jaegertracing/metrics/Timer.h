// A number of a monitoring system: how long something took, in microseconds.
#pragma once

#include <cstdint>

namespace jaegertracing {
namespace metrics {

class Timer {
 public:
  virtual ~Timer() = default;

  virtual void record(int64_t time) = 0;
};

}  // namespace metrics
}  // namespace jaegertracing
