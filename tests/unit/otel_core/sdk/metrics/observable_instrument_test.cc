// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Observations inside asynchronous callbacks".
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/multi_observer_result.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "tests/unit/otel_core/sdk/metrics/collected.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace observable_instrument_test {

namespace api = opentelemetry::metrics;
using Values = std::map<std::string, std::int64_t>;  // by the attribute `k`

template <class T>
api::ObserverResultT<T>& As(const api::ObserverResult& result) {
  return *nostd::get<nostd::shared_ptr<api::ObserverResultT<T>>>(result);
}

void ObserveAll(api::ObserverResult result, void* state) {
  for (const auto& [key, value] : *static_cast<const Values*>(state)) {
    As<std::int64_t>(result).Observe(value, {{"k", key}});
  }
}

class ObservableInstrumentTest : public testing::Test {
 protected:
  ObservableInstrumentTest() {
    provider_.AddMetricReader(cumulative_);
    provider_.AddMetricReader(delta_);
  }

  const std::shared_ptr<PullReader> cumulative_ = std::make_shared<PullReader>();
  const std::shared_ptr<PullReader> delta_ =
      std::make_shared<PullReader>(AggregationTemporality::kDelta);
  MeterProvider provider_;
  const nostd::shared_ptr<api::Meter> meter_ = provider_.GetMeter("m");
};

TEST_F(ObservableInstrumentTest, IsAskedAtEachCollection) {
  Values values{{"a", 1}, {"b", 2}};
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  gauge->AddCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "g{k=a} last 1\ng{k=b} last 2\n");
  values = {{"a", 5}};
  EXPECT_EQ(cumulative_->Text(), "g{k=a} last 5\n") << "what is not observed is not there";
}

TEST_F(ObservableInstrumentTest, TotalsAreTotalsOrDifferences) {
  Values values{{"a", 10}};
  const auto counter = meter_->CreateInt64ObservableCounter("n");
  counter->AddCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "n{k=a} 10\n");
  EXPECT_EQ(delta_->Text(), "n{k=a} 10\n");
  values = {{"a", 17}, {"b", 1}};
  EXPECT_EQ(cumulative_->Text(), "n{k=a} 17\nn{k=b} 1\n");
  EXPECT_EQ(delta_->Text(), "n{k=a} 7\nn{k=b} 1\n");
}

TEST_F(ObservableInstrumentTest, ATotalThatBeganAnewIsADifference) {
  Values values{{"a", 10}};
  const auto counter = meter_->CreateInt64ObservableCounter("n");
  const auto up_down = meter_->CreateInt64ObservableUpDownCounter("u");
  counter->AddCallback(ObserveAll, &values);
  up_down->AddCallback(ObserveAll, &values);
  EXPECT_EQ(delta_->Text(), "n{k=a} 10\nu{k=a} 10\n");
  values = {{"a", 4}};
  EXPECT_EQ(delta_->Text(), "n{k=a} 4\nu{k=a} -6\n");
}

TEST_F(ObservableInstrumentTest, AViewMayMakeSetsOneAndASumOfThem) {
  provider_.AddView(
      InstrumentSelectorFactory::Create(InstrumentType::kObservableCounter, "n", ""),
      MeterSelectorFactory::Create("", "", ""),
      ViewFactory::Create("", "", AggregationType::kDefault, nullptr,
                          std::make_unique<FilteringAttributesProcessor>(FilterAttributeMap{})));
  Values values{{"a", 1}, {"b", 2}};
  const auto counter = meter_->CreateInt64ObservableCounter("n");
  counter->AddCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "n{} 3\n");
}

TEST_F(ObservableInstrumentTest, AHistogramAddsUpWhatIsObserved) {
  auto config = std::make_shared<HistogramAggregationConfig>();
  config->boundaries_ = {5};
  provider_.AddView(InstrumentSelectorFactory::Create(InstrumentType::kObservableGauge, "g", ""),
                    MeterSelectorFactory::Create("", "", ""),
                    ViewFactory::Create("", "", AggregationType::kHistogram, config));
  Values values{{"a", 1}};
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  gauge->AddCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "g{k=a} 1 values, sum 1, 1..1, [1 0]\n");
  values = {{"a", 7}};
  EXPECT_EQ(cumulative_->Text(), "g{k=a} 2 values, sum 8, 1..7, [1 1]\n");
  EXPECT_EQ(delta_->Text(), "g{k=a} 1 values, sum 7, 7..7, [0 1]\n");
}

TEST_F(ObservableInstrumentTest, ObservesDoubles) {
  const auto gauge = meter_->CreateDoubleObservableGauge("g");
  gauge->AddCallback([](api::ObserverResult r, void*) { As<double>(r).Observe(0.5); }, nullptr);
  EXPECT_EQ(cumulative_->Text(), "g{} last 0.5\n");
}

