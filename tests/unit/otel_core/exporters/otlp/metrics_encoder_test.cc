// What the encoder writes is read back by Protobuf, which is the oracle here: of metrics written down, and of metrics at
// random, which a plain translation puts into Protobuf's own messages.
#include "otel_core/exporters/otlp/src/metrics_encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "otel_core/proto/otlp/metrics_service.pb.h"
#include "tests/support/random_metrics.h"
#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"

namespace tracebridge::otlp {
namespace metrics_encoder_test {
namespace {

namespace pb = tracebridge::otlp::v1;
using namespace opentelemetry::sdk::
    metrics;  // NOLINT(google-build-using-namespace): what is exported
using opentelemetry::common::SystemTimestamp;
using opentelemetry::nostd::get;
using opentelemetry::nostd::get_if;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using opentelemetry::sdk::resource::Resource;

pb::ExportMetricsServiceRequest Decoded(const ResourceMetrics& metrics) {
  MetricsEncoder encoder;
  const std::string_view bytes = encoder.Encode(GroupMetrics(metrics));
  pb::ExportMetricsServiceRequest request;
  EXPECT_TRUE(request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return request;
}

// Returns the only metric.
pb::Metric DecodedMetric(MetricData metric) {
  const auto request = Decoded(OneScope(nullptr, std::move(metric)));
  EXPECT_EQ(request.resource_metrics(0).scope_metrics(0).metrics_size(), 1);
  return request.resource_metrics(0).scope_metrics(0).metrics(0);
}

TEST(MetricsEncoderTest, EncodesNothingAsNothing) {
  EXPECT_EQ(Decoded({}).resource_metrics_size(), 0);
  EXPECT_EQ(Decoded(OneScope(nullptr, MetricOf(std::vector<PointDataAttributes>{})))
                .resource_metrics_size(),
            0);
  EXPECT_EQ(Decoded(OneScope(nullptr, MetricOf(PointDataAttributes{{}, DropPointData()})))
                .resource_metrics_size(),
            0);
}

TEST(MetricsEncoderTest, WritesWhatAnInstrumentIs) {
  const pb::Metric metric = DecodedMetric(MetricOf(SumOf(std::int64_t{7})));
  EXPECT_EQ(metric.name(), "shop.requests");
  EXPECT_EQ(metric.description(), "requests served");
  EXPECT_EQ(metric.unit(), "{request}");
}

TEST(MetricsEncoderTest, WritesSums) {
  PointDataAttributes integer = SumOf(std::int64_t{-7});
  integer.attributes = {{"route", "/items"}, {"code", 200}};
  const pb::Metric metric = DecodedMetric(MetricOf({integer, SumOf(0.5)}));
  ASSERT_TRUE(metric.has_sum());
  EXPECT_TRUE(metric.sum().is_monotonic());
  EXPECT_EQ(metric.sum().aggregation_temporality(), pb::AGGREGATION_TEMPORALITY_CUMULATIVE);
  ASSERT_EQ(metric.sum().data_points_size(), 2);
  const pb::NumberDataPoint& point = metric.sum().data_points(0);
  EXPECT_EQ(point.as_int(), -7);
  EXPECT_EQ(point.start_time_unix_nano(), 1000u);
  EXPECT_EQ(point.time_unix_nano(), 2000u);
  ASSERT_EQ(point.attributes_size(), 2);
  EXPECT_EQ(point.attributes(0).key(), "code");
  EXPECT_EQ(point.attributes(1).value().string_value(), "/items");
  EXPECT_EQ(metric.sum().data_points(1).as_double(), 0.5);
}

TEST(MetricsEncoderTest, WritesAValueOfZero) {
  const pb::Metric metric = DecodedMetric(MetricOf({SumOf(std::int64_t{0}), SumOf(0.0)}));
  EXPECT_EQ(metric.sum().data_points(0).value_case(), pb::NumberDataPoint::kAsInt);
  EXPECT_EQ(metric.sum().data_points(1).value_case(), pb::NumberDataPoint::kAsDouble);
}

TEST(MetricsEncoderTest, KnowsEveryTemporality) {
  const std::pair<AggregationTemporality, pb::AggregationTemporality> rows[] = {
      {AggregationTemporality::kUnspecified, pb::AGGREGATION_TEMPORALITY_UNSPECIFIED},
      {AggregationTemporality::kDelta, pb::AGGREGATION_TEMPORALITY_DELTA},
      {AggregationTemporality::kCumulative, pb::AGGREGATION_TEMPORALITY_CUMULATIVE},
  };
  for (const auto& [temporality, expected] : rows) {
    MetricData metric = MetricOf(SumOf(0.5));
    metric.aggregation_temporality = temporality;
    EXPECT_EQ(DecodedMetric(std::move(metric)).sum().aggregation_temporality(), expected);
  }
}

TEST(MetricsEncoderTest, WritesGauges) {
  const pb::Metric metric = DecodedMetric(MetricOf(
      {{{}, LastValuePointData{2.5, true, {}}}, {{}, LastValuePointData{2.5, false, {}}}}));
  ASSERT_EQ(metric.gauge().data_points_size(), 2);
  EXPECT_EQ(metric.gauge().data_points(0).as_double(), 2.5);
  EXPECT_EQ(metric.gauge().data_points(0).flags(), 0u);
  EXPECT_EQ(metric.gauge().data_points(1).value_case(), pb::NumberDataPoint::VALUE_NOT_SET);
  EXPECT_EQ(metric.gauge().data_points(1).flags(), 1u);
}

TEST(MetricsEncoderTest, WritesDoublesThatAreNotFinite) {
  const double infinity = std::numeric_limits<double>::infinity();
  const pb::Metric metric =
      DecodedMetric(MetricOf({{{}, LastValuePointData{std::nan(""), true, {}}},
                              {{}, LastValuePointData{-infinity, true, {}}}}));
  EXPECT_TRUE(std::isnan(metric.gauge().data_points(0).as_double()));
  EXPECT_EQ(metric.gauge().data_points(1).as_double(), -infinity);
}

TEST(MetricsEncoderTest, WritesHistograms) {
  const pb::Metric metric = DecodedMetric(MetricOf(HistogramOf({1, 2.5}, {1, 0, 300})));
  ASSERT_TRUE(metric.has_histogram());
  EXPECT_EQ(metric.histogram().aggregation_temporality(), pb::AGGREGATION_TEMPORALITY_CUMULATIVE);
  const pb::HistogramDataPoint& point = metric.histogram().data_points(0);
  EXPECT_EQ(point.count(), 301u);
  EXPECT_EQ(point.sum(), 9.5);
  EXPECT_EQ(point.min(), 0.5);
  EXPECT_EQ(point.max(), 5);
  ASSERT_EQ(point.bucket_counts_size(), 3);
  EXPECT_EQ(point.bucket_counts(2), 300u);
  ASSERT_EQ(point.explicit_bounds_size(), 2);
  EXPECT_EQ(point.explicit_bounds(1), 2.5);
  EXPECT_EQ(point.start_time_unix_nano(), 1000u);
  EXPECT_EQ(point.time_unix_nano(), 2000u);
}

TEST(MetricsEncoderTest, LeavesOutMinAndMaxThatAreNotKnown) {
  PointDataAttributes unrecorded = HistogramOf({}, {3});
  get<HistogramPointData>(unrecorded.point_data).record_min_max_ = false;
  const pb::Metric metric = DecodedMetric(MetricOf({unrecorded, HistogramOf({1}, {0, 0})}));
  for (const pb::HistogramDataPoint& point : metric.histogram().data_points()) {
    EXPECT_FALSE(point.has_min() || point.has_max());
    EXPECT_TRUE(point.has_sum());
  }
}

TEST(MetricsEncoderTest, LeavesOutBoundsWithoutCounts) {
  const pb::Metric metric = DecodedMetric(MetricOf(HistogramOf({1, 2}, {})));
  EXPECT_EQ(metric.histogram().data_points(0).explicit_bounds_size(), 0);
}

// A histogram of what may be negative has no sum.
TEST(MetricsEncoderTest, LeavesOutSumsThatMayFall) {
  const std::pair<InstrumentType, bool> rows[] = {
      {InstrumentType::kCounter, true},          {InstrumentType::kObservableCounter, true},
      {InstrumentType::kHistogram, true},        {InstrumentType::kUpDownCounter, false},
      {InstrumentType::kObservableGauge, false}, {InstrumentType::kObservableUpDownCounter, false},
      {InstrumentType::kGauge, false},
  };
  for (const auto& [instrument, has_sum] : rows) {
    MetricData metric = MetricOf(HistogramOf({}, {1}));
    metric.instrument_descriptor.type_ = instrument;
    EXPECT_EQ(DecodedMetric(std::move(metric)).histogram().data_points(0).has_sum(), has_sum);
  }
}

TEST(MetricsEncoderTest, WritesExponentialHistograms) {
  const pb::Metric metric = DecodedMetric(MetricOf(ExponentialHistogramOf()));
  ASSERT_TRUE(metric.has_exponential_histogram());
  const auto& point = metric.exponential_histogram().data_points(0);
  EXPECT_EQ(point.count(), 5u);
  EXPECT_EQ(point.sum(), 3);
  EXPECT_EQ(point.scale(), -2);
  EXPECT_EQ(point.zero_count(), 1u);
  EXPECT_EQ(point.zero_threshold(), 0.25);
  EXPECT_EQ(point.min(), -1);
  EXPECT_EQ(point.max(), 4);
  EXPECT_EQ(point.positive().offset(), -1);
  ASSERT_EQ(point.positive().bucket_counts_size(), 3);
  EXPECT_EQ(point.positive().bucket_counts(0), 200u);
  EXPECT_EQ(point.positive().bucket_counts(1), 0u);
  EXPECT_EQ(point.positive().bucket_counts(2), 1u);
  EXPECT_EQ(point.negative().offset(), 3);
  EXPECT_EQ(point.negative().bucket_counts_size(), 1);
}

TEST(MetricsEncoderTest, WritesExemplars) {
  for (PointDataAttributes point : {SumOf(1.5), HistogramOf({}, {1}), ExponentialHistogramOf()}) {
    point.exemplars = {SampleExemplar(), Exemplar{2.5, {}, {}, {}, {}}};
    const pb::Metric metric = DecodedMetric(MetricOf(point));
    const auto& exemplars = metric.has_sum() ? metric.sum().data_points(0).exemplars()
                            : metric.has_histogram()
                                ? metric.histogram().data_points(0).exemplars()
                                : metric.exponential_histogram().data_points(0).exemplars();
    ASSERT_EQ(exemplars.size(), 2);
    EXPECT_EQ(exemplars[0].as_int(), 3);
    EXPECT_EQ(exemplars[0].time_unix_nano(), 5u);
    EXPECT_EQ(exemplars[0].trace_id(), std::string("\xab\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16));
    EXPECT_EQ(exemplars[0].span_id(), std::string("\xcd\0\0\0\0\0\0\2", 8));
    EXPECT_EQ(exemplars[0].filtered_attributes(0).key(), "user");
    EXPECT_EQ(exemplars[0].filtered_attributes(0).value().string_value(), "u42");
    EXPECT_EQ(exemplars[1].as_double(), 2.5);
    EXPECT_EQ(exemplars[1].trace_id() + exemplars[1].span_id(), "");
  }
}

TEST(MetricsEncoderTest, WritesThePointOfWhatHadNoPlace) {
  PointDataAttributes point = SumOf(std::int64_t{7});
  point.attributes.SetAttribute("otel.metric.overflow", true);
  const pb::Metric metric = DecodedMetric(MetricOf(point));
  EXPECT_EQ(metric.sum().data_points(0).attributes(0).key(), "otel.metric.overflow");
  EXPECT_TRUE(metric.sum().data_points(0).attributes(0).value().bool_value());
}

TEST(MetricsEncoderTest, WritesResourceAndScope) {
  const Resource shop({{"service.name", "shop"}}, "https://example.org/r");
  const auto lib = InstrumentationScope::Create("lib", "1.2", "https://example.org/s");
  lib->SetAttribute("x", true);
  ResourceMetrics metrics = OneScope(lib.get(), MetricOf(SumOf(1.5)));
  metrics.resource_ = &shop;
  metrics.scope_metric_data_.emplace_back(nullptr, std::vector<MetricData>{MetricOf(SumOf(2.5))});

  const auto request = Decoded(metrics);
  ASSERT_EQ(request.resource_metrics_size(), 1);
  const pb::ResourceMetrics& resource = request.resource_metrics(0);
  EXPECT_EQ(resource.schema_url(), "https://example.org/r");
  EXPECT_EQ(resource.resource().attributes(0).value().string_value(), "shop");
  ASSERT_EQ(resource.scope_metrics_size(), 2);
  EXPECT_EQ(resource.scope_metrics(0).scope().name(), "lib");
  EXPECT_EQ(resource.scope_metrics(0).scope().version(), "1.2");
  EXPECT_TRUE(resource.scope_metrics(0).scope().attributes(0).value().bool_value());
  EXPECT_EQ(resource.scope_metrics(0).schema_url(), "https://example.org/s");
  EXPECT_EQ(resource.scope_metrics(1).scope().name(), "");
  EXPECT_EQ(resource.scope_metrics(1).metrics(0).sum().data_points(0).as_double(), 2.5);
}

TEST(MetricsEncoderTest, RepairsText) {
  MetricData metric = MetricOf(SumOf(1.5));
  metric.instrument_descriptor.name_ = "n\xff";
  metric.instrument_descriptor.description_ = "d\xff";
  metric.instrument_descriptor.unit_ = "u\xff";
  metric.point_data_attr_[0].attributes.SetAttribute("k\xff", "v\xff");
  const pb::Metric decoded = DecodedMetric(std::move(metric));
  EXPECT_EQ(decoded.name(), "n\xEF\xBF\xBD");
  EXPECT_EQ(decoded.description(), "d\xEF\xBF\xBD");
  EXPECT_EQ(decoded.unit(), "u\xEF\xBF\xBD");
  EXPECT_EQ(decoded.sum().data_points(0).attributes(0).key(), "k\xEF\xBF\xBD");
  EXPECT_EQ(decoded.sum().data_points(0).attributes(0).value().string_value(), "v\xEF\xBF\xBD");
}

TEST(MetricsEncoderTest, UsesItsBufferAgain) {
  MetricsEncoder encoder;
  for (const std::size_t points : {1u, 500u, 2u}) {
    const ResourceMetrics metrics =
        OneScope(nullptr, MetricOf(std::vector<PointDataAttributes>(points, SumOf(1.5))));
    const std::string_view bytes = encoder.Encode(GroupMetrics(metrics));
    pb::ExportMetricsServiceRequest request;
    ASSERT_TRUE(request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    EXPECT_EQ(request.resource_metrics(0).scope_metrics(0).metrics(0).sum().data_points_size(),
              static_cast<int>(points));
  }
}

// The plain translation. Attributes and texts, which the encoder shares with spans, are taken from what it wrote.
void SetValue(const ValueType& value, pb::NumberDataPoint* point) {
  if (const auto* integer = get_if<std::int64_t>(&value)) point->set_as_int(*integer);
  if (const auto* number = get_if<double>(&value)) point->set_as_double(*number);
}

std::uint64_t Nanoseconds(SystemTimestamp time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

double Number(const ValueType& value) {
  const auto* integer = get_if<std::int64_t>(&value);
  return integer != nullptr ? static_cast<double>(*integer) : get<double>(value);
}

template <class Point>
void SetExemplars(const std::vector<Exemplar>& exemplars, const Point& written, Point* point) {
  for (std::size_t i = 0; i < exemplars.size(); ++i) {
    pb::Exemplar* const to = point->add_exemplars();
    to->set_time_unix_nano(Nanoseconds(exemplars[i].time));
    if (const auto* integer = get_if<std::int64_t>(&exemplars[i].value)) to->set_as_int(*integer);
    if (const auto* number = get_if<double>(&exemplars[i].value)) to->set_as_double(*number);
    if (exemplars[i].trace_id.IsValid()) to->set_trace_id(exemplars[i].trace_id.Id().data(), 16);
    if (exemplars[i].span_id.IsValid()) to->set_span_id(exemplars[i].span_id.Id().data(), 8);
    EXPECT_EQ(written.exemplars(static_cast<int>(i)).filtered_attributes_size(),
              static_cast<int>(exemplars[i].filtered_attributes.size()));
    *to->mutable_filtered_attributes() =
        written.exemplars(static_cast<int>(i)).filtered_attributes();
  }
}

template <class Point>
void SetCommon(const MetricData& metric, const PointDataAttributes& from, const Point& written,
               Point* point) {
  point->set_start_time_unix_nano(Nanoseconds(metric.start_ts));
  point->set_time_unix_nano(Nanoseconds(metric.end_ts));
  EXPECT_EQ(written.attributes_size(), static_cast<int>(from.attributes.size()));
  *point->mutable_attributes() = written.attributes();
  SetExemplars(from.exemplars, written, point);
}

bool FallsNever(InstrumentType type) {
  return type == InstrumentType::kCounter || type == InstrumentType::kHistogram ||
         type == InstrumentType::kObservableCounter;
}

void SetBuckets(const AdaptingCircularBufferCounter* from,
                pb::ExponentialHistogramDataPoint::Buckets* to) {
  to->set_offset(from->StartIndex());
  for (int i = from->StartIndex(); i <= from->EndIndex(); ++i) to->add_bucket_counts(from->Get(i));
}

void ExpectPoint(const MetricData& metric, const PointDataAttributes& from,
                 const pb::NumberDataPoint& written) {
  pb::NumberDataPoint point;
  SetCommon(metric, from, written, &point);
  if (const auto* sum = get_if<SumPointData>(&from.point_data)) SetValue(sum->value_, &point);
  if (const auto* last = get_if<LastValuePointData>(&from.point_data)) {
    if (last->is_lastvalue_valid_) SetValue(last->value_, &point);
    point.set_flags(last->is_lastvalue_valid_ ? 0 : 1);
  }
  EXPECT_EQ(written.SerializeAsString(), point.SerializeAsString());
}

void ExpectPoint(const MetricData& metric, const PointDataAttributes& from,
                 const pb::HistogramDataPoint& written) {
  const auto& histogram = get<HistogramPointData>(from.point_data);
  pb::HistogramDataPoint point;
  SetCommon(metric, from, written, &point);
  point.set_count(histogram.count_);
  if (FallsNever(metric.instrument_descriptor.type_)) point.set_sum(Number(histogram.sum_));
  if (!histogram.counts_.empty()) {
    for (const auto count : histogram.counts_) point.add_bucket_counts(count);
    for (const double bound : histogram.boundaries_) point.add_explicit_bounds(bound);
  }
  if (histogram.record_min_max_ && histogram.count_ != 0) {
    point.set_min(Number(histogram.min_));
    point.set_max(Number(histogram.max_));
  }
  EXPECT_EQ(written.SerializeAsString(), point.SerializeAsString());
}

void ExpectPoint(const MetricData& metric, const PointDataAttributes& from,
                 const pb::ExponentialHistogramDataPoint& written) {
  const auto& histogram = get<Base2ExponentialHistogramPointData>(from.point_data);
  pb::ExponentialHistogramDataPoint point;
  SetCommon(metric, from, written, &point);
  point.set_count(histogram.count_);
  if (FallsNever(metric.instrument_descriptor.type_)) point.set_sum(histogram.sum_);
  point.set_scale(histogram.scale_);
  point.set_zero_count(histogram.zero_count_);
  point.set_zero_threshold(histogram.zero_threshold_);
  const auto* positive = histogram.positive_buckets_.get();
  const auto* negative = histogram.negative_buckets_.get();
  if (positive != nullptr && !positive->Empty()) SetBuckets(positive, point.mutable_positive());
  if (negative != nullptr && !negative->Empty()) SetBuckets(negative, point.mutable_negative());
  if (histogram.record_min_max_ && histogram.count_ != 0) {
    point.set_min(histogram.min_);
    point.set_max(histogram.max_);
  }
  EXPECT_EQ(written.SerializeAsString(), point.SerializeAsString());
}

template <class Data>
void ExpectPoints(const MetricGroup& group, const Data& data) {
  ASSERT_EQ(data.data_points_size(), static_cast<int>(group.points.size()));
  for (int i = 0; i < data.data_points_size(); ++i) {
    ExpectPoint(*group.metric, *group.points[static_cast<std::size_t>(i)], data.data_points(i));
  }
}

void ExpectMetric(const MetricGroup& group, const pb::Metric& written) {
  EXPECT_EQ(written.has_gauge(), group.kind == MetricKind::kGauge);
  EXPECT_EQ(written.has_histogram(), group.kind == MetricKind::kHistogram);
  if (written.has_sum()) {
    EXPECT_EQ(written.sum().is_monotonic(), group.kind == MetricKind::kMonotonicSum);
    return ExpectPoints(group, written.sum());
  }
  if (written.has_gauge()) return ExpectPoints(group, written.gauge());
  if (written.has_histogram()) return ExpectPoints(group, written.histogram());
  ASSERT_TRUE(written.has_exponential_histogram());
  ExpectPoints(group, written.exponential_histogram());
}

TEST(MetricsEncoderTest, EncodesWhatProtobufEncodes) {
  std::mt19937_64 random(20261126);
  std::size_t points = 0;
  for (int round = 0; round < 300; ++round) {
    const test::RandomMetrics metrics = test::MakeRandomMetrics(&random);
    const MetricGroups groups = GroupMetrics(metrics.data);
    const auto request = Decoded(metrics.data);
    ASSERT_EQ(request.resource_metrics_size(), groups.scopes.empty() ? 0 : 1);
    for (std::size_t i = 0; i < groups.scopes.size(); ++i) {
      const auto& scope = request.resource_metrics(0).scope_metrics(static_cast<int>(i));
      ASSERT_EQ(scope.metrics_size(), static_cast<int>(groups.scopes[i].metrics.size()));
      for (int j = 0; j < scope.metrics_size(); ++j) {
        ExpectMetric(groups.scopes[i].metrics[static_cast<std::size_t>(j)], scope.metrics(j));
      }
    }
    points += groups.points;
  }
  EXPECT_GT(points, 1000u);
}

}  // namespace
}  // namespace metrics_encoder_test
}  // namespace tracebridge::otlp
