// OpenTelemetry specification 1.60.0, metrics/sdk_exporters/otlp.md, "Additional Environment Variable Configuration".
#include "otel_core/exporters/otlp/src/metric_temporality.h"

#include <gtest/gtest.h>

#include <string>

namespace tracebridge::otlp {
namespace metric_temporality_test {
namespace {

using opentelemetry::exporter::otlp::PreferredAggregationTemporality;
using opentelemetry::sdk::metrics::AggregationTemporality;
using opentelemetry::sdk::metrics::InstrumentType;

// "D" for delta or "C" for cumulative, for a counter, histogram, observable counter, up-down counter, observable up-down
// counter, gauge and observable gauge.
std::string Text(PreferredAggregationTemporality preference) {
  std::string text;
  for (const InstrumentType type :
       {InstrumentType::kCounter, InstrumentType::kHistogram, InstrumentType::kObservableCounter,
        InstrumentType::kUpDownCounter, InstrumentType::kObservableUpDownCounter,
        InstrumentType::kGauge, InstrumentType::kObservableGauge}) {
    text += TemporalityFor(preference, type) == AggregationTemporality::kDelta ? 'D' : 'C';
  }
  return text;
}

TEST(MetricTemporalityTest, IsTheSpecificationsForEveryPreference) {
  EXPECT_EQ(Text(PreferredAggregationTemporality::kUnspecified), "CCCCCCC");
  EXPECT_EQ(Text(PreferredAggregationTemporality::kCumulative), "CCCCCCC");
  EXPECT_EQ(Text(PreferredAggregationTemporality::kDelta), "DDDCCCC");
  EXPECT_EQ(Text(PreferredAggregationTemporality::kLowMemory), "DDCCCCC");
}

}  // namespace
}  // namespace metric_temporality_test
}  // namespace tracebridge::otlp
