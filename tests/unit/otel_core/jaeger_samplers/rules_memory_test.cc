// A decision allocates nothing: a program of its own, because it replaces operator new.
#include <gtest/gtest.h>

#include "opentelemetry/trace/trace_id.h"
#include "otel_core/jaeger_samplers/src/rules.h"
#include "tests/support/allocations.h"

namespace tracebridge::jaeger {
namespace {

constexpr char kLongName[] = "a name that is longer than a string holds by itself";

TEST(RulesMemoryTest, DecideWithoutAny) {
  const opentelemetry::trace::TraceId low;
  ProbabilisticRule probabilistic(0.5);
  RateLimitingRule limiting(1);
  PerOperationRule operations({0.5, 1, {{"known", 0}}}, 10, nullptr);
  operations.Decide(low, kLongName);  // the first span of an operation needs some
  const auto before = tracebridge::test::Allocations();
  probabilistic.Decide(low, "known");
  limiting.Decide(low, "known");
  operations.Decide(low, "known");
  operations.Decide(low, kLongName);
  EXPECT_EQ(tracebridge::test::Allocations(), before);
}

}  // namespace
}  // namespace tracebridge::jaeger
