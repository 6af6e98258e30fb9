#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/exporters/stats/stdout/stdout_exporter.h"
#include "opencensus/stats/stats_exporter.h"
#include "shims/opencensus/stats/clock.h"
#include "tests/unit/shims/opencensus/stats/stats_test.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace stats {

// The class that may export at once, as the original's own test has it.
class StatsExporterTest : public ::testing::Test {
 protected:
  StatsExporterTest() { StatsExporter::SetInterval(absl::Hours(1)); }
  ~StatsExporterTest() override {
    StatsExporter::ClearHandlersForTesting();
    for (const auto& view : StatsExporter::GetViewData()) {
      StatsExporter::RemoveView(view.first.name());
    }
  }

  static void Export() { StatsExporter::ExportForTesting(); }
  static void Clear() { StatsExporter::ClearHandlersForTesting(); }

  ViewDescriptor View(const std::string& name) const {
    return ViewDescriptor()
        .set_name(name)
        .set_measure(measure_name_)
        .set_aggregation(Aggregation::Sum())
        .add_column(key_);
  }

  const std::string measure_name_ = tracebridge::opencensus_shim::NewName();
  const MeasureInt64 measure_ = MeasureInt64::Register(measure_name_, "", "1");
  const tags::TagKey key_ = tags::TagKey::Register("exporter_test.key");
};

namespace {
using ::tracebridge::Counted;
using ::tracebridge::Diagnostic;
using ::tracebridge::opencensus_shim::Text;

// Calls `call` with what it gets, as text: `first: int {a}: 1 | second: int `.
class Handler final : public StatsExporter::Handler {
 public:
  using Call = std::function<void(const std::string&)>;
  static void Register(Call call) {
    StatsExporter::RegisterPushHandler(std::make_unique<Handler>(std::move(call)));
  }
  explicit Handler(Call call) : call_(std::move(call)) {}

  void ExportViewData(const std::vector<std::pair<ViewDescriptor, ViewData>>& data) override {
    std::vector<std::string> views;
    for (const auto& view : data) views.push_back(view.first.name() + ": " + Text(view.second));
    call_(absl::StrJoin(views, " | "));
  }

 private:
  const Call call_;
};

Handler::Call Into(std::vector<std::string>* received) {
  return [received](const std::string& text) { received->push_back(text); };
}

TEST_F(StatsExporterTest, GivesHandlersTheRegisteredViews) {
  std::vector<std::string> received;
  Handler::Register(Into(&received));
  View("first").RegisterForExport();
  View("second").set_aggregation(Aggregation::Count()).RegisterForExport();
  Record({{measure_, 3}}, {{key_, "x"}});
  Export();
  EXPECT_THAT(received, ::testing::ElementsAre("first: int {x}: 3 | second: int {x}: 1"));
}

TEST_F(StatsExporterTest, GivesHandlersThatAskTheSame) {
  View("asked").RegisterForExport();
  Record({{measure_, 3}});
  const auto data = StatsExporter::GetViewData();
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(data[0].first, View("asked"));
  EXPECT_EQ(Text(data[0].second), "int {}: 3");
}

TEST_F(StatsExporterTest, ReplacesAViewOfTheSameName) {
  View("same").RegisterForExport();
  View("same").set_aggregation(Aggregation::Count()).RegisterForExport();
  Record({{measure_, 3}});
  const auto data = StatsExporter::GetViewData();
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(Text(data[0].second), "int {}: 1");
}

TEST_F(StatsExporterTest, KeepsTheDataOfAViewThatIsRegisteredAgain) {
  View("again").RegisterForExport();
  Record({{measure_, 3}});
  View("again").set_description("now with one").RegisterForExport();
  const auto data = StatsExporter::GetViewData();
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(data[0].first.description(), "now with one");
  EXPECT_EQ(Text(data[0].second), "int {}: 3");
}

TEST_F(StatsExporterTest, RemovesViews) {
  View("first").RegisterForExport();
  View("second").RegisterForExport();
  StatsExporter::RemoveView("first");
  StatsExporter::RemoveView("never there");
  const auto data = StatsExporter::GetViewData();
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(data[0].first.name(), "second");
}

TEST_F(StatsExporterTest, RefusesViewsThatAreNotCumulative) {
  ViewDescriptor delta = View("delta");
  SetAggregationWindow(AggregationWindow::Delta(), &delta);
  delta.RegisterForExport();
  EXPECT_TRUE(StatsExporter::GetViewData().empty());
}

TEST_F(StatsExporterTest, ShowsAViewWithoutAMeasureWithoutData) {
  View("invalid").set_measure("none").RegisterForExport();
  View("valid").RegisterForExport();
  Record({{measure_, 3}});
  std::vector<std::string> received;
  Handler::Register(Into(&received));
  Export();
  EXPECT_THAT(received, ::testing::ElementsAre("invalid: double  | valid: int {}: 3"));
}

TEST_F(StatsExporterTest, CountsWhatAHandlerThrowsAndCallsTheOthers) {
  Handler::Register([](const std::string&) { throw std::runtime_error("handler"); });
  std::vector<std::string> received;
  Handler::Register(Into(&received));
  const auto before = Counted(Diagnostic::kCallbackThrew);
  Export();
  Export();
  EXPECT_EQ(received.size(), 2u);
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 2);
}

