// OpenTelemetry specification 1.60.0, metrics/noop.md.
#include "opentelemetry/metrics/noop.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

#include "opentelemetry/context/context.h"
#include "opentelemetry/metrics/multi_observer_result.h"
#include "opentelemetry/metrics/provider.h"

namespace opentelemetry::metrics {
namespace noop_test {

void MeasureEverything(Meter& meter) {
  const std::map<std::string, std::string> attributes{{"k", "v"}};
  const context::Context context;
  meter.CreateUInt64Counter("n")->Add(1, attributes);
  meter.CreateDoubleCounter("n")->Add(1.5, {{"k", 1}}, context);
  meter.CreateInt64UpDownCounter("n")->Add(-1);
  meter.CreateDoubleUpDownCounter("n")->Add(-1.5, context);
  meter.CreateUInt64Histogram("n")->Record(1, attributes, context);
  meter.CreateDoubleHistogram("n")->Record(1.5, {{"k", 1}});
  meter.CreateInt64Gauge("n")->Record(-1);
  meter.CreateDoubleGauge("n")->Record(-1.5, attributes);
}

// Used by this static object's constructor before, and by its destructor after, main.
struct MeasuresOutsideMain {
  MeasuresOutsideMain() { MeasureEverything(*Provider::GetMeterProvider()->GetMeter("outside")); }
  ~MeasuresOutsideMain() { MeasureEverything(*Provider::GetMeterProvider()->GetMeter("outside")); }
} const measures_outside_main;

void NeverCalled(ObserverResult, void*) { FAIL() << "there is nobody to observe for"; }
void NeverCalledEither(MultiObserverResult&, void*) { FAIL(); }

TEST(NoopMeterTest, TakesEveryMeasurement) {
  NoopMeterProvider provider;
  MeasureEverything(*provider.GetMeter("name", "version", "schema", {{"k", "v"}}));
  MeasureEverything(*provider.GetMeter("name"));
  provider.RemoveMeter("name");
}

TEST(NoopMeterTest, NeverCallsBack) {
  NoopMeter meter;
  for (const auto& instrument :
       {meter.CreateInt64ObservableCounter("n"), meter.CreateDoubleObservableCounter("n"),
        meter.CreateInt64ObservableGauge("n"), meter.CreateDoubleObservableGauge("n"),
        meter.CreateInt64ObservableUpDownCounter("n"),
        meter.CreateDoubleObservableUpDownCounter("n")}) {
    ASSERT_NE(instrument, nullptr);
    EXPECT_EQ(instrument.use_count(), 0) << "copied without a shared counter";
    instrument->AddCallback(NeverCalled, nullptr);
    instrument->RemoveCallback(NeverCalled, nullptr);
    ObservableInstrument* list[] = {instrument.get()};
    EXPECT_EQ(meter.RegisterCallback(NeverCalledEither, nullptr, list), 0u);
  }
  meter.DeregisterCallback(0);
}

TEST(NoopMeterTest, IsCopiedWithoutASharedCounter) {
  EXPECT_EQ(NoopMeterProvider().GetMeter("name").use_count(), 0);
}

}  // namespace noop_test
}  // namespace opentelemetry::metrics
