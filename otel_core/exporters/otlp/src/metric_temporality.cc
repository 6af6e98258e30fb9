#include "otel_core/exporters/otlp/src/metric_temporality.h"

namespace tracebridge::otlp {

using opentelemetry::exporter::otlp::PreferredAggregationTemporality;
using opentelemetry::sdk::metrics::AggregationTemporality;
using opentelemetry::sdk::metrics::InstrumentType;

AggregationTemporality TemporalityFor(PreferredAggregationTemporality preference,
                                      InstrumentType instrument) noexcept {
  const bool prefers_delta = preference == PreferredAggregationTemporality::kDelta;
  const bool is_delta = prefers_delta || preference == PreferredAggregationTemporality::kLowMemory;
  switch (instrument) {
    case InstrumentType::kCounter:
    case InstrumentType::kHistogram:
      return is_delta ? AggregationTemporality::kDelta : AggregationTemporality::kCumulative;
    case InstrumentType::kObservableCounter:
      return prefers_delta ? AggregationTemporality::kDelta : AggregationTemporality::kCumulative;
    case InstrumentType::kUpDownCounter:
    case InstrumentType::kObservableUpDownCounter:
    case InstrumentType::kObservableGauge:
    case InstrumentType::kGauge:
      return AggregationTemporality::kCumulative;
  }
  return AggregationTemporality::kCumulative;
}

}  // namespace tracebridge::otlp
