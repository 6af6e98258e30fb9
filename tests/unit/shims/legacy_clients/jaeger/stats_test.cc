// Metrics in the hands of a program: names with tags, sums and last values.
#include <gtest/gtest.h>

#include "jaegertracing/metrics/InMemoryStatsReporter.h"
#include "jaegertracing/metrics/NullStatsFactory.h"
#include "jaegertracing/metrics/NullStatsReporter.h"
#include "jaegertracing/metrics/StatsFactoryImpl.h"

namespace jaegertracing::metrics {
namespace {

TEST(StatsFactoryImplTest, TellsItsReporterByNameAndTags) {
  InMemoryStatsReporter reporter;
  StatsFactoryImpl factory(reporter);
  const auto counter = factory.createCounter("spans", {{"state", "started"}, {"group", "a"}});
  counter->inc(1);
  counter->inc(2);
  factory.createTimer("wait")->record(5);
  const auto gauge = factory.createGauge("queue");
  gauge->update(7);
  gauge->update(6);
  EXPECT_EQ(reporter.counters(),
            (InMemoryStatsReporter::ValueMap{{"spans.group=a.state=started", 3}}));
  EXPECT_EQ(reporter.timers(), (InMemoryStatsReporter::ValueMap{{"wait", 5}}));
  EXPECT_EQ(reporter.gauges(), (InMemoryStatsReporter::ValueMap{{"queue", 6}}));
  reporter.reset();
  EXPECT_TRUE(reporter.counters().empty());
}

TEST(NullStatsFactoryTest, MakesMetricsThatMayBeCalled) {
  NullStatsFactory factory;
  const auto counter = factory.createCounter("spans");
  const auto gauge = factory.createGauge("queue", {});
  const auto timer = factory.createTimer("wait");
  ASSERT_TRUE(counter != nullptr && gauge != nullptr && timer != nullptr);
  counter->inc(1);
  gauge->update(1);
  timer->record(1);
}

}  // namespace
}  // namespace jaegertracing::metrics
