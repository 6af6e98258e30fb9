#include "opentelemetry/trace/provider.h"

#include <gtest/gtest.h>

#include <memory>

#include "opentelemetry/trace/noop.h"

namespace opentelemetry::trace {
namespace {

TEST(ProviderTest, IsANoopUntilSetAndAgainAfterNull) {
  EXPECT_FALSE(Provider::HasTracerProvider());
  ASSERT_NE(Provider::GetTracerProvider(), nullptr);
  EXPECT_FALSE(Provider::GetTracerProvider()->GetTracer("t")->StartSpan("s")->IsRecording());

  const nostd::shared_ptr<TracerProvider> mine(new NoopTracerProvider);
  Provider::SetTracerProvider(mine);
  EXPECT_TRUE(Provider::HasTracerProvider());
  EXPECT_EQ(Provider::GetTracerProvider(), mine);

  Provider::SetTracerProvider(nullptr);
  EXPECT_FALSE(Provider::HasTracerProvider());
  EXPECT_NE(Provider::GetTracerProvider(), nullptr);
}

TEST(ProviderTest, NoopIsCopiedWithoutASharedCounter) {
  EXPECT_EQ(Provider::GetTracerProvider().use_count(), 0);
}

}  // namespace
}  // namespace opentelemetry::trace
