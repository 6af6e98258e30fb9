#include "opentelemetry/common/key_value_iterable_view.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tracebridge/diagnostics.h"

namespace opentelemetry::common {
namespace {

using tracebridge::Counted;
using tracebridge::Diagnostic;

template <class T>
constexpr bool is_iterable = detail::is_key_value_iterable<T>::value;

struct Celsius {
  int degrees;
  operator AttributeValue() const { return degrees; }  // NOLINT(google-explicit-constructor)
};

static_assert(is_iterable<std::map<std::string, int>>);
static_assert(is_iterable<std::unordered_map<std::string, double>>);
static_assert(is_iterable<std::vector<std::pair<const char*, bool>>>);
static_assert(is_iterable<std::vector<std::pair<std::string, Celsius>>>);
static_assert(is_iterable<std::initializer_list<std::pair<nostd::string_view, AttributeValue>>>);
static_assert(!is_iterable<int>);
static_assert(!is_iterable<std::vector<int>>);
static_assert(!is_iterable<std::map<int, int>>);
static_assert(!is_iterable<std::map<std::string, void*>>);
static_assert(!is_iterable<KeyValueIterable>);

std::string Text(const KeyValueIterable& pairs) {
  std::string text = std::to_string(pairs.size()) + ":";
  pairs.ForEachKeyValue([&](nostd::string_view key, AttributeValue value) {
    text.append(" ").append(key).append("#").append(std::to_string(value.index()));
    return true;
  });
  return text;
}

template <class T>
std::string TextOf(const T& container) {
  return Text(MakeKeyValueIterableView(container));
}

TEST(KeyValueIterableViewTest, VisitsContainersInTheirOrder) {
  EXPECT_EQ(TextOf(std::map<std::string, int>{{"b", 2}, {"a", 1}}), "2: a#1 b#1");
  EXPECT_EQ(TextOf(std::vector<std::pair<const char*, Celsius>>{{"t", {20}}}), "1: t#1");
  EXPECT_EQ(TextOf(std::vector<std::pair<nostd::string_view, AttributeValue>>{
                {"s", "text"}, {"d", 1.5}, {"b", true}, {"v", nostd::string_view("x")}}),
            "4: s#5 d#4 b#0 v#6");
  EXPECT_EQ(Text(NoopKeyValueIterable()), "0:");
}

TEST(KeyValueIterableViewTest, StopsWhenToldTo) {
  const std::map<std::string, int> pairs{{"a", 1}, {"b", 2}};
  int calls = 0;
  const auto stop = [&](nostd::string_view, AttributeValue) { return ++calls > 1; };
  EXPECT_FALSE(MakeKeyValueIterableView(pairs).ForEachKeyValue(stop));
  EXPECT_EQ(calls, 1);
}

TEST(KeyValueIterableViewTest, CountsAnExceptionOfTheCallback) {
  const std::map<std::string, int> pairs{{"a", 1}};
  const auto before = Counted(Diagnostic::kCallbackThrew);
  const auto fail = [](nostd::string_view, AttributeValue) -> bool {
    throw std::runtime_error("no");
  };
  EXPECT_FALSE(MakeKeyValueIterableView(pairs).ForEachKeyValue(fail));
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

TEST(KeyValueIterableViewTest, IsMadeOfEverythingThatMakeAttributesTakes) {
  const std::map<std::string, int> map{{"a", 1}};
  const auto view = MakeAttributes(map);
  EXPECT_EQ(&MakeAttributes(static_cast<const KeyValueIterable&>(view)), &view);
  EXPECT_EQ(TextOf(MakeAttributes({{"a", 1}, {"b", 2}})), "2: a#1 b#1");
}

}  // namespace
}  // namespace opentelemetry::common
