// What OTLP says of a metric where the SDK says it in another way.
//
// Source: opentelemetry-proto 1.10, metrics/v1/metrics.proto.
#pragma once

#include <cstdint>

#include "opentelemetry/sdk/metrics/data/metric_data.h"

namespace tracebridge::otlp {

// AggregationTemporality
std::uint32_t OtlpTemporality(opentelemetry::sdk::metrics::AggregationTemporality temporality);

// Whether histograms of this kind of instrument have a sum. "Negative events *can* be recorded, but sum should not be filled
// out when doing so": receivers take it for monotonic.
bool HasSum(opentelemetry::sdk::metrics::InstrumentType instrument);

double AsDouble(const opentelemetry::sdk::metrics::ValueType& value);

constexpr std::uint32_t kNoRecordedValue = 1;  // DataPointFlags

}  // namespace tracebridge::otlp