TEST_F(StatsExporterTest, LetsAHandlerUseIt) {
  std::vector<std::string> received;
  Handler::Register([&](const std::string&) {
    View("made in a handler").RegisterForExport();
    Record({{measure_, 1}});
    received.push_back(Text(StatsExporter::GetViewData().at(0).second));
    StatsExporter::RemoveView("made in a handler");
    Export();  // which is under way
    StatsExporter::SetInterval(absl::Hours(2));
  });
  Export();
  EXPECT_THAT(received, ::testing::ElementsAre("int {}: 1"));
}

TEST_F(StatsExporterTest, CallsNoHandlerThatWasCleared) {
  std::vector<std::string> received;
  Handler::Register(Into(&received));
  Clear();
  Export();
  EXPECT_TRUE(received.empty());
}

TEST_F(StatsExporterTest, IgnoresTheAbsenceOfAHandler) {
  StatsExporter::RegisterPushHandler(nullptr);
  Export();
}

TEST_F(StatsExporterTest, CallsHandlersPeriodically) {
  struct Calls {
    std::atomic<int> count{0};
    std::promise<void> third;
  };
  const auto calls = std::make_shared<Calls>();
  Handler::Register([calls](const std::string&) {
    if (++calls->count == 3) calls->third.set_value();
  });
  StatsExporter::SetInterval(absl::ZeroDuration());  // one millisecond
  calls->third.get_future().wait();
}

TEST_F(StatsExporterTest, CallsHandlersOnceMoreWhenItShutsDown) {
  std::vector<std::string> received;
  View("last").RegisterForExport();
  Handler::Register(Into(&received));
  Record({{measure_, 3}});
  StatsExporter::Shutdown();
  EXPECT_THAT(received, ::testing::ElementsAre("last: int {}: 3"));
  StatsExporter::Shutdown();

  std::promise<void> called;
  std::atomic<bool> is_called{false};
  Handler::Register([&](const std::string&) {
    if (!is_called.exchange(true)) called.set_value();
  });
  StatsExporter::SetInterval(absl::Milliseconds(1));
  called.get_future().wait();  // its thread is back
  StatsExporter::Shutdown();
}

TEST_F(StatsExporterTest, CanBeShutDownByAHandler) {
  std::promise<void> called;
  std::atomic<bool> is_called{false};
  Handler::Register([&](const std::string&) {
    StatsExporter::Shutdown();
    if (!is_called.exchange(true)) called.set_value();
  });
  StatsExporter::SetInterval(absl::Milliseconds(1));
  called.get_future().wait();

  std::promise<void> called_again;
  std::atomic<bool> is_called_again{false};
  Handler::Register([&](const std::string&) {
    if (!is_called_again.exchange(true)) called_again.set_value();
  });
  called_again.get_future().wait();  // a new thread
  StatsExporter::Shutdown();
}

namespace shim = ::tracebridge::opencensus_shim;

TEST_F(StatsExporterTest, PrintsRowsLikeTheOriginal) {
  shim::SetClockForTesting([]() noexcept {
    return shim::Instant{absl::UnixEpoch() + absl::Seconds(1), 0};
  });
  View("printed").RegisterForExport();
  View("printed too")
      .set_aggregation(Aggregation::Distribution(BucketBoundaries::Explicit({0})))
      .RegisterForExport();
  View("without").set_aggregation(Aggregation::Count()).set_measure("none").RegisterForExport();
  Record({{measure_, 3}}, {{key_, "x"}});
  std::ostringstream printed;
  exporters::stats::StdoutExporter::Register(&printed);
  Export();
  Clear();
  shim::SetClockForTesting(nullptr);
  const std::string row = absl::StrCat(
      "Row data from ", absl::FormatTime(absl::UnixEpoch() + absl::Seconds(1)), " to ",
      absl::FormatTime(absl::UnixEpoch() + absl::Seconds(1)), ":\n  exporter_test.key=x ");
  EXPECT_EQ(printed.str(), "Data for view \"printed\":\n" + row +
                               ": 3\n\n"
                               "Data for view \"printed too\":\n" +
                               row +
                               "\n    count: 1 mean: 3 sum of squared deviation: 0 min: 3 max: 3\n"
                               "    histogram counts: 0, 1\n\n"
                               "No data for view \"without\".\n");
}

}  // namespace
}  // namespace stats
}  // namespace opencensus
