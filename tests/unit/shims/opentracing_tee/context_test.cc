#include "shims/opentracing_tee/context.h"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tests/unit/shims/opentracing_tee/listed_tracer.h"

namespace tracebridge::opentracing_tee::context_test {
namespace {

using Items = std::map<std::string, std::string>;

std::unique_ptr<ListedContext> Listing(const char* id, Items items) {
  return id == nullptr ? nullptr : std::make_unique<ListedContext>(id, std::move(items));
}

struct ContextCase {
  std::string name;
  const char* first;  // its id; null: there is none
  Items first_items;
  const char* second;
  Items second_items;
  std::string expected;  // trace id, span id: items
};

void PrintTo(const ContextCase& row, std::ostream* out) { *out << row.name; }

std::string Text(const opentracing::SpanContext& context) {
  std::string text = context.ToTraceID() + ", " + context.ToSpanID() + ":";
  context.ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    text += " " + key + "=" + value;
    return true;
  });
  return text;
}

const ContextCase kCases[] = {
    {"Both_GivesTheIdsOfTheFirst", "a1", {}, "b1", {}, "trace a1, a1:"},
    {"FirstWithoutIds_GivesThoseOfTheSecond", "", {}, "b1", {}, "trace b1, b1:"},
    {"OnlyFirst", "a1", {{"k", "v"}}, nullptr, {}, "trace a1, a1: k=v"},
    {"OnlySecond", nullptr, {}, "b1", {{"k", "v"}}, "trace b1, b1: k=v"},
    {"SameItem_IsGivenOnce", "a1", {{"k", "v"}}, "b1", {{"k", "v"}}, "trace a1, a1: k=v"},
    {"OtherValue_IsTheFirsts", "a1", {{"k", "1"}}, "b1", {{"k", "2"}}, "trace a1, a1: k=1"},
    {"ItemsOfBoth_AreAllGiven",
     "a1",
     {{"k", "1"}},
     "b1",
     {{"K", "2"}, {"l", "3"}},
     "trace a1, a1: k=1 K=2 l=3"},
};

class ContextTest : public testing::TestWithParam<ContextCase> {};

TEST_P(ContextTest, IsBothSides) {
  const ContextCase& row = GetParam();
  const Context context(Listing(row.first, row.first_items), Listing(row.second, row.second_items));
  EXPECT_EQ(Text(context), row.expected);
}

TEST_P(ContextTest, HasCloneThatOutlivesIt) {
  const ContextCase& row = GetParam();
  std::unique_ptr<opentracing::SpanContext> clone;
  {
    const auto first = Listing(row.first, row.first_items);
    const auto second = Listing(row.second, row.second_items);
    clone = Context(first.get(), second.get()).Clone();
  }
  ASSERT_NE(clone, nullptr);
  EXPECT_EQ(Text(*clone), row.expected);
}

INSTANTIATE_TEST_SUITE_P(Sides, ContextTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ContextTest, StopsWhereTheCallerStops) {
  const Context context(Listing("a1", {{"a", "1"}, {"b", "2"}}), Listing("b1", {{"c", "3"}}));
  for (const std::string last : {"a", "b", "c"}) {
    std::string seen;
    context.ForeachBaggageItem([&](const std::string& key, const std::string&) {
      seen += key;
      return key != last;
    });
    EXPECT_EQ(seen, std::string("abc").substr(0, seen.size()));
    EXPECT_EQ(seen.substr(seen.size() - 1), last);
  }
}

TEST(ContextTest, HasNoCloneOfNothing) {
  EXPECT_EQ(Context(Listing(nullptr, {}), Listing(nullptr, {})).Clone(), nullptr);
}

TEST(ContextTest, GivesEachTracerItsSide) {
  const ListedContext foreign("x1");
  const Context both(Listing("a1", {}), Listing("b1", {}));
  const Context one(Listing("a1", {}), Listing(nullptr, {}));
  EXPECT_EQ(SideOf(nullptr, Side::kFirst), nullptr);
  EXPECT_EQ(SideOf(&foreign, Side::kFirst), &foreign);
  EXPECT_EQ(SideOf(&foreign, Side::kSecond), &foreign);
  EXPECT_EQ(SideOf(&both, Side::kFirst)->ToSpanID(), "a1");
  EXPECT_EQ(SideOf(&both, Side::kSecond)->ToSpanID(), "b1");
  EXPECT_EQ(SideOf(&one, Side::kSecond), nullptr);
}

}  // namespace
}  // namespace tracebridge::opentracing_tee::context_test
