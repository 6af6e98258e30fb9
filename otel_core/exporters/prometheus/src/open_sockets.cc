#include "otel_core/exporters/prometheus/src/open_sockets.h"

#include <unistd.h>

namespace tracebridge::prometheus_exporter {

void OpenSockets::InChild() noexcept {
  for (auto& place : places_) {
    const int descriptor = place.exchange(kNone);
    if (descriptor != kNone) close(descriptor);
  }
}

}  // namespace tracebridge::prometheus_exporter
