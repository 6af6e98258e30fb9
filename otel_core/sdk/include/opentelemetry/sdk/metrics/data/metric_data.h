// A metric as it was collected: its points, one for each set of attributes.
#pragma once

#include <vector>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/sdk/metrics/data/point_data.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

using PointAttributes = opentelemetry::sdk::common::OrderedAttributeMap;
using PointType = opentelemetry::nostd::variant<SumPointData, HistogramPointData,
                                                Base2ExponentialHistogramPointData,
                                                LastValuePointData, DropPointData>;

// Ours: one of the measurements behind a point, and the span that was current when it was made.
//
// Source: OpenTelemetry specification 1.60.0, metrics/data-model.md, "Exemplars".
struct Exemplar {
  ValueType value;
  opentelemetry::common::SystemTimestamp time;
  opentelemetry::trace::TraceId trace_id;  // zeros, both, when no span was current
  opentelemetry::trace::SpanId span_id;
  PointAttributes filtered_attributes;  // of the measurement, those that the point has not
};

struct PointDataAttributes {
  PointAttributes attributes;
  PointType point_data;
  std::vector<Exemplar> exemplars = {};  // ours
};

class MetricData {
 public:
  InstrumentDescriptor instrument_descriptor;
  AggregationTemporality aggregation_temporality{AggregationTemporality::kUnspecified};
  opentelemetry::common::SystemTimestamp start_ts;
  opentelemetry::common::SystemTimestamp end_ts;
  std::vector<PointDataAttributes> point_data_attr_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
