// A number of a monitoring system: how much of something there is.
#pragma once

#include <cstdint>

namespace jaegertracing {
namespace metrics {

class Gauge {
 public:
  virtual ~Gauge() = default;

  virtual void update(int64_t amount) = 0;
};

}  // namespace metrics
}  // namespace jaegertracing
