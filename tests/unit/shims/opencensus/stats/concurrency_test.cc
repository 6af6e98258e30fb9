// Threads that record while others make, read and drop views; threads that come and go; forks.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/stats/internal/delta_producer.h"
#include "opencensus/stats/internal/set_aggregation_window.h"
#include "opencensus_api/src/stats/access.h"
#include "shims/opencensus/stats/collected_view.h"
#include "shims/opencensus/stats/shards.h"
#include "tests/support/forked.h"
#include "tests/support/threads.h"
#include "tests/unit/shims/opencensus/stats/stats_test.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Aggregation;
using opencensus::stats::AggregationWindow;
using opencensus::stats::BucketBoundaries;
using opencensus::stats::MeasureDouble;
using opencensus::stats::MeasureInt64;
using opencensus::stats::Record;
using opencensus::stats::StatsExporter;
using opencensus::stats::View;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDescriptor;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;

constexpr int kThreads = 4;
constexpr int kRecords = 5000;  // a thread

class StatsConcurrencyTest : public ::testing::Test {
 protected:
  ViewDescriptor Of(const Aggregation& aggregation) const {
    return ViewDescriptor()
        .set_name("view")
        .set_measure(name_)
        .set_aggregation(aggregation)
        .add_column(key_);
  }

  // Returns when `threads` of them have called `work` to the end.
  template <class Work>
  static void Run(int threads, Work work) {
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) running.emplace_back(work, i);
    for (std::thread& thread : running) thread.join();
  }

  const std::string name_ = NewName();
  const MeasureInt64 measure_ = MeasureInt64::Register(name_, "", "1");
  const TagKey key_ = TagKey::Register("concurrency_test.key");
};

TEST_F(StatsConcurrencyTest, LosesNothingThatThreadsRecord) {
  View sums(Of(Aggregation::Sum()));
  ViewDescriptor delta_descriptor = Of(Aggregation::Distribution(BucketBoundaries::Explicit({2})));
  SetAggregationWindow(AggregationWindow::Delta(), &delta_descriptor);
  View deltas(delta_descriptor);
  const TagMap shared({{key_, "shared"}});

  std::atomic<bool> is_done{false};
  std::uint64_t in_deltas = 0;
  const auto read_deltas = [&] {
    const ViewData data = deltas.GetData();
    for (const auto& row : data.distribution_data()) {
      EXPECT_EQ(row.second.bucket_counts()[0] * 2, row.second.count());
      in_deltas += row.second.count();
    }
  };
  std::thread reader([&] {
    while (!is_done) read_deltas();
  });
  Run(kThreads, [&](int thread) {
    const TagMap own({{key_, std::to_string(thread)}});
    for (int i = 0; i < kRecords; ++i) Record({{measure_, 1}, {measure_, 3}}, i % 2 ? shared : own);
  });
  is_done = true;
  reader.join();
  read_deltas();

  EXPECT_EQ(in_deltas, std::uint64_t{kThreads} * kRecords * 2);
  const ViewData data = sums.GetData();
  EXPECT_EQ(data.int_data().size(), std::size_t{kThreads} + 1);
  EXPECT_EQ(data.int_data().at({"shared"}), kThreads * kRecords / 2 * 4);
  EXPECT_EQ(data.int_data().at({"0"}), kRecords / 2 * 4);
}

TEST_F(StatsConcurrencyTest, LosesNothingWhileOtherViewsComeAndGo) {
  View sums(Of(Aggregation::Sum()));
  std::atomic<bool> is_done{false};
  std::thread other([&] {
    for (int i = 0; !is_done; ++i) {
      const View view(Of(Aggregation::Distribution(BucketBoundaries::Explicit({double(i % 7)}))));
      MeasureDouble::Register(NewName(), "", "1");
    }
  });
  Run(kThreads, [&](int) {
    for (int i = 0; i < kRecords; ++i) Record({{measure_, 1}}, {{key_, "x"}});
  });
  is_done = true;
  other.join();
  EXPECT_EQ(Text(sums.GetData()), absl::StrCat("int {x}: ", kThreads * kRecords));
}

TEST_F(StatsConcurrencyTest, ShowsTheLastValueOfAnyThread) {
  View last(Of(Aggregation::LastValue()));
  for (int i = 0; i < 10; ++i) {
    Record({{measure_, -i}});
    std::thread([&] { Record({{measure_, i}}); }).join();
    EXPECT_EQ(Text(last.GetData()), absl::StrCat("int {}: ", i));
  }
}

