#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_metric_exporter_factory.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"

namespace opentelemetry::exporter::memory {
namespace in_memory_metric_exporter_test {

using sdk::metrics::AggregationTemporality;
using sdk::metrics::InstrumentType;

TEST(InMemoryMetricExporterTest, KeepsCollections) {
  const auto data = std::make_shared<CircularBufferInMemoryMetricData>(2);
  sdk::metrics::MeterProvider provider;
  provider.AddMetricReader(sdk::metrics::PeriodicExportingMetricReaderFactory::Create(
      InMemoryMetricExporterFactory::Create(data), {}));
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  for (int i = 0; i < 3; ++i) {
    counter->Add(1);
    EXPECT_TRUE(provider.ForceFlush());
  }
  const auto collections = data->Get();
  ASSERT_EQ(collections.size(), 2u) << "what is added to a full buffer is dropped";
  const auto& scope = collections[1]->scope_metric_data_.at(0);
  const auto& point = scope.metric_data_.at(0).point_data_attr_.at(0);
  EXPECT_EQ(nostd::get<int64_t>(nostd::get<sdk::metrics::SumPointData>(point.point_data).value_),
            2);
  EXPECT_TRUE(data->Get().empty());
}

TEST(InMemoryMetricExporterTest, KeepsTheNewestPointOfEachSeries) {
  const auto data = std::make_shared<SimpleAggregateInMemoryMetricData>();
  sdk::metrics::MeterProvider provider;
  provider.AddMetricReader(sdk::metrics::PeriodicExportingMetricReaderFactory::Create(
      InMemoryMetricExporterFactory::Create(data), {}));
  const auto counter = provider.GetMeter("m")->CreateUInt64Counter("n");
  for (int i = 0; i < 2; ++i) {
    counter->Add(1, {{"k", "v"}});
    EXPECT_TRUE(provider.ForceFlush());
  }
  const auto& points = data->Get("m", "n");
  ASSERT_EQ(points.size(), 1u);
  EXPECT_EQ(
      nostd::get<int64_t>(nostd::get<sdk::metrics::SumPointData>(points.begin()->second).value_),
      2);
  EXPECT_TRUE(data->Get("m", "other").empty());
  data->Clear();
  EXPECT_TRUE(data->Get("m", "n").empty());
}

TEST(InMemoryMetricExporterTest, HasTheTemporalityThatIsAskedFor) {
  const auto data = std::make_shared<CircularBufferInMemoryMetricData>(1);
  const auto cumulative = InMemoryMetricExporterFactory::Create(data);
  EXPECT_EQ(cumulative->GetAggregationTemporality(InstrumentType::kCounter),
            AggregationTemporality::kCumulative);
  const auto mixed = InMemoryMetricExporterFactory::Create(data, [](InstrumentType type) {
    return type == InstrumentType::kCounter ? AggregationTemporality::kDelta
                                            : AggregationTemporality::kCumulative;
  });
  EXPECT_EQ(mixed->GetAggregationTemporality(InstrumentType::kCounter),
            AggregationTemporality::kDelta);
  EXPECT_EQ(mixed->GetAggregationTemporality(InstrumentType::kUpDownCounter),
            AggregationTemporality::kCumulative);
}

TEST(InMemoryMetricExporterTest, TakesNothingAfterShutdown) {
  const auto data = std::make_shared<CircularBufferInMemoryMetricData>(1);
  const auto exporter = InMemoryMetricExporterFactory::Create(data);
  EXPECT_TRUE(exporter->ForceFlush());
  EXPECT_TRUE(exporter->Shutdown());
  EXPECT_EQ(exporter->Export({}), sdk::common::ExportResult::kFailure);
  EXPECT_TRUE(data->Get().empty());
}

}  // namespace in_memory_metric_exporter_test
}  // namespace opentelemetry::exporter::memory
