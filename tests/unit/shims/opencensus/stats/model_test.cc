// What views show, compared with a model that keeps every value in one list and works each row out from
// it, under random programs: measures, views of all kinds made and dropped, tags, threads that take
// turns, readers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/stats/internal/set_aggregation_window.h"
#include "opencensus/stats/testing/test_utils.h"
#include "tests/unit/shims/opencensus/stats/stats_test.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Aggregation;
using opencensus::stats::AggregationWindow;
using opencensus::stats::BucketBoundaries;
using opencensus::stats::Distribution;
using opencensus::stats::MeasureDouble;
using opencensus::stats::MeasureInt64;
using opencensus::stats::Record;
using opencensus::stats::View;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDescriptor;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using Tags = std::vector<std::pair<TagKey, std::string>>;
using Key = std::vector<std::string>;

struct Value {
  std::size_t measure;
  double value;
  Tags tags;
};

// Straight from the definitions, in long double and two passes.
struct Expected {
  std::int64_t count = 0;
  long double sum = 0;
  double last = 0;
  long double squared_deviation = 0;
  double min = 0;
  double max = 0;
  std::vector<std::uint64_t> buckets;
};

Expected Of(const std::vector<double>& values, const std::vector<double>& boundaries) {
  Expected expected;
  expected.count = static_cast<std::int64_t>(values.size());
  expected.last = values.back();
  expected.min = *std::min_element(values.begin(), values.end());
  expected.max = *std::max_element(values.begin(), values.end());
  expected.buckets.resize(boundaries.size() + 1);
  for (const double value : values) {
    expected.sum += value;
    std::size_t bucket = 0;
    while (bucket < boundaries.size() && value >= boundaries[bucket]) ++bucket;
    ++expected.buckets[bucket];
  }
  const long double mean = expected.sum / static_cast<long double>(values.size());
  for (const double value : values) {
    expected.squared_deviation += (value - mean) * (value - mean);
  }
  return expected;
}

void ExpectNear(long double actual, long double expected, const char* what) {
  EXPECT_LE(std::fabs(actual - expected), 1e-9L * (1 + std::fabs(expected))) << what;
}

// A view and what it should show.
struct Watched {
  ViewDescriptor descriptor;
  std::size_t measure;
  bool is_delta;
  std::unique_ptr<View> view;
  std::vector<Value> seen;
};

