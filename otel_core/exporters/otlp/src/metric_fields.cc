#include "otel_core/exporters/otlp/src/metric_fields.h"

namespace tracebridge::otlp {

using opentelemetry::sdk::metrics::AggregationTemporality;
using opentelemetry::sdk::metrics::InstrumentType;

std::uint32_t OtlpTemporality(AggregationTemporality temporality) {
  switch (temporality) {
    case AggregationTemporality::kUnspecified:
      return 0;
    case AggregationTemporality::kDelta:
      return 1;
    case AggregationTemporality::kCumulative:
      return 2;
  }
  return 0;
}

bool HasSum(InstrumentType instrument) {
  switch (instrument) {
    case InstrumentType::kCounter:
    case InstrumentType::kHistogram:
    case InstrumentType::kObservableCounter:
      return true;
    // Dropped: the sum of these, which may fall; docs/RATIONALE.md, "Why has the histogram of a gauge no sum over OTLP?".
    case InstrumentType::kUpDownCounter:
    case InstrumentType::kObservableUpDownCounter:
    case InstrumentType::kObservableGauge:
    case InstrumentType::kGauge:
      return false;
  }
  return false;
}

double AsDouble(const opentelemetry::sdk::metrics::ValueType& value) {
  return opentelemetry::nostd::visit([](auto number) { return static_cast<double>(number); },
                                     value);
}

}  // namespace tracebridge::otlp
