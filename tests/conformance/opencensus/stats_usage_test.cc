// OpenCensus stats as real programs write them: schedulers, RPC libraries, message brokers' clients.
// Compiled unchanged in C++11 to C++20.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "opencensus/exporters/stats/stdout/stdout_exporter.h"
#include "opencensus/stats/internal/delta_producer.h"
#include "opencensus/stats/internal/set_aggregation_window.h"
#include "opencensus/stats/stats.h"
#include "opencensus/stats/testing/test_utils.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/tags/with_tag_map.h"

namespace opencensus {
namespace stats {
class StatsExporterTest {
 public:
  static void Export() { StatsExporter::ExportForTesting(); }
};
}  // namespace stats
}  // namespace opencensus

namespace {

// ---- an RPC library: views defined once, measures behind functions -----------------------------

constexpr char kLatencyName[] = "example.test/rpc/latency";
constexpr char kBytesName[] = "example.test/rpc/bytes";

::opencensus::tags::TagKey MethodTagKey() {
  static const auto method_tag_key = ::opencensus::tags::TagKey::Register("rpc_method");
  return method_tag_key;
}

::opencensus::stats::MeasureDouble Latency() {
  static const auto measure = ::opencensus::stats::MeasureDouble::Register(
      kLatencyName, "Time from the first byte to the last.", "ms");
  return measure;
}

::opencensus::stats::MeasureInt64 Bytes() {
  static const auto measure =
      ::opencensus::stats::MeasureInt64::Register(kBytesName, "Bytes sent.", "By");
  return measure;
}

const ::opencensus::stats::Aggregation& Milliseconds() {
  static const ::opencensus::stats::Aggregation aggregation =
      ::opencensus::stats::Aggregation::Distribution(
          ::opencensus::stats::BucketBoundaries::Explicit({0, 1, 5, 25, 100, 1000}));
  return aggregation;
}

const ::opencensus::stats::ViewDescriptor& LatencyByMethod() {
  const static ::opencensus::stats::ViewDescriptor descriptor =
      ::opencensus::stats::ViewDescriptor()
          .set_name("example.test/rpc/latency/cumulative")
          .set_measure(kLatencyName)
          .set_aggregation(Milliseconds())
          .add_column(MethodTagKey());
  return descriptor;
}

::opencensus::stats::ViewDescriptor Hour(::opencensus::stats::ViewDescriptor descriptor) {
  SetAggregationWindow(::opencensus::stats::AggregationWindow::Interval(absl::Hours(1)),
                       &descriptor);
  return descriptor;
}

// A call that keeps its tags, made in place and ended in place.
class CallData {
 public:
  explicit CallData(absl::string_view method) : tags_({{MethodTagKey(), method}}), bytes_(0) {}
  void Send(const std::string& text) { bytes_ += text.size(); }
  void End() { ::opencensus::stats::Record({{Latency(), 12.5}, {Bytes(), bytes_}}, tags_); }

 private:
  ::opencensus::tags::TagMap tags_;
  size_t bytes_;
};

TEST(StatsUsageTest, RecordsTheCallsOfAnRpcLibrary) {
  Latency();
  Bytes();
  opencensus::stats::View view(LatencyByMethod());
  opencensus::stats::View past_hour(Hour(LatencyByMethod()));
  CallData call("Check");
  call.Send("1234");
  call.End();
  opencensus::stats::testing::TestUtils::Flush();

  const auto data = view.GetData();
  ASSERT_EQ(data.type(), opencensus::stats::ViewData::Type::kDistribution);
  const auto& row = *data.distribution_data().find({"Check"});
  EXPECT_EQ(row.second.count(), 1u);
  EXPECT_DOUBLE_EQ(row.second.mean(), 12.5);
  EXPECT_EQ(row.second.bucket_counts(), std::vector<uint64_t>({0, 0, 0, 1, 0, 0, 0}));
  EXPECT_EQ(past_hour.GetData().distribution_data().size(), 1u);
}

// ---- a scheduler: metrics as objects, measures on the heap, its own exporter -------------------

using TagsType = std::vector<std::pair<opencensus::tags::TagKey, std::string>>;

class Metric {
 public:
  Metric(const std::string& name, const std::string& unit,
         const std::vector<opencensus::tags::TagKey>& keys)
      : measure_(new opencensus::stats::Measure<double>(
            opencensus::stats::Measure<double>::Register(name, "description", unit))) {
    auto descriptor = opencensus::stats::ViewDescriptor()
                          .set_name(name)
                          .set_description("description")
                          .set_measure(name)
                          .set_aggregation(opencensus::stats::Aggregation::LastValue());
    for (const auto& key : keys) descriptor = descriptor.add_column(key);
    view_name_ = name;
    opencensus::stats::View view(descriptor);
    descriptor.RegisterForExport();
  }
  ~Metric() { opencensus::stats::StatsExporter::RemoveView(view_name_); }

  void Record(double value, TagsType tags) {
    opencensus::stats::Record({{*measure_, value}}, std::move(tags));
  }