class Program {
 public:
  explicit Program(unsigned seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      names_.push_back(NewName());
      doubles_.push_back(MeasureDouble::Register(names_.back(), "", "1"));
    }
    for (int i = 0; i < 2; ++i) {
      names_.push_back(NewName());
      integers_.push_back(MeasureInt64::Register(names_.back(), "", "1"));
    }
    for (const char* name : {"model.a", "model.b", "model.c"})
      keys_.push_back(TagKey::Register(name));
  }

  void Run(int steps) {
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) Step();
    for (Watched& watched : views_) Read(&watched);
  }

 private:
  std::size_t Pick(std::size_t n) { return random_() % n; }
  bool Happens(int percent) { return static_cast<int>(Pick(100)) < percent; }

  void Step() {
    if (views_.size() < 8 && Happens(3)) return Add();
    if (!views_.empty() && Happens(1)) {
      views_.erase(views_.begin() + static_cast<std::ptrdiff_t>(Pick(views_.size())));
      return;
    }
    if (!views_.empty() && Happens(3)) return Read(&views_[Pick(views_.size())]);
    if (Happens(2)) return opencensus::stats::testing::TestUtils::Flush();
    if (Happens(20)) {
      std::thread([this] { RecordSome(); }).join();
    } else {
      RecordSome();
    }
  }

  void Add() {
    const std::vector<Aggregation> aggregations = {
        Aggregation::Count(),
        Aggregation::Sum(),
        Aggregation::LastValue(),
        Aggregation::Distribution(BucketBoundaries::Explicit({-10, 0, 0.5, 100})),
        Aggregation::Distribution(BucketBoundaries::Exponential(6, 2, 3)),
        Aggregation::Distribution(BucketBoundaries::Linear(40, -50, 5))};
    Watched added;
    added.measure = Pick(names_.size());
    added.is_delta = Happens(30);
    // A column of its own makes no other view alike, which would share its data.
    added.descriptor.set_measure(names_[added.measure])
        .set_aggregation(aggregations[Pick(aggregations.size())])
        .add_column(TagKey::Register(NewName()));
    for (const TagKey key : keys_) {
      if (Happens(50)) added.descriptor.add_column(key);
    }
    if (added.is_delta) SetAggregationWindow(AggregationWindow::Delta(), &added.descriptor);
    added.view = std::make_unique<View>(added.descriptor);
    views_.push_back(std::move(added));
  }

  void RecordSome() {
    Tags tags;
    for (const TagKey key : keys_) {
      if (Happens(60)) tags.emplace_back(key, std::string(1, static_cast<char>('p' + Pick(4))));
    }
    if (kept_.size() < 20) kept_.emplace_back(tags);
    const TagMap map = Happens(70) ? kept_[Pick(kept_.size())] : TagMap(tags);
    const std::size_t d = Pick(doubles_.size());
    const std::size_t i = Pick(integers_.size());
    const double x = std::ldexp(static_cast<double>(Pick(2000)) - 1000, -3);
    const auto y = static_cast<std::int64_t>(Pick(200)) - 100;
    Record({{doubles_[d], x}, {integers_[i], y}}, map);
    for (Watched& watched : views_) {
      if (watched.measure == d) watched.seen.push_back({d, x, map.tags()});
      if (watched.measure == doubles_.size() + i) {
        watched.seen.push_back({watched.measure, static_cast<double>(y), map.tags()});
      }
    }
  }

  void Read(Watched* watched) {
    std::map<Key, std::vector<double>> rows;
    for (const Value& value : watched->seen) {
      Key key;
      for (const TagKey column : watched->descriptor.columns()) {
        const auto tag = std::find_if(value.tags.begin(), value.tags.end(),
                                      [&](const auto& t) { return t.first == column; });
        key.push_back(tag == value.tags.end() ? "" : tag->second);
      }
      rows[key].push_back(value.value);
    }
    const ViewData data = watched->view->GetData();
    ASSERT_EQ(data.double_data().size() + data.int_data().size() + data.distribution_data().size(),
              rows.size());
    for (const auto& [key, values] : rows) Compare(*watched, data, key, values);
    if (watched->is_delta) watched->seen.clear();
  }

  void Compare(const Watched& watched, const ViewData& data, const Key& key,
               const std::vector<double>& values) {
    SCOPED_TRACE(watched.descriptor.DebugString());
    const Aggregation& aggregation = watched.descriptor.aggregation();
    const Expected expected = Of(values, aggregation.bucket_boundaries().lower_boundaries());
    if (aggregation.type() == Aggregation::Type::kDistribution) {
      const Distribution& actual = data.distribution_data().at(key);
      EXPECT_EQ(actual.count(), values.size());
      ExpectNear(actual.mean(), expected.sum / static_cast<long double>(values.size()), "mean");
      ExpectNear(actual.sum_of_squared_deviation(), expected.squared_deviation, "deviation");
      EXPECT_EQ(actual.min(), expected.min);
      EXPECT_EQ(actual.max(), expected.max);
      EXPECT_EQ(actual.bucket_counts(), expected.buckets);
      return;
    }
    if (aggregation.type() == Aggregation::Type::kCount) {
      EXPECT_EQ(data.int_data().at(key), expected.count);
      return;
    }
    const bool is_sum = aggregation.type() == Aggregation::Type::kSum;
    const long double number = is_sum ? expected.sum : expected.last;
    if (data.type() == ViewData::Type::kInt64) {
      EXPECT_EQ(data.int_data().at(key), static_cast<std::int64_t>(number));
    } else {
      ExpectNear(data.double_data().at(key), number, is_sum ? "sum" : "last");
    }
  }

  std::mt19937 random_;
  std::vector<std::string> names_;
  std::vector<MeasureDouble> doubles_;
  std::vector<MeasureInt64> integers_;
  std::vector<TagKey> keys_;
  std::vector<TagMap> kept_;
  std::vector<Watched> views_;
};

class StatsModelTest : public testing::TestWithParam<unsigned> {};

TEST_P(StatsModelTest, AgreesWithWhatViewsShow) { Program(GetParam()).Run(3000); }

INSTANTIATE_TEST_SUITE_P(Seeds, StatsModelTest, testing::Range(1u, 13u));

}  // namespace
}  // namespace tracebridge::opencensus_shim