TEST_F(StatsConcurrencyTest, KeepsWhatEndedThreadsRecorded) {
  View counts(Of(Aggregation::Count()));
  for (int i = 0; i < 50; ++i) std::thread([&] { Record({{measure_, 1}}); }).join();
  EXPECT_EQ(Text(counts.GetData()), "int {}: 50");
}

TEST(ShardsTest, AreAsManyAsThereAreThreadsAtOneTime) {
  static auto& shards = *new Shards;  // shards are never destroyed
  const auto measure = MeasureInt64::Register(NewName(), "", "1");
  for (int i = 0; i < 20; ++i) std::thread([&] { shards.Record({{measure, 1}}, {}); }).join();
  EXPECT_EQ(shards.Size(), 1u);
}

// Shards with one view, of one measure by one tag. Never destroyed: shards are not.
class ShardsOfOneView {
 public:
  // Each of `rows` rows once.
  void Record(int rows) {
    for (int i = 0; i < rows; ++i) shards_.Record({{measure_, 1}}, {{key_, std::to_string(i)}});
  }

  void Collect() {
    const std::lock_guard<std::mutex> lock(shards_.mutex());
    shards_.Collect(views_, Now());
  }

  Shards& shards() { return shards_; }
  ViewState& view() { return *views_->views[0]; }

 private:
  static std::shared_ptr<const ViewSet> Views(const ViewDescriptor& descriptor) {
    auto view = std::make_shared<ViewState>(descriptor, Now());
    auto set = std::make_shared<ViewSet>();
    const auto measure =
        static_cast<std::size_t>(view->measure_id() & opencensus::stats::kMeasureNumber);
    set->by_measure.resize(measure + 1);
    set->by_measure[measure] = {0};
    set->views = {std::move(view)};
    return set;
  }

  Shards shards_;
  const std::string name_ = NewName();
  const MeasureInt64 measure_ = MeasureInt64::Register(name_, "", "1");
  const TagKey key_ = TagKey::Register("concurrency_test.key");
  const std::shared_ptr<const ViewSet> views_ = Views(ViewDescriptor()
                                                          .set_name("view")
                                                          .set_measure(name_)
                                                          .set_aggregation(Aggregation::Count())
                                                          .add_column(key_));
};

TEST(ShardsTest, KeepNoCellsOfThreadsThatHaveEnded) {
  static auto& one = *new ShardsOfOneView;
  one.Collect();  // so that the view is there
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 2; ++i) std::thread([&] { one.Record(20); }).join();
    EXPECT_EQ(one.shards().CellCount(), 20u);
    one.Collect();
    EXPECT_EQ(one.shards().CellCount(), 0u);
    EXPECT_EQ(one.view().Read(Now()).int_data().at({"7"}), 2 * round);
  }
  EXPECT_EQ(one.shards().Size(), 1u);
}

TEST(ShardsTest, KeepFewCellsThatAThreadNoLongerRecordsInto) {
  struct {
    int rows;
    std::size_t kept;
  } const cases[] = {{20, 20}, {32, 32}, {33, 0}, {500, 0}};
  static auto& all = *new std::vector<ShardsOfOneView*>;
  for (const auto& row : cases) {
    ShardsOfOneView* const one = all.emplace_back(new ShardsOfOneView);
    one->Collect();
    std::thread([&] {
      one->Record(row.rows);
      one->Collect();
      EXPECT_EQ(one->shards().CellCount(), static_cast<std::size_t>(row.rows));
      one->Collect();  // the other bank
      one->Collect();
      EXPECT_EQ(one->shards().CellCount(), row.kept);
    }).join();
  }
}

// A destructor that runs when the thread ends, after or before the shim's own.
struct RecordsAtThreadEnd {
  explicit RecordsAtThreadEnd(MeasureInt64 of) : measure(of) {}
  ~RecordsAtThreadEnd() { Record({{measure, 1}}); }
  const MeasureInt64 measure;
};

TEST_F(StatsConcurrencyTest, RecordsWhatTheEndOfAThreadRecords) {
  View counts(Of(Aggregation::Count()));
  for (int i = 0; i < 10; ++i) {
    std::thread([&] {
      thread_local const RecordsAtThreadEnd at_end(measure_);
      static_cast<void>(at_end);
      Record({{measure_, 1}});
    }).join();
  }
  EXPECT_EQ(Text(counts.GetData()), "int {}: 20");
}

