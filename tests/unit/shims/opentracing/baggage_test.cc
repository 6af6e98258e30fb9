#include "shims/opentracing/baggage.h"

#include <gtest/gtest.h>

#include "opentelemetry/baggage/baggage_context.h"

namespace tracebridge::opentracing_shim::baggage_test {
namespace {
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;

std::string Text(const BaggagePointer& baggage) {
  std::string text;
  if (baggage.get() == nullptr) return "null";
  baggage->GetAllEntries(
      [&](opentelemetry::nostd::string_view key, opentelemetry::nostd::string_view value) {
        text.append(text.empty() ? "" : ", ").append(key.data(), key.size());
        text.append("=").append(value.data(), value.size());
        return true;
      });
  return text;
}

BaggagePointer Of(std::initializer_list<std::pair<const char*, const char*>> items) {
  BaggagePointer baggage;
  for (const auto& [key, value] : items) baggage = WithItem(baggage, key, value);
  return baggage;
}

TEST(BaggageTest, KeepsItemsWhateverCharactersTheyHave) {
  const BaggagePointer baggage = Of({{"k", "a b, c"}, {"u", "Am\xc3\xa9lie"}, {"empty", ""}});
  EXPECT_EQ(Item(baggage, "k"), "a b, c");
  EXPECT_EQ(Item(baggage, "u"), "Am\xc3\xa9lie");
  EXPECT_EQ(Item(baggage, "empty"), "");
  EXPECT_EQ(Item(baggage, "other"), "");
}

TEST(BaggageTest, AChangeMakesANewSetInTheSameOrder) {
  const BaggagePointer before = Of({{"a", "1"}, {"b", "2"}});
  const BaggagePointer after = WithItem(before, "a", "3");
  EXPECT_EQ(Text(before), "a=1, b=2");
  EXPECT_EQ(Text(after), "a=3, b=2");
}

TEST(BaggageTest, UnionTakesTheFirstOfTwoValues) {
  EXPECT_EQ(Text(Union(Of({{"a", "1"}}), Of({{"b", "2"}, {"a", "3"}}))), "a=1, b=2");
}

TEST(BaggageTest, UnionWithNothingIsTheSameSet) {
  const BaggagePointer some = Of({{"a", "1"}});
  EXPECT_EQ(Union(some, {}).get(), some.get());
  EXPECT_EQ(Union({}, some).get(), some.get());
  EXPECT_EQ(Union(BaggagePointer(new Baggage), some).get(), some.get());
  EXPECT_EQ(Union({}, {}).get(), nullptr);
}

TEST(BaggageTest, IsEmptyWithoutItems) {
  EXPECT_TRUE(IsEmpty({}));
  EXPECT_TRUE(IsEmpty(Baggage::GetDefault()));
  EXPECT_FALSE(IsEmpty(Of({{"a", "1"}})));
}

TEST(BaggageTest, OfAContextIsNullUnlessItHasItems) {
  const BaggagePointer some = Of({{"a", "1"}});
  EXPECT_EQ(BaggageOf(Context{}).get(), nullptr);
  EXPECT_EQ(BaggageOf(Context{opentelemetry::baggage::kBaggageHeader, Baggage::GetDefault()}).get(),
            nullptr);
  EXPECT_EQ(BaggageOf(WithBaggage(Context{}, some)).get(), some.get());
}

TEST(BaggageTest, NullHidesThatOfTheContext) {
  const Context context = WithBaggage(Context{}, Of({{"a", "1"}}));
  EXPECT_EQ(BaggageOf(WithBaggage(context, {})).get(), nullptr);
}

TEST(BaggageTest, WithTheSameBaggageTheContextIsTheSame) {
  const BaggagePointer some = Of({{"a", "1"}});
  const Context context = WithBaggage(Context{}, some);
  EXPECT_TRUE(WithBaggage(context, some) == context);
  EXPECT_TRUE(WithBaggage(Context{}, {}) == Context{});
}

}  // namespace
}  // namespace tracebridge::opentracing_shim::baggage_test
