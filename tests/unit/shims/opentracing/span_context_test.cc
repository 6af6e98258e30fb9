#include "shims/opentracing/span_context.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/span_context_text.h"
#include "tests/unit/shims/opentracing/foreign_context.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wrapped_span_context.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using tracebridge::test::Text;

constexpr char kTraceId[] = "01000000000000000000000000000000";
constexpr char kSpanId[] = "0200000000000000";

trace::SpanContext Otel(uint8_t flags = 1) {
  constexpr uint8_t trace_id[16] = {1};
  constexpr uint8_t span_id[8] = {2};
  return {trace::TraceId(trace_id), trace::SpanId(span_id), trace::TraceFlags(flags), true,
          trace::TraceState::FromHeader("foo=1")};
}

SpanPointer Span(const trace::SpanContext& context) {
  return SpanPointer(new trace::DefaultSpan(context));
}

std::string OtelText(const opentracing::SpanContext& context) {
  std::optional<trace::SpanContext> made;
  return Text(*ToOtel(context, &made));
}

TEST(SpanContextTest, ShowsItsIdsInHex) {
  const SpanContextShim context{Span(Otel()), {}};
  EXPECT_EQ(context.ToTraceID(), kTraceId);
  EXPECT_EQ(context.ToSpanID(), kSpanId);
}

TEST(SpanContextTest, ShowsNoIdsWhenInvalid) {
  const SpanContextShim context{Span(trace::SpanContext::GetInvalid()), {}};
  EXPECT_EQ(context.ToTraceID(), "");
  EXPECT_EQ(context.ToSpanID(), "");
}

TEST(SpanContextTest, CloneIsASnapshot) {
  SpanContextShim context{Span(Otel()), {}};
  context.SetBaggageItem("a", "1");
  const auto clone = context.Clone();
  context.SetBaggageItem("a", "2");
  context.ClearSampled();
  EXPECT_EQ(Item(Ours(*clone)->baggage(), "a"), "1");
  EXPECT_EQ(OtelText(*clone), Text(Otel()));
}

TEST(SpanContextTest, CloneOfAnUnsampledOneIsUnsampled) {
  SpanContextShim context{Span(Otel()), {}};
  context.ClearSampled();
  EXPECT_EQ(OtelText(*context.Clone()), Text(Otel(0)));
}

TEST(SpanContextTest, ClearSampledKeepsTheRest) {
  SpanContextShim context{Span(Otel(3)), {}};
  context.ClearSampled();
  EXPECT_EQ(OtelText(context), Text(Otel(2)));
}

TEST(SpanContextTest, CarriesItsSpanAndBaggage) {
  SpanContextShim context{Span(Otel()), {}};
  EXPECT_EQ(trace::GetSpan(context.carried()).get(), context.span().get());
  EXPECT_EQ(BaggageOf(context.carried()).get(), nullptr);
  context.SetBaggageItem("a", "1");
  EXPECT_EQ(Item(BaggageOf(context.carried()), "a"), "1");
  context.ClearSampled();
  EXPECT_FALSE(trace::GetSpan(context.carried())->GetContext().IsSampled());
}

TEST(SpanContextTest, ForeachBaggageItemStopsWhenTold) {
  SpanContextShim context{Span(Otel()), {}};
  context.SetBaggageItem("a", "1");
  context.SetBaggageItem("b", "2");
  int calls = 0;
  context.ForeachBaggageItem([&](const std::string&, const std::string&) {
    ++calls;
    return false;
  });
  EXPECT_EQ(calls, 1);
}

TEST(SpanContextTest, ForeachBaggageItemLetsExceptionsThrough) {
  SpanContextShim context{Span(Otel()), {}};
  context.SetBaggageItem("a", "1");
  EXPECT_THROW(context.ForeachBaggageItem([](const std::string&, const std::string&) -> bool {
    throw std::runtime_error("user code");
  }),
               std::runtime_error);
}

TEST(SpanContextTest, ConcurrentItemsAreAllKept) {
  SpanContextShim context{Span(Otel()), {}};
  const auto set = [&](char key) {
    for (int i = 0; i < 80; ++i) {
      context.SetBaggageItem(std::string(1, key) + std::to_string(i), "v");
      context.carried();
    }
  };
  std::thread other([&] { set('a'); });
  set('b');
  other.join();
  int items = 0;
  context.ForeachBaggageItem([&](const std::string&, const std::string&) { return ++items, true; });
  EXPECT_EQ(items, 160);
}

TEST(ForeignSpanContextTest, IsReadByItsIds) {
  const ForeignContext foreign{kTraceId, kSpanId, {{"a", "1"}, {"b", "2"}}};
  EXPECT_EQ(Ours(foreign), nullptr);
  EXPECT_EQ(OtelText(foreign), std::string(kTraceId) + " " + kSpanId + " 01 remote");
  EXPECT_EQ(Item(BaggageOf(foreign), "b"), "2");
}

TEST(ForeignSpanContextTest, WithoutIdsIsNothing) {
  std::optional<trace::SpanContext> made;
  EXPECT_EQ(ToOtel(ForeignContext{"", ""}, &made), nullptr);
}

TEST(ForeignSpanContextTest, KeepsItsBaggageWhenItThrowsAfterwards) {
  ForeignContext foreign{kTraceId, kSpanId, {{"a", "1"}}};
  foreign.throws = true;
  const auto before = Counted(Diagnostic::kCallbackThrew);
  EXPECT_EQ(Item(BaggageOf(foreign), "a"), "1");
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

struct VendorContext final : opentracing::SpanContext, WrappedSpanContext {
  explicit VendorContext(const opentracing::SpanContext* context) : inner(context) {}
  void ForeachBaggageItem(
      std::function<bool(const std::string&, const std::string&)>) const override {}
  std::unique_ptr<opentracing::SpanContext> Clone() const noexcept override { return nullptr; }
  const opentracing::SpanContext* wrapped() const noexcept override { return inner; }

  const opentracing::SpanContext* inner;
};

TEST(WrappedSpanContextTest, IsTakenForTheOneInside) {
  SpanContextShim inside{Span(Otel(/*flags=*/0)), {}};
  inside.SetBaggageItem("a", "1");
  const VendorContext wrapper(&inside);
  EXPECT_EQ(Ours(wrapper), &inside);
  EXPECT_EQ(OtelText(wrapper), Text(Otel(/*flags=*/0)));  // unlike a foreign one, with flags
  EXPECT_EQ(Item(BaggageOf(wrapper), "a"), "1");
}

TEST(WrappedSpanContextTest, AroundNothingOfOursIsAForeignOne) {
  const ForeignContext foreign{kTraceId, kSpanId};
  EXPECT_EQ(Ours(VendorContext(&foreign)), nullptr);
  EXPECT_EQ(Ours(VendorContext(nullptr)), nullptr);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