// What a child of a process whose other threads sleep returns.
bool InForkedChild(const std::function<bool()>& body) {
  ::testing::internal::CaptureStdout();  // flushes, so that the child prints nothing twice
  ::testing::internal::GetCapturedStdout();
  ::tracebridge::test::WaitUntilOthersSleep();
  return ::tracebridge::test::InChild(body);
}

TEST_F(StatsConcurrencyTest, LeavesToTheParentWhatWasRecordedBeforeAFork) {
  View counts(Of(Aggregation::Count()));
  Record({{measure_, 1}}, {{key_, "collected"}});
  counts.GetData();
  Record({{measure_, 1}}, {{key_, "not yet"}});
  std::promise<void> has_recorded;
  std::promise<void> may_end;
  std::thread other([&] {  // not there in the child
    Record({{measure_, 1}}, {{key_, "other thread"}});
    has_recorded.set_value();
    may_end.get_future().wait();
  });
  has_recorded.get_future().wait();
  EXPECT_TRUE(InForkedChild([&] {
    if (Text(counts.GetData()) != "int ") return false;
    Record({{measure_, 1}}, {{key_, "child"}});
    View another(Of(Aggregation::Sum()));
    Record({{measure_, 2}}, {{key_, "child"}});
    return Text(counts.GetData()) == "int {child}: 2" &&
           Text(another.GetData()) == "int {child}: 2";
  }));
  may_end.set_value();
  other.join();
  EXPECT_EQ(Text(counts.GetData()), "int {collected}: 1; {not yet}: 1; {other thread}: 1");
}

std::atomic<int> wakes{0};
std::atomic<bool> can_wake{true};

TEST_F(StatsConcurrencyTest, WakesOnceWhoCollectsWhatIsMeasured) {
  wakes = 0;
  can_wake = true;
  WakeOnMeasurement([]() noexcept {
    ++wakes;
    return can_wake.load();
  });
  Record({{measure_, 1}});
  EXPECT_EQ(wakes, 0) << "no view, nothing to collect";

  View counts(Of(Aggregation::Count()));
  EXPECT_EQ(wakes, 0);
  can_wake = false;
  Record({{measure_, 1}});
  EXPECT_EQ(wakes, 1);
  can_wake = true;
  Record({{measure_, 1}});
  EXPECT_EQ(wakes, 2) << "it could not the first time";
  Record({{measure_, 1}});
  EXPECT_EQ(wakes, 2);

  EXPECT_TRUE(InForkedChild([&] {
    if (wakes != 2) return false;
    Record({{measure_, 1}});
    Record({{measure_, 1}});
    return wakes == 3;
  }));
  WakeOnMeasurement(nullptr);
  Record({{measure_, 1}});
  EXPECT_TRUE(InForkedChild([&] {
    Record({{measure_, 1}});
    return wakes == 2;
  }));
}

// Counts its calls, in this process.
class Counting final : public StatsExporter::Handler {
 public:
  explicit Counting(std::atomic<int>* calls) : calls_(*calls) {}
  void ExportViewData(const std::vector<std::pair<ViewDescriptor, ViewData>>&) override {
    ++calls_;
  }

 private:
  std::atomic<int>& calls_;
};

TEST_F(StatsConcurrencyTest, ExportsInAForkedChildOnceItRecords) {
  static std::atomic<int> calls{0};
  Of(Aggregation::Count()).RegisterForExport();
  StatsExporter::SetInterval(absl::Hours(1));
  StatsExporter::RegisterPushHandler(std::make_unique<Counting>(&calls));
  EXPECT_TRUE(InForkedChild([&] {
    StatsExporter::SetInterval(absl::Milliseconds(1));
    const std::size_t before = ::tracebridge::test::Threads();
    Record({{measure_, 1}});
    if (::tracebridge::test::Threads() != before + 1) return false;
    while (calls == 0) std::this_thread::yield();
    StatsExporter::Shutdown();
    return true;
  }));
  EXPECT_EQ(calls, 0) << "the parent's hour is not over";
  StatsExporter::RemoveView("view");
  StatsExporter::Shutdown();
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
