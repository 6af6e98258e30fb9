#include "opentelemetry/context/context.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace opentelemetry::context {
namespace {

int64_t Number(const Context& context, nostd::string_view key) {
  const ContextValue value = context.GetValue(key);
  const int64_t* number = nostd::get_if<int64_t>(&value);
  return number == nullptr ? -1 : *number;
}

TEST(ContextTest, HoldsNothingAtFirst) {
  const Context context;
  EXPECT_FALSE(context.HasKey("a"));
  EXPECT_TRUE(nostd::holds_alternative<nostd::monostate>(context.GetValue("a")));
}

TEST(ContextTest, SetValueLeavesTheOriginalAsItWas) {
  const Context one("a", int64_t{1});
  const Context two = one.SetValue("a", int64_t{2}).SetValue("b", int64_t{3});
  EXPECT_EQ(Number(one, "a"), 1);
  EXPECT_FALSE(one.HasKey("b"));
  EXPECT_EQ(Number(two, "a"), 2);
  EXPECT_EQ(Number(two, "b"), 3);
}

TEST(ContextTest, ComesFromAMapOrARangeOfPairs) {
  const std::map<std::string, ContextValue> map{{"a", int64_t{1}}, {"b", int64_t{2}}};
  const std::vector<std::pair<std::string, ContextValue>> pairs{{"c", int64_t{3}},
                                                                {"c", int64_t{4}}};
  const Context context = Context(map).SetValues(pairs);
  EXPECT_EQ(Number(context, "a"), 1);
  EXPECT_EQ(Number(context, "b"), 2);
  EXPECT_EQ(Number(context, "c"), 3) << "the first pair is nearest";
  EXPECT_FALSE(Context(std::map<std::string, ContextValue>{}).HasKey("a"));
}

TEST(ContextTest, EqualsItsCopiesOnly) {
  const Context a("k", int64_t{1});
  const Context same_contents("k", int64_t{1});
  const Context copy = a;  // NOLINT(performance-unnecessary-copy-initialization): the point
  EXPECT_TRUE(copy == a);
  EXPECT_FALSE(same_contents == a);
  EXPECT_TRUE(Context() == Context());
}

TEST(ContextTest, KeysAreCopiedAndComparedWhole) {
  std::string key = "session";
  const Context context(key, int64_t{1});
  key = "changed";
  EXPECT_EQ(Number(context, "session"), 1);
  EXPECT_FALSE(context.HasKey("sess"));
  EXPECT_FALSE(context.HasKey(""));
}

TEST(ContextTest, KnowsItsNearestSpanAndBaggage) {
  using internal::ContextAccess;
  const Context none("k", int64_t{1});
  EXPECT_EQ(ContextAccess::Span(none), nullptr);
  const nostd::shared_ptr<trace::Span> no_span;
  const Context with = none.SetValue("active_span", no_span).SetValue("other", true);
  ASSERT_NE(ContextAccess::Span(with), nullptr);
  EXPECT_EQ(ContextAccess::Baggage(with), nullptr);
  EXPECT_EQ(ContextAccess::Activator(ContextAccess::WithSpan(with, no_span, 3)), 3u);
  EXPECT_EQ(ContextAccess::Activator(with), 0u);
}

TEST(ContextTest, LetsGoOfAVeryLongChain) {
  Context context;
  for (int i = 0; i < 300000; ++i) context = context.SetValue("k", true);
  context = Context();  // a recursion would overflow the stack here
  EXPECT_FALSE(context.HasKey("k"));
}

}  // namespace
}  // namespace opentelemetry::context
