// In which headers contexts travel.
#pragma once

namespace jaegertracing {
namespace propagation {

enum Format { JAEGER, W3C };

}  // namespace propagation
}  // namespace jaegertracing
