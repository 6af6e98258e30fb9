#include "tests/support/random_metrics.h"

#include <limits>
#include <string>
#include <utility>

namespace tracebridge::test {
namespace {

using namespace opentelemetry::sdk::metrics;  // NOLINT(google-build-using-namespace): what is made
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::common::OwnedAttributeValue;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;

class Maker {
 public:
  explicit Maker(std::mt19937_64* random) : random_(*random) {}

  RandomMetrics All() {
    RandomMetrics made;
    made.resource = std::make_unique<opentelemetry::sdk::resource::Resource>(
        opentelemetry::sdk::resource::ResourceAttributes{{"service.name", Text()},
                                                         {"n", Integer()}},
        Text());
    made.data.resource_ = Chance() ? made.resource.get() : nullptr;
    for (std::size_t i = Below(4); i > 0; --i) {
      made.scopes.push_back(InstrumentationScope::Create(Text(), Text(), Text()));
      made.data.scope_metric_data_.emplace_back();
      auto& scope = made.data.scope_metric_data_.back();
      if (Chance()) scope.scope_ = made.scopes.back().get();
      for (std::size_t j = Below(6); j > 0; --j) scope.metric_data_.push_back(Metric());
    }
    return made;
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }
  bool Chance() { return Below(4) != 0; }

  std::string Text() {
    static const char* const kTexts[] = {
        "", "a", "ünïcode", "qu\"ote\n\x7f", "bad\xff", "http.server.request.duration"};
    return Chance() ? kTexts[Below(std::size(kTexts))] : std::string(Below(300), 'x');
  }

  std::int64_t Integer() {
    switch (Below(4)) {
      case 0:
        return static_cast<std::int64_t>(random_());
      case 1:
        return std::numeric_limits<std::int64_t>::min();
      default:
        return static_cast<std::int64_t>(Below(1000)) - 500;
    }
  }

  double Number() {
    switch (Below(4)) {
      case 0:
        return 0;
      case 1:
        return -0.1 * static_cast<double>(1 + Below(100));  // JSON readers lose the sign of -0
      case 2:
        return std::numeric_limits<double>::denorm_min();
      default:
        return 1e300 / static_cast<double>(1 + Below(1000));
    }
  }

  ValueType Value() {
    if (Chance()) return Integer();
    return Number();
  }

  SystemTimestamp Time() {
    return SystemTimestamp(std::chrono::nanoseconds(Chance() ? random_() >> 2 : 0));
  }

  template <class T, class Make>
  std::vector<T> List(Make make) {
    std::vector<T> list(Below(4));
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = make();
    return list;
  }

  OwnedAttributeValue AttributeValue() {
    switch (Below(7)) {
      case 0:
        return Chance();
      case 1:
        return Integer();
      case 2:
        return Number();
      case 3:
        return List<std::string>([this] { return Text(); });
      case 4:
        return List<bool>([this] { return Chance(); });
      case 5:
        return List<std::uint8_t>([this] { return static_cast<std::uint8_t>(random_()); });
      default:
        return Text();
    }
  }

  PointAttributes Attributes() {
    PointAttributes attributes;
    for (std::size_t i = Below(4); i > 0; --i) attributes["k" + Text()] = AttributeValue();
    if (!Chance()) attributes["otel.metric.overflow"] = true;
    return attributes;
  }

  Exemplar OneExemplar() {
    Exemplar exemplar;
    exemplar.value = Value();
    exemplar.time = Time();
    if (Chance()) {
      std::uint8_t id[16];
      for (std::uint8_t& byte : id) byte = static_cast<std::uint8_t>(random_() | 1);
      exemplar.trace_id = opentelemetry::trace::TraceId(id);
      exemplar.span_id =
          opentelemetry::trace::SpanId(opentelemetry::nostd::span<const std::uint8_t, 8>(id, 8));
    }
    exemplar.filtered_attributes = Attributes();
    return exemplar;
  }

  HistogramPointData Histogram() {
    HistogramPointData histogram;
    for (std::size_t i = 0, size = Below(20); i < size; ++i) {
      histogram.boundaries_.push_back(static_cast<double>(i) + 0.5);
    }
    if (Chance()) histogram.counts_.resize(histogram.boundaries_.size() + 1);
    for (std::uint64_t& count : histogram.counts_) histogram.count_ += count = Below(1000);
    histogram.sum_ = Value();
    histogram.min_ = Value();
    histogram.max_ = Value();
    histogram.record_min_max_ = Chance();
    return histogram;
  }

  std::unique_ptr<AdaptingCircularBufferCounter> Buckets() {
    auto buckets = std::make_unique<AdaptingCircularBufferCounter>(160);
    const std::int32_t first = static_cast<std::int32_t>(Below(4000)) - 2000;
    for (std::size_t i = Below(5); i > 0; --i) {
      buckets->Increment(first + static_cast<std::int32_t>(Below(100)), 1 + Below(100000));
    }
    return buckets;
  }

  Base2ExponentialHistogramPointData ExponentialHistogram() {
    Base2ExponentialHistogramPointData histogram;
    histogram.sum_ = Number();
    histogram.min_ = Number();
    histogram.max_ = Number();
    histogram.zero_threshold_ = Chance() ? 0 : Number();
    histogram.count_ = Below(3);
    histogram.zero_count_ = Below(3);
    histogram.positive_buckets_ = Chance() ? Buckets() : nullptr;
    histogram.negative_buckets_ = Buckets();
    histogram.scale_ = static_cast<std::int32_t>(Below(31)) - 10;
    histogram.record_min_max_ = Chance();
    return histogram;
  }

  PointType Data() {
    switch (Below(5)) {
      case 0:
        return SumPointData{Value(), Chance()};
      case 1:
        return LastValuePointData{Value(), Chance(), Time()};
      case 2:
        return Histogram();
      case 3:
        return ExponentialHistogram();
      default:
        return DropPointData();
    }
  }

  MetricData Metric() {
    MetricData metric;
    metric.instrument_descriptor = {Text(), Text(), Text(), static_cast<InstrumentType>(Below(7)),
                                    InstrumentValueType::kLong};
    metric.aggregation_temporality = static_cast<AggregationTemporality>(Below(3));
    metric.start_ts = Time();
    metric.end_ts = Time();
    for (std::size_t i = Below(5); i > 0; --i) {
      metric.point_data_attr_.push_back({Attributes(), Data()});
      for (std::size_t j = Below(3); j > 0; --j) {
        metric.point_data_attr_.back().exemplars.push_back(OneExemplar());
      }
    }
    return metric;
  }

  std::mt19937_64& random_;
};

}  // namespace

RandomMetrics MakeRandomMetrics(std::mt19937_64* random) { return Maker(random).All(); }

}  // namespace tracebridge::test
