#include "shims/opencensus/stats/exemplars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <thread>

#include "opencensus/stats/stats.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span_context.h"
#include "shims/opencensus/stats/collected_view.h"
#include "tests/unit/shims/opencensus/stats/stats_test.h"

namespace tracebridge::opencensus_shim::exemplars_test {

using opencensus::stats::Aggregation;
using opencensus::stats::BucketBoundaries;
using opencensus::stats::MeasureDouble;
using opencensus::stats::Record;
using opencensus::stats::StatsExporter;
using opencensus::stats::ViewDescriptor;
namespace trace = opentelemetry::trace;

trace::SpanContext ContextOf(std::uint8_t byte, bool is_sampled) {
  std::uint8_t trace_id[16], span_id[8];
  std::fill(std::begin(trace_id), std::end(trace_id), byte);
  std::fill(std::begin(span_id), std::end(span_id), byte);
  return {trace::TraceId(trace_id), trace::SpanId(span_id), trace::TraceFlags(is_sampled ? 1 : 0),
          false};
}

// Makes a span, with ids of that byte, current while it lives.
class Under {
 public:
  explicit Under(std::uint8_t id, bool is_sampled = true)
      : scope_(opentelemetry::nostd::shared_ptr<trace::Span>(
            new trace::DefaultSpan(ContextOf(id, is_sampled)))) {}

 private:
  const trace::Scope scope_;
};

class ExemplarsTest : public ::testing::Test {
 protected:
  ExemplarsTest() { KeepExemplars(ExemplarFilter::kTraceBased); }
  ~ExemplarsTest() override {
    KeepExemplars(ExemplarFilter::kOff);
    StatsExporter::RemoveView("view");
  }

  void Export(const Aggregation& aggregation) {
    ViewDescriptor()
        .set_name("view")
        .set_measure(name_)
        .set_aggregation(aggregation)
        .RegisterForExport();
  }

  // `7 in 1, 30 in 2`: value and span of each exemplar of the view's only row.
  static std::string Collected() {
    const auto views = CollectExportedViews();
    if (views.size() != 1 || views[0].rows.size() != 1) return "no row";
    std::string text;
    for (const CollectedExemplar& exemplar : views[0].rows[0].exemplars) {
      EXPECT_LE(exemplar.time, views[0].end);
      EXPECT_TRUE(std::all_of(exemplar.trace_id.begin(), exemplar.trace_id.end(),
                              [&](auto byte) { return byte == exemplar.span_id[0]; }));
      text += (text.empty() ? "" : ", ") + absl::StrCat(exemplar.value) + " in " +
              std::to_string(exemplar.span_id[0]);
    }
    return text;
  }

  const std::string name_ = NewName();
  const MeasureDouble measure_ = MeasureDouble::Register(name_, "", "ms");
};

TEST_F(ExemplarsTest, AreTheLatestOfEachBucketUnderASampledSpan) {
  Export(Aggregation::Distribution(BucketBoundaries::Explicit({10, 20})));
  Record({{measure_, 1.0}});
  EXPECT_EQ(Collected(), "") << "under no span";
  {
    const Under span(1, /*is_sampled=*/false);
    Record({{measure_, 2.0}});
  }
  EXPECT_EQ(Collected(), "") << "not sampled";
  {
    const Under span(1);
    Record({{measure_, 3.0}});
    Record({{measure_, 25.0}});
    EXPECT_EQ(Collected(), "3 in 1, 25 in 1");
    const Under inner(2);
    Record({{measure_, 10.0}});  // the boundary is the upper bucket's
    Record({{measure_, 4.0}});
  }
  EXPECT_EQ(Collected(), "4 in 2, 10 in 2, 25 in 1");
  Record({{measure_, 5.0}});
  EXPECT_EQ(Collected(), "4 in 2, 10 in 2, 25 in 1");
}

TEST_F(ExemplarsTest, OfWhatHasNoBucketsAreTheLatest) {
  for (const auto& aggregation :
       {Aggregation::Sum(), Aggregation::Count(), Aggregation::LastValue()}) {
    Export(aggregation);
    const Under span(3);
    Record({{measure_, 1.0}});
    Record({{measure_, 2.0}});
    EXPECT_EQ(Collected(), "2 in 3") << aggregation.DebugString();
  }
}

TEST_F(ExemplarsTest, OfSeveralThreadsAreTheLatest) {
  Export(Aggregation::Distribution(BucketBoundaries::Explicit({10})));
  std::thread([&] {
    const Under span(4);
    Record({{measure_, 1.0}});
    Record({{measure_, 11.0}});
  }).join();
  std::thread([&] {
    const Under span(5);
    Record({{measure_, 2.0}});
  }).join();
  EXPECT_EQ(Collected(), "2 in 5, 11 in 4");
}

// An OpenCensus span is as good.
TEST_F(ExemplarsTest, PointToWhicheverSpanIsCurrent) {
  Export(Aggregation::Sum());
  const Under outer(6);
  {
    const opencensus::trace::WithSpan none(opencensus::trace::Span::BlankSpan());
    Record({{measure_, 1.0}});
    EXPECT_EQ(Collected(), "") << "OpenCensus has made no span current";
  }
  Record({{measure_, 2.0}});
  EXPECT_EQ(Collected(), "2 in 6");
}

TEST_F(ExemplarsTest, AreNotKeptUnlessSomebodyCollectsThem) {
  KeepExemplars(ExemplarFilter::kOff);
  Export(Aggregation::Sum());
  const Under span(7);
  Record({{measure_, 1.0}});
  EXPECT_EQ(Collected(), "");
}

TEST_F(ExemplarsTest, MayBeOfNoSpan) {
  KeepExemplars(ExemplarFilter::kOn);
  Export(Aggregation::Sum());
  Record({{measure_, 1.0}});
  EXPECT_EQ(Collected(), "1 in 0");
  const Under span(8, /*is_sampled=*/false);
  Record({{measure_, 2.0}});
  EXPECT_EQ(Collected(), "2 in 8");
}

TEST_F(ExemplarsTest, AreFinite) {
  Export(Aggregation::Count());
  const Under span(9);
  Record({{measure_, std::numeric_limits<double>::infinity()}});
  EXPECT_EQ(Collected(), "");
}

}  // namespace tracebridge::opencensus_shim::exemplars_test
