#include "shims/bridge/own_metrics.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/header_carrier.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/peer.h"

namespace tracebridge::bridge {
namespace own_metrics_test {

namespace metrics = opentelemetry::sdk::metrics;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using std::chrono::system_clock;

// `tracebridge: tracebridge.header.malformed 2`, a line a metric; "" for none.
std::string Text(const metrics::ResourceMetrics& data) {
  std::string text;
  for (const auto& scope : data.scope_metric_data_) {
    for (const auto& metric : scope.metric_data_) {
      const auto& point = std::get<metrics::SumPointData>(metric.point_data_attr_.at(0).point_data);
      EXPECT_TRUE(point.is_monotonic_);
      EXPECT_EQ(metric.aggregation_temporality, metrics::AggregationTemporality::kCumulative);
      EXPECT_LE(metric.start_ts.time_since_epoch(), metric.end_ts.time_since_epoch());
      text += scope.scope_->GetName() + ": " + metric.instrument_descriptor.name_ + " " +
              std::to_string(std::get<std::int64_t>(point.value_)) + "\n";
    }
  }
  return text;
}

std::string Produced() {
  const auto producer = MakeOwnMetricProducer();  // who has the scopes that the result points to
  const auto result = producer->Produce();
  EXPECT_EQ(result.status_, metrics::MetricProducer::Status::kSuccess);
  return Text(result.points_);
}

TEST(OwnMetricsTest, AreTheCountersThatAreNotZero) {
  const auto producer = MakeOwnMetricProducer();
  EXPECT_TRUE(producer->Produce().points_.scope_metric_data_.empty());
  Count(Diagnostic::kHeaderMalformed, 2);
  EXPECT_EQ(Text(producer->Produce().points_), "tracebridge: tracebridge.header.malformed 2\n");
  Count(Diagnostic::kCallbackThrew);
  const auto result = producer->Produce();
  EXPECT_EQ(Text(result.points_),
            "tracebridge: tracebridge.callback.threw 1\n"
            "tracebridge: tracebridge.header.malformed 2\n");
  EXPECT_EQ(result.points_.scope_metric_data_[0].metric_data_[1].instrument_descriptor.description_,
            "propagation headers ignored because they were malformed");
}

TEST(OwnMetricsTest, HaveARowEach) {
  for (const DiagnosticRow& row : kDiagnostics) {
    Count(row.id);
    EXPECT_NE(Produced().find(": " + std::string(row.name) + " 1\n"), std::string::npos)
        << row.name;
  }
}

// What arrives in each format, by peer: whether an old one can be left is a matter of time series.
TEST(OwnMetricsTest, SayWhichHeaderFormatsAreInUse) {
  using opentelemetry::trace::propagation::HttpTraceContext;
  const auto before = system_clock::now().time_since_epoch();
  const auto wire = std::make_shared<wire::WirePropagator>(
      std::vector<wire::NamedFormat>{{"tracecontext", std::make_shared<HttpTraceContext>()}});
  const auto producer = MakeOwnMetricProducer(wire);
  EXPECT_TRUE(producer->Produce().points_.scope_metric_data_.empty());

  test::HeaderCarrier carrier;
  carrier.Receive("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  opentelemetry::context::Context empty;
  const PeerScope peer("checkout");
  wire->Extract(carrier, empty);
  const auto result = producer->Produce();
  ASSERT_EQ(result.points_.scope_metric_data_.size(), 1u);
  std::string text;
  for (const auto& metric : result.points_.scope_metric_data_[0].metric_data_) {
    EXPECT_GE(metric.start_ts.time_since_epoch(), before);
    for (const auto& point : metric.point_data_attr_) {
      text += metric.instrument_descriptor.name_ + " " + metrics::Text(point.attributes) + " " +
              metrics::Text(point.point_data) + "\n";
    }
  }
  EXPECT_EQ(text,
            "tracebridge.wire.requests {tracebridge.wire.event=received, "
            "tracebridge.wire.peer=checkout} 1\n"
            "tracebridge.wire.headers {tracebridge.wire.event=received, "
            "tracebridge.wire.format=tracecontext, tracebridge.wire.peer=checkout} 1\n");
}

TEST(OwnMetricsTest, BeginAtAFork) {
  Count(Diagnostic::kCallbackThrew, 5);
  const auto producer = MakeOwnMetricProducer();
  const auto now = system_clock::now().time_since_epoch();
  const pid_t child = fork();
  if (child == 0) {
    bool is_right = producer->Produce().points_.scope_metric_data_.empty();
    Count(Diagnostic::kScopeEndedTwice);
    const auto result = producer->Produce();
    const auto& metric = result.points_.scope_metric_data_.at(0).metric_data_.at(0);
    is_right = is_right && Text(result.points_) == "tracebridge: tracebridge.scope.ended_twice 1\n";
    _exit(is_right && metric.start_ts.time_since_epoch() >= now ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Produced(), "tracebridge: tracebridge.callback.threw 5\n");
}

// Remembers what it was given.
class Recording final : public metrics::PushMetricExporter {
 public:
  explicit Recording(std::string* heard) : heard_(*heard) {}
  ExportResult Export(const metrics::ResourceMetrics& data) noexcept override {
    for (const auto& scope : data.scope_metric_data_) heard_ += scope.scope_->GetName() + " ";
    return ExportResult::kFailure;
  }
  metrics::AggregationTemporality GetAggregationTemporality(
      metrics::InstrumentType) const noexcept override {
    return metrics::AggregationTemporality::kDelta;
  }
  metrics::AggregationType GetDefaultAggregation(metrics::InstrumentType) const noexcept override {
    return metrics::AggregationType::kBase2ExponentialHistogram;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override {
    heard_ += "flush ";
    return false;
  }
  bool Shutdown(std::chrono::microseconds) noexcept override {
    heard_ += "shutdown ";
    return false;
  }

 private:
  std::string& heard_;
};

TEST(WithoutOwnMetricsAloneTest, LeavesOutCollectionsWithOwnOnesAlone) {
  std::string heard;
  const auto exporter = WithoutOwnMetricsAlone(std::make_unique<Recording>(&heard));
  const auto own = InstrumentationScope::Create(kOwnScope);
  const auto other = InstrumentationScope::Create("shop");
  metrics::ResourceMetrics data;
  data.scope_metric_data_.emplace_back(own.get(), std::vector<metrics::MetricData>(1));
  EXPECT_EQ(exporter->Export(data), ExportResult::kSuccess);
  EXPECT_EQ(heard, "");
  data.scope_metric_data_.emplace_back(other.get(), std::vector<metrics::MetricData>(1));
  EXPECT_EQ(exporter->Export(data), ExportResult::kFailure);
  EXPECT_EQ(heard, "tracebridge shop ");
}

TEST(WithoutOwnMetricsAloneTest, IsTheExporterOtherwise) {
  std::string heard;
  const auto exporter = WithoutOwnMetricsAlone(std::make_unique<Recording>(&heard));
  EXPECT_EQ(exporter->GetAggregationTemporality(metrics::InstrumentType::kCounter),
            metrics::AggregationTemporality::kDelta);
  EXPECT_EQ(exporter->GetDefaultAggregation(metrics::InstrumentType::kHistogram),
            metrics::AggregationType::kBase2ExponentialHistogram);
  EXPECT_FALSE(exporter->ForceFlush(std::chrono::microseconds(1)));
  EXPECT_FALSE(exporter->Shutdown(std::chrono::microseconds(1)));
  EXPECT_EQ(heard, "flush shutdown ");
}

}  // namespace own_metrics_test
}  // namespace tracebridge::bridge
