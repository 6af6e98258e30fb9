// Collected metrics as the bytes of an ExportMetricsServiceRequest, without the Protobuf library.
//
// Source: opentelemetry-proto 1.10, metrics/v1/metrics.proto and collector/metrics/v1/metrics_service.proto.
#pragma once

#include <string_view>

#include "otel_core/exporters/otlp/src/metric_groups.h"
#include "otel_core/exporters/otlp/src/reverse_writer.h"

namespace tracebridge::otlp {

// Keeps its buffer from request to request. One thread at a time.
class MetricsEncoder {
 public:
  // Returns the request; valid until the next call. Throws std::bad_alloc.
  std::string_view Encode(const MetricGroups& groups);

 private:
  ReverseWriter writer_;
};

}  // namespace tracebridge::otlp
