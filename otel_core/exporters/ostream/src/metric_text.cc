#include "otel_core/exporters/ostream/src/metric_text.h"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/ostream/src/attribute_text.h"

namespace tracebridge::exporters {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::sdk::common::AttributeMap;
using opentelemetry::sdk::metrics::AdaptingCircularBufferCounter;

std::string TimeText(SystemTimestamp time) {
  const auto seconds = static_cast<std::time_t>(
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, "%c", &parts));
}

std::string Text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}
std::string Text(std::int64_t value) { return std::to_string(value); }
std::string Text(std::uint64_t value) { return std::to_string(value); }
std::string Text(const metrics::ValueType& value) {
  return opentelemetry::nostd::visit([](auto number) { return Text(number); }, value);
}

template <class T>
std::string Text(const std::vector<T>& values) {
  std::string text = "[";
  for (const T value : values) {
    if (text.size() > 1) text += ", ";
    text += Text(value);
  }
  return text + "]";
}

void AppendPoint(const metrics::SumPointData& sum, std::string* out) {
  AppendLine("\n  type\t\t: ", "SumPointData", out);
  AppendLine("\n  value\t\t: ", Text(sum.value_), out);
}

void AppendPoint(const metrics::HistogramPointData& histogram, std::string* out) {
  AppendLine("\n  type     : ", "HistogramPointData", out);
  AppendLine("\n  count     : ", Text(histogram.count_), out);
  AppendLine("\n  sum     : ", Text(histogram.sum_), out);
  if (histogram.record_min_max_) {
    AppendLine("\n  min     : ", Text(histogram.min_), out);
    AppendLine("\n  max     : ", Text(histogram.max_), out);
  }
  AppendLine("\n  buckets     : ", Text(histogram.boundaries_), out);
  AppendLine("\n  counts     : ", Text(histogram.counts_), out);
}

void AppendBuckets(const char* label, const AdaptingCircularBufferCounter* buckets,
                   std::string* out) {
  out->append(label);
  if (buckets == nullptr || buckets->Empty()) return;
  for (std::int32_t i = buckets->StartIndex(); i <= buckets->EndIndex(); ++i) {
    AppendLine("\n\t", Text(std::int64_t{i}), out);
    AppendLine(": ", Text(buckets->Get(i)), out);
  }
}

void AppendPoint(const metrics::Base2ExponentialHistogramPointData& histogram, std::string* out) {
  AppendLine("\n  type: ", "Base2ExponentialHistogramPointData", out);
  AppendLine("\n  count: ", Text(histogram.count_), out);
  AppendLine("\n  sum: ", Text(histogram.sum_), out);
  AppendLine("\n  zero_count: ", Text(histogram.zero_count_), out);
  if (histogram.record_min_max_) {
    AppendLine("\n  min: ", Text(histogram.min_), out);
    AppendLine("\n  max: ", Text(histogram.max_), out);
  }
  AppendLine("\n  scale: ", Text(std::int64_t{histogram.scale_}), out);
  AppendBuckets("\n  positive buckets:", histogram.positive_buckets_.get(), out);
  AppendBuckets("\n  negative buckets:", histogram.negative_buckets_.get(), out);
}

void AppendPoint(const metrics::LastValuePointData& last, std::string* out) {
  AppendLine("\n  type     : ", "LastValuePointData", out);
  AppendLine("\n  timestamp     : ", Text(std::int64_t{last.sample_ts_.time_since_epoch().count()}),
             out);
  AppendLine("\n  valid     : ", last.is_lastvalue_valid_ ? "true" : "false", out);
  AppendLine("\n  value     : ", Text(last.value_), out);
}

void AppendPoint(const metrics::DropPointData&, std::string*) {}

void AppendAttributesOf(const metrics::PointAttributes& attributes, const char* indent,
                        std::string* out) {
  AttributeMap map;
  map.insert(attributes.begin(), attributes.end());
  AppendAttributes(AttributesOf(map)->attributes(), indent, out);
}

template <std::size_t kDigits, class Id>
std::string Hex(const Id& id) {
  char digits[kDigits];
  id.ToLowerBase16(opentelemetry::nostd::span<char, kDigits>(digits));
  return std::string(digits, kDigits);
}

void AppendExemplar(const metrics::Exemplar& exemplar, std::string* out) {
  AppendLine("\n\t{\n\t  value         : ", Text(exemplar.value), out);
  AppendLine("\n\t  timestamp     : ", Text(std::int64_t{exemplar.time.time_since_epoch().count()}),
             out);
  AppendLine("\n\t  trace_id      : ", Hex<32>(exemplar.trace_id), out);
  AppendLine("\n\t  span_id       : ", Hex<16>(exemplar.span_id), out);
  out->append("\n\t  attributes    : ");
  AppendAttributesOf(exemplar.filtered_attributes, "\n\t\t", out);
  out->append("\n\t}");
}

void AppendMetric(const metrics::MetricData& metric, std::string* out) {
  AppendLine("\n  start time\t: ", TimeText(metric.start_ts), out);
  AppendLine("\n  end time\t: ", TimeText(metric.end_ts), out);
  AppendLine("\n  instrument name\t: ", metric.instrument_descriptor.name_, out);
  AppendLine("\n  description\t: ", metric.instrument_descriptor.description_, out);
  AppendLine("\n  unit\t\t: ", metric.instrument_descriptor.unit_, out);
  for (const metrics::PointDataAttributes& point : metric.point_data_attr_) {
    opentelemetry::nostd::visit([&](const auto& data) { AppendPoint(data, out); },
                                point.point_data);
    out->append("\n  attributes\t\t: ");
    AppendAttributesOf(point.attributes, "\n\t", out);
    if (point.exemplars.empty()) continue;
    out->append("\n  exemplars\t\t: ");
    for (const metrics::Exemplar& exemplar : point.exemplars) AppendExemplar(exemplar, out);
  }
}

}  // namespace

void AppendMetricText(const metrics::ResourceMetrics& data, std::string* out) {
  for (const metrics::ScopeMetrics& scope : data.scope_metric_data_) {
    AppendLine("{\n  scope name\t: ", scope.scope_ != nullptr ? scope.scope_->GetName() : "", out);
    AppendLine("\n  schema url\t: ", scope.scope_ != nullptr ? scope.scope_->GetSchemaURL() : "",
               out);
    AppendLine("\n  version\t: ", scope.scope_ != nullptr ? scope.scope_->GetVersion() : "", out);
    for (const metrics::MetricData& metric : scope.metric_data_) {
      AppendMetric(metric, out);
      out->append("\n  resources\t:");
      if (data.resource_ != nullptr) {
        AppendAttributes(AttributesOf(data.resource_->GetAttributes())->attributes(), "\n\t", out);
      }
    }
    out->append("\n}\n");
  }
}

}  // namespace tracebridge::exporters