 private:
  std::string view_name_;
  std::unique_ptr<opencensus::stats::Measure<double>> measure_;
};

class PointExporter final : public opencensus::stats::StatsExporter::Handler {
 public:
  static void Register(std::vector<std::string>* points) {
    opencensus::stats::StatsExporter::RegisterPushHandler(
        std::unique_ptr<opencensus::stats::StatsExporter::Handler>(new PointExporter(points)));
  }
  void ExportViewData(
      const std::vector<std::pair<opencensus::stats::ViewDescriptor, opencensus::stats::ViewData>>&
          data) override {
    for (const auto& datum : data) {
      auto& descriptor = datum.first;
      auto& view_data = datum.second;
      std::vector<std::string> keys;
      for (size_t i = 0; i < descriptor.columns().size(); ++i) {
        keys.push_back(descriptor.columns()[i].name());
      }
      switch (view_data.type()) {
        case opencensus::stats::ViewData::Type::kDouble:
          for (const auto& row : view_data.double_data()) {
            points_->push_back(absl::StrCat(descriptor.name(), "[",
                                            descriptor.measure_descriptor().units(), "] ", keys[0],
                                            "=", row.first[0], " ", row.second));
          }
          break;
        default:
          break;
      }
    }
  }

 private:
  explicit PointExporter(std::vector<std::string>* points) : points_(points) {}
  std::vector<std::string>* points_;
};

TEST(StatsUsageTest, ExportsTheMetricsOfAScheduler) {
  static const auto node = opencensus::tags::TagKey::Register("NodeAddress");
  static std::vector<std::string>* points = new std::vector<std::string>;
  opencensus::stats::StatsExporter::SetInterval(absl::Hours(1));
  opencensus::stats::DeltaProducer::Get()->SetHarvestInterval(absl::Milliseconds(500));
  PointExporter::Register(points);
  Metric metric("workers", "1", {node});
  metric.Record(3, {{node, "10.0.0.1"}});
  metric.Record(4, {{node, "10.0.0.1"}});
  opencensus::stats::StatsExporterTest::Export();
  ASSERT_EQ(points->size(), 1u);
  EXPECT_EQ(points->front(), "workers[1] NodeAddress=10.0.0.1 4");
  opencensus::stats::DeltaProducer::Get()->Shutdown();
  opencensus::stats::StatsExporter::Shutdown();
}

// ---- a message broker's client: tags of the context, all kinds of numbers -----------------------

TEST(StatsUsageTest, RecordsNumbersOfAllTypesUnderTheCurrentTags) {
  const auto key = opencensus::tags::TagKey::Register("topic");
  const auto doubles = opencensus::stats::MeasureDouble::Register("numbers.d", "", "1");
  const auto integers = opencensus::stats::MeasureInt64::Register("numbers.i", "", "1");
  opencensus::stats::View sum_d(opencensus::stats::ViewDescriptor()
                                    .set_measure("numbers.d")
                                    .set_aggregation(opencensus::stats::Aggregation::Sum())
                                    .add_column(key));
  opencensus::stats::View sum_i(opencensus::stats::ViewDescriptor()
                                    .set_measure("numbers.i")
                                    .set_aggregation(opencensus::stats::Aggregation::Sum())
                                    .add_column(key));
  {
    opencensus::tags::TagMap tags({{key, "a"}});
    opencensus::tags::WithTagMap copied(tags);
    opencensus::stats::Record({{doubles, 1.5}, {doubles, 2.5f}});
    opencensus::tags::WithTagMap moved(std::move(tags));
    opencensus::stats::Record(
        {{integers, 1}, {integers, 2l}, {integers, 3ll}, {integers, size_t{4}}});
  }
  opencensus::stats::Record({{doubles, 8.0}, {integers, 8}});
  EXPECT_DOUBLE_EQ(sum_d.GetData().double_data().at({"a"}), 4);
  EXPECT_DOUBLE_EQ(sum_d.GetData().double_data().at({""}), 8);
  EXPECT_EQ(sum_i.GetData().int_data().at({"a"}), 10);
  EXPECT_EQ(sum_i.GetData().int_data().at({""}), 8);
}

TEST(StatsUsageTest, PrintsWhatTheStdoutExporterGets) {
  const auto measure = opencensus::stats::MeasureInt64::Register("printed", "", "1");
  opencensus::stats::ViewDescriptor()
      .set_name("printed")
      .set_measure("printed")
      .set_aggregation(opencensus::stats::Aggregation::Count())
      .RegisterForExport();
  static std::ostringstream* out = new std::ostringstream;
  opencensus::exporters::stats::StdoutExporter::Register(out);
  opencensus::stats::Record({{measure, 7}});
  opencensus::stats::StatsExporterTest::Export();
  EXPECT_NE(out->str().find("Data for view \"printed\":\n"), std::string::npos) << out->str();
  EXPECT_NE(out->str().find(": 1\n"), std::string::npos) << out->str();
  opencensus::stats::StatsExporter::Shutdown();
}

}  // namespace
