#include "migration/tail/origin.h"

#include <gtest/gtest.h>

namespace tracebridge::tail {
namespace {

TEST(OriginTest, IsToldByTheScope) {
  EXPECT_EQ(NameOf(OriginOf("opentracing-shim")), "OpenTracing");
  EXPECT_EQ(NameOf(OriginOf("opencensus-shim")), "OpenCensus");
  EXPECT_EQ(NameOf(OriginOf("io.opentelemetry.opencensusshim")), "OpenCensus");
  EXPECT_EQ(NameOf(OriginOf("opentelemetry-opencensus-shim")), "OpenCensus");
  EXPECT_EQ(NameOf(OriginOf("mysql")), "OpenTelemetry");
  EXPECT_EQ(NameOf(OriginOf("")), "OpenTelemetry");
}

}  // namespace
}  // namespace tracebridge::tail
