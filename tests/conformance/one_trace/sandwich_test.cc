// Spans of the three APIs inside one another, in every order, six deep: each is the child of the one around it,
// except where legacy code would have got a root from its original library (docs/RATIONALE.md, "Which parent does a
// legacy span get that names none?").
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>

#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/scope.h"
#include "shims/activation/activation.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::sandwich_test {
namespace {

constexpr std::size_t kDepth = 6;
enum Api : std::size_t { kOtel, kOpenTracing, kOpenCensus, kApiCount };
using Order = std::array<Api, kDepth>;

Order OrderNumber(std::size_t number) {
  Order order{};
  for (Api& api : order) {
    api = static_cast<Api>(number % kApiCount);
    number /= kApiCount;
  }
  return order;
}

std::string Text(const Order& order) {
  constexpr std::array<const char*, kApiCount> kNames{"OpenTelemetry", "OpenTracing", "OpenCensus"};
  std::string text;
  for (const Api api : order) text += std::string(text.empty() ? "" : " > ") + kNames[api];
  return text;
}

// Starts the spans of `order` from `depth` on, each current while the next one starts.
void Nest(test::ThreeApis& apis, const Order& order, std::size_t depth = 0) {
  if (depth == kDepth) return;
  const std::string name = std::to_string(depth);
  switch (order[depth]) {
    case kOtel: {
      const auto span = apis.StartOtel(name);
      const opentelemetry::trace::Scope scope(span);
      Nest(apis, order, depth + 1);
      span->End();
      break;
    }
    case kOpenTracing: {
      const auto span = apis.StartOpenTracing(name);
      const ActivateSpan scope(*span);
      Nest(apis, order, depth + 1);
      span->Finish();
      break;
    }
    case kOpenCensus: {
      const auto span = test::ThreeApis::StartOpenCensus(name);
      const opencensus::trace::WithSpan scope(span);
      Nest(apis, order, depth + 1);
      span.End();
      break;
    }
    case kApiCount:
      break;
  }
}

class SandwichTest : public testing::Test {
 protected:
  ~SandwichTest() override { activation::SetImplicitParent(activation::ImplicitParent::kForeign); }

  // `is_root(depth)`: whether the span at `depth` starts a trace of its own.
  template <class IsRoot>
  void ExpectParents(IsRoot is_root) {
    test::ThreeApis apis;
    for (std::size_t number = 0; number < 729; ++number) {
      const Order order = OrderNumber(number);
      SCOPED_TRACE(Text(order));
      Nest(apis, order);
      const auto spans = apis.Finished();
      ASSERT_EQ(spans.size(), kDepth);
      for (std::size_t depth = 0; depth < kDepth; ++depth) {
        SCOPED_TRACE(depth);
        const auto& span = *spans.at(std::to_string(depth));
        if (depth == 0 || is_root(order, depth)) {
          EXPECT_FALSE(span.GetParentSpanId().IsValid());
          continue;
        }
        const auto& parent = *spans.at(std::to_string(depth - 1));
        EXPECT_EQ(span.GetParentSpanId(), parent.GetSpanId());
        EXPECT_EQ(span.GetTraceId(), parent.GetTraceId());
      }
      if (HasFailure()) return;  // 729 copies of one mistake help nobody
    }
    EXPECT_FALSE(opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().IsValid());
  }
};

TEST_F(SandwichTest, EachSpanIsTheChildOfTheOneAroundItUnlessOpenCensusIsDirectlyUnderOpenCensus) {
  ExpectParents([](const Order& order, std::size_t depth) {
    return order[depth] == kOpenCensus && order[depth - 1] == kOpenCensus;
  });
}

TEST_F(SandwichTest, ImplicitParentAlwaysMakesOneTraceOfEveryOrder) {
  activation::SetImplicitParent(activation::ImplicitParent::kAlways);
  ExpectParents([](const Order&, std::size_t) { return false; });
}

TEST_F(SandwichTest, ImplicitParentNeverMakesEveryLegacySpanARoot) {
  activation::SetImplicitParent(activation::ImplicitParent::kNever);
  ExpectParents([](const Order& order, std::size_t depth) { return order[depth] != kOtel; });
}

}  // namespace
}  // namespace tracebridge::sandwich_test