TEST_F(ObservableInstrumentTest, IsNotAskedOnceItsCallbackIsRemoved) {
  Values values{{"a", 1}};
  Values others{{"b", 1}};
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  gauge->AddCallback(ObserveAll, &values);
  gauge->AddCallback(ObserveAll, &others);
  gauge->RemoveCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "g{k=b} last 1\n");
}

TEST_F(ObservableInstrumentTest, TakesItsCallbacksAlong) {
  Values values{{"a", 1}};
  {
    const auto gauge = meter_->CreateInt64ObservableGauge("g");
    gauge->AddCallback(ObserveAll, &values);
  }
  EXPECT_EQ(cumulative_->Text(), "");
}

TEST_F(ObservableInstrumentTest, ACallbackMayThrow) {
  Values values{{"a", 1}};
  const auto broken = meter_->CreateInt64ObservableGauge("broken");
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  broken->AddCallback(
      [](api::ObserverResult r, void*) {
        As<std::int64_t>(r).Observe(3);
        throw std::runtime_error("no more");
      },
      nullptr);
  gauge->AddCallback(ObserveAll, &values);
  const auto before = tracebridge::Counted(tracebridge::Diagnostic::kCallbackThrew);
  EXPECT_EQ(cumulative_->Text(), "broken{} last 3\ng{k=a} last 1\n");
  EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kCallbackThrew), before + 1);
}

struct Kept {
  nostd::shared_ptr<api::ObserverResultT<std::int64_t>> result;
};

TEST_F(ObservableInstrumentTest, WhatACallbackKeepsIsDeaf) {
  Kept kept;
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  gauge->AddCallback(
      [](api::ObserverResult r, void* state) {
        static_cast<Kept*>(state)->result =
            nostd::get<nostd::shared_ptr<api::ObserverResultT<std::int64_t>>>(r);
      },
      &kept);
  EXPECT_EQ(cumulative_->Text(), "");
  kept.result->Observe(5);
  kept.result.reset();
}

struct Itself {
  api::ObservableInstrument* gauge;
  int calls;
};

void RemovesItself(api::ObserverResult, void* state) {
  auto* itself = static_cast<Itself*>(state);
  ++itself->calls;
  itself->gauge->RemoveCallback(RemovesItself, state);
}

TEST_F(ObservableInstrumentTest, ACallbackMayRemoveItself) {
  const auto gauge = meter_->CreateInt64ObservableGauge("g");
  Itself itself{gauge.get(), 0};
  gauge->AddCallback(RemovesItself, &itself);
  cumulative_->Text();
  cumulative_->Text();
  EXPECT_EQ(itself.calls, 1);
}

struct Both {
  api::ObservableInstrument* queue;
  api::ObservableInstrument* load;
  api::ObservableInstrument* stranger;
};

TEST_F(ObservableInstrumentTest, OneCallbackObservesSeveral) {
  const auto queue = meter_->CreateInt64ObservableGauge("queue");
  const auto load = meter_->CreateDoubleObservableGauge("load");
  const auto stranger = meter_->CreateInt64ObservableGauge("stranger");
  Both both{queue.get(), load.get(), stranger.get()};
  api::ObservableInstrument* instruments[] = {queue.get(), load.get()};
  const auto id = meter_->RegisterCallback(
      [](api::MultiObserverResult& result, void* state) {
        const auto& all = *static_cast<const Both*>(state);
        result.ForInstrument<std::int64_t>(all.queue).Observe(41);
        result.ForInstrument<double>(all.load).Observe(0.5, {{"cpu", 1}});
        result.ForInstrument<double>(all.queue).Observe(1);           // of another type
        result.ForInstrument<std::int64_t>(all.stranger).Observe(1);  // not registered for
      },
      &both, instruments);
  EXPECT_NE(id, 0u);
  EXPECT_EQ(cumulative_->Text(), "queue{} last 41\nload{cpu=1} last 0.5\n");
  meter_->DeregisterCallback(id);
  EXPECT_EQ(cumulative_->Text(), "");
}

TEST_F(ObservableInstrumentTest, CountsWhatHasNoPlaceInOnePoint) {
  CardinalityLimits limits;
  limits.observable_counter = 3;
  cumulative_->SetCardinalityLimits(limits);
  delta_->SetCardinalityLimits(limits);
  Values values{{"a", 1}, {"b", 2}, {"c", 4}, {"d", 8}};
  const auto counter = meter_->CreateInt64ObservableCounter("n");
  counter->AddCallback(ObserveAll, &values);
  EXPECT_EQ(cumulative_->Text(), "n{k=a} 1\nn{k=b} 2\nn{otel.metric.overflow=true} 12\n");
}

}  // namespace observable_instrument_test
}  // namespace opentelemetry::sdk::metrics
