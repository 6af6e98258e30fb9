// Every way to call an instrument ends in one of four functions, or of two for observers.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "opentelemetry/context/context.h"
#include "opentelemetry/metrics/multi_observer_result.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/metrics/sync_instruments.h"

namespace opentelemetry::metrics {
namespace instruments_test {

std::string Text(const common::KeyValueIterable& attributes) {
  std::string text;
  attributes.ForEachKeyValue([&](nostd::string_view key, common::AttributeValue value) {
    text += " " + std::string(key) + "=";
    if (const auto* number = nostd::get_if<int32_t>(&value)) text += std::to_string(*number);
    if (const auto* chars = nostd::get_if<nostd::string_view>(&value)) text += *chars;
    return true;
  });
  return text;
}

// Writes down what it is called with.
class Heard {
 public:
  std::string Take() { return std::exchange(text_, {}); }

 protected:
  template <class T>
  void Write(T value, const std::string& attributes, bool has_context) {
    text_ += std::to_string(value) + attributes + (has_context ? " in a context" : "");
  }

 private:
  std::string text_;
};

template <class T>
class HeardCounter final : public Counter<T>, public Heard {
 public:
  using Counter<T>::Add;
  void Add(T v) noexcept override { Write(v, "", false); }
  void Add(T v, const context::Context&) noexcept override { Write(v, "", true); }
  void Add(T v, const common::KeyValueIterable& a) noexcept override { Write(v, Text(a), false); }
  void Add(T v, const common::KeyValueIterable& a, const context::Context&) noexcept override {
    Write(v, Text(a), true);
  }
};

template <class T>
class HeardHistogram final : public Histogram<T>, public Heard {
 public:
  using Histogram<T>::Record;
  void Record(T v) noexcept override { Write(v, "", false); }
  void Record(T v, const context::Context&) noexcept override { Write(v, "", true); }
  void Record(T v, const common::KeyValueIterable& a) noexcept override {
    Write(v, Text(a), false);
  }
  void Record(T v, const common::KeyValueIterable& a, const context::Context&) noexcept override {
    Write(v, Text(a), true);
  }
};

template <class T>
class HeardObserver final : public ObserverResultT<T>, public Heard {
 public:
  using ObserverResultT<T>::Observe;
  void Observe(T v) noexcept override { Write(v, "", false); }
  void Observe(T v, const common::KeyValueIterable& a) noexcept override {
    Write(v, Text(a), false);
  }
};

const std::map<std::string, std::string> kMap{{"k", "v"}};

TEST(InstrumentsTest, ACounterIsCalledInEveryWay) {
  HeardCounter<uint64_t> counter;
  counter.Add(1);
  EXPECT_EQ(counter.Take(), "1");
  counter.Add(2, context::Context{});
  EXPECT_EQ(counter.Take(), "2 in a context");
  counter.Add(3, kMap);
  EXPECT_EQ(counter.Take(), "3 k=v");
  counter.Add(4, kMap, context::Context{});
  EXPECT_EQ(counter.Take(), "4 k=v in a context");
  counter.Add(5, {{"a", 1}, {"b", 2}});
  EXPECT_EQ(counter.Take(), "5 a=1 b=2");
  counter.Add(6, {{"a", 1}}, context::Context{});
  EXPECT_EQ(counter.Take(), "6 a=1 in a context");
  counter.Add(7, common::KeyValueIterableView<std::map<std::string, std::string>>(kMap));
  EXPECT_EQ(counter.Take(), "7 k=v");
}

TEST(InstrumentsTest, AHistogramIsCalledInEveryWay) {
  HeardHistogram<double> histogram;
  histogram.Record(1);
  histogram.Record(2, context::Context{});
  histogram.Record(3, kMap);
  histogram.Record(4, kMap, context::Context{});
  histogram.Record(5, {{"a", 1}});
  histogram.Record(6, {{"a", 1}}, context::Context{});
  EXPECT_EQ(histogram.Take(),
            "1.0000002.000000 in a context3.000000 k=v4.000000 k=v in a context5.000000 a=1"
            "6.000000 a=1 in a context");
}

TEST(InstrumentsTest, AnObserverIsToldInThreeWays) {
  HeardObserver<int64_t> observer;
  observer.Observe(1);
  observer.Observe(2, kMap);
  observer.Observe(3, {{"a", 1}});
  EXPECT_EQ(observer.Take(), "12 k=v3 a=1");
}

class TwoObservers final : public MultiObserverResult {
 public:
  HeardObserver<double> doubles;
  HeardObserver<int64_t> integers;

 protected:
  ObserverResultT<double>& ForInstrumentDouble(const ObservableInstrument*) override {
    return doubles;
  }
  ObserverResultT<int64_t>& ForInstrumentInt64(const ObservableInstrument*) override {
    return integers;
  }
};

TEST(InstrumentsTest, ACallbackForSeveralNamesTheTypeOfEach) {
  TwoObservers result;
  result.ForInstrument<double>(nullptr).Observe(0.5);
  result.ForInstrument<int64_t>(nullptr).Observe(5);
  EXPECT_EQ(result.doubles.Take(), "0.500000");
  EXPECT_EQ(result.integers.Take(), "5");
}

}  // namespace instruments_test
}  // namespace opentelemetry::metrics
