// Which aggregation an instrument has, and makes one.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Default Aggregation".
#pragma once

#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AggregationConfig;

// All throw std::bad_alloc.
class DefaultAggregation {
 public:
  // Returns the aggregation of the kind of instrument.
  static std::unique_ptr<Aggregation> CreateAggregation(
      const InstrumentDescriptor& instrument_descriptor,
      const AggregationConfig* aggregation_config);

  // Returns the one that a view names; kDefault is that of the kind of instrument. A configuration of another aggregation
  // counts as none.
  static std::unique_ptr<Aggregation> CreateAggregation(
      AggregationType aggregation_type, const InstrumentDescriptor& instrument_descriptor,
      const AggregationConfig* aggregation_config = nullptr);

  static std::unique_ptr<Aggregation> CloneAggregation(
      AggregationType aggregation_type, const InstrumentDescriptor& instrument_descriptor,
      const Aggregation& to_copy);

  // `is_monotonic` becomes whether it is a sum that only grows.
  static AggregationType GetDefaultAggregationType(InstrumentType instrument_type,
                                                   bool& is_monotonic);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
