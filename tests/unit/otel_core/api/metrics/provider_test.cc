#include "opentelemetry/metrics/provider.h"

#include <gtest/gtest.h>

#include <memory>

#include "opentelemetry/trace/provider.h"

namespace opentelemetry::metrics {
namespace provider_test {

TEST(MeterProviderTest, IsANoopUntilSetAndAgainAfterNull) {
  EXPECT_FALSE(Provider::HasMeterProvider());
  ASSERT_NE(Provider::GetMeterProvider(), nullptr);
  ASSERT_NE(Provider::GetMeterProvider()->GetMeter("m"), nullptr);

  const nostd::shared_ptr<MeterProvider> mine(new NoopMeterProvider);
  Provider::SetMeterProvider(mine);
  EXPECT_TRUE(Provider::HasMeterProvider());
  EXPECT_EQ(Provider::GetMeterProvider(), mine);
  EXPECT_FALSE(trace::Provider::HasTracerProvider()) << "they are two";

  Provider::SetMeterProvider(nullptr);
  EXPECT_FALSE(Provider::HasMeterProvider());
  EXPECT_NE(Provider::GetMeterProvider(), nullptr);
}

TEST(MeterProviderTest, NoopIsCopiedWithoutASharedCounter) {
  EXPECT_EQ(Provider::GetMeterProvider().use_count(), 0);
}

}  // namespace provider_test
}  // namespace opentelemetry::metrics
