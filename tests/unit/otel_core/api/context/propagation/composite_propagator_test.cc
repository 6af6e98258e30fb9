#include "opentelemetry/context/propagation/composite_propagator.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/noop_propagator.h"

namespace opentelemetry::context::propagation {
namespace {

class MapCarrier : public TextMapCarrier {
 public:
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    const auto entry = map.find(std::string(key));
    return entry == map.end() ? nostd::string_view() : entry->second;
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    map[std::string(key)] = std::string(value);
  }
  std::map<std::string, std::string> map;
};

// Writes its number under "last" and under its own name, and reads likewise.
class NumberPropagator : public TextMapPropagator {
 public:
  explicit NumberPropagator(int64_t number) : number_(number) {}

  void Inject(TextMapCarrier& carrier, const Context&) noexcept override {
    carrier.Set("last", std::to_string(number_));
    carrier.Set("n" + std::to_string(number_), "1");
  }
  Context Extract(const TextMapCarrier&, Context& context) noexcept override {
    return context.SetValue("last", number_).SetValue("n" + std::to_string(number_), true);
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    return callback("n" + std::to_string(number_));
  }
  bool Prefixes(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept override {
    return callback("p" + std::to_string(number_) + "-");
  }

 private:
  int64_t number_;
};

// Says nothing of the headers that it looks at, as propagators of other people do.
class ReadsAnything : public TextMapPropagator {
 public:
  void Inject(TextMapCarrier&, const Context&) noexcept override {}
  Context Extract(const TextMapCarrier&, Context& context) noexcept override { return context; }
  bool Fields(nostd::function_ref<bool(nostd::string_view)>) const noexcept override {
    return true;
  }
};

CompositePropagator Composite(const std::vector<int>& numbers) {
  std::vector<std::unique_ptr<TextMapPropagator>> list;
  for (const int n : numbers) list.push_back(std::make_unique<NumberPropagator>(n));
  return CompositePropagator(std::move(list));
}

TEST(CompositePropagatorTest, LaterOnesWin) {
  CompositePropagator composite = Composite({1, 2});
  MapCarrier carrier;
  Context context("mine", true);
  composite.Inject(carrier, context);
  EXPECT_EQ(carrier.map,
            (std::map<std::string, std::string>{{"last", "2"}, {"n1", "1"}, {"n2", "1"}}));

  const Context extracted = composite.Extract(carrier, context);
  EXPECT_EQ(nostd::get<int64_t>(extracted.GetValue("last")), 2);
  EXPECT_TRUE(extracted.HasKey("n1") && extracted.HasKey("n2") && extracted.HasKey("mine"));
}

TEST(CompositePropagatorTest, OfNoneReturnsTheContext) {
  Context context("mine", true);
  EXPECT_TRUE(Composite({}).Extract(MapCarrier(), context) == context);
  EXPECT_TRUE(NoOpPropagator().Extract(MapCarrier(), context) == context);
}

std::string PrefixesOf(const TextMapPropagator& propagator, const char* stop = "") {
  std::string prefixes;
  const bool all = propagator.Prefixes([&](nostd::string_view prefix) {
    prefixes.append(prefix).append(" ");
    return prefix != stop;
  });
  return prefixes + (all ? "all" : "not all");
}

TEST(CompositePropagatorTest, NamesPrefixesUntilToldToStop) {
  EXPECT_EQ(PrefixesOf(Composite({1, 2})), "p1- p2- all");
  EXPECT_EQ(PrefixesOf(Composite({1, 2, 3}), "p2-"), "p1- p2- not all");
}

TEST(CompositePropagatorTest, KnowsNotAllPrefixesWhenAPartDoesNot) {
  EXPECT_EQ(PrefixesOf(NoOpPropagator()), "all");
  std::vector<std::unique_ptr<TextMapPropagator>> list;
  list.push_back(std::make_unique<ReadsAnything>());
  list.push_back(std::make_unique<NumberPropagator>(1));
  EXPECT_EQ(PrefixesOf(CompositePropagator(std::move(list))), "p1- not all");
}

TEST(CompositePropagatorTest, NamesFieldsUntilToldToStop) {
  std::string fields;
  const auto until = [&](const char* stop) {
    fields.clear();
    return Composite({1, 2, 3}).Fields([&](nostd::string_view field) {
      fields.append(field);
      return field != stop;
    });
  };
  EXPECT_TRUE(until("none"));
  EXPECT_EQ(fields, "n1n2n3");
  EXPECT_FALSE(until("n2"));
  EXPECT_EQ(fields, "n1n2");
}

}  // namespace
}  // namespace opentelemetry::context::propagation
