// A point as a line of text, to compare with another.
//
//   7                                             a sum
//   last 7 | last none                            a gauge
//   3 values, sum 12, 1..7, [0 1 2]               a histogram
//   3 values, sum 12, 1..7, scale 2, zeros 1, + {4: 1, 7: 1}, - {}
#pragma once

#include <cstddef>
#include <sstream>
#include <string>

#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"

namespace opentelemetry::sdk::metrics {

inline std::string Text(const ValueType& value) {
  std::ostringstream out;
  nostd::visit([&](auto number) { out << number; }, value);
  return out.str();
}

inline std::string Text(const AdaptingCircularBufferCounter& buckets) {
  std::string text = "{";
  if (!buckets.Empty()) {
    for (std::int32_t i = buckets.StartIndex(); i <= buckets.EndIndex(); ++i) {
      if (buckets.Get(i) == 0) continue;
      text += (text == "{" ? "" : ", ") + std::to_string(i) + ": " + std::to_string(buckets.Get(i));
    }
  }
  return text + "}";
}

inline std::string Text(const PointType& point) {
  if (const auto* sum = nostd::get_if<SumPointData>(&point)) return Text(sum->value_);
  if (const auto* last = nostd::get_if<LastValuePointData>(&point)) {
    return last->is_lastvalue_valid_ ? "last " + Text(last->value_) : "last none";
  }
  std::ostringstream out;
  if (const auto* histogram = nostd::get_if<HistogramPointData>(&point)) {
    out << histogram->count_ << " values, sum " << Text(histogram->sum_);
    if (histogram->record_min_max_) {
      out << ", " << Text(histogram->min_) << ".." << Text(histogram->max_);
    }
    out << ", [";
    for (std::size_t i = 0; i < histogram->counts_.size(); ++i) {
      out << (i == 0 ? "" : " ") << histogram->counts_[i];
    }
    out << "]";
  } else if (const auto* exponential = nostd::get_if<Base2ExponentialHistogramPointData>(&point)) {
    out << exponential->count_ << " values, sum " << exponential->sum_;
    if (exponential->record_min_max_) out << ", " << exponential->min_ << ".." << exponential->max_;
    out << ", scale " << exponential->scale_ << ", zeros " << exponential->zero_count_ << ", + "
        << Text(*exponential->positive_buckets_) << ", - " << Text(*exponential->negative_buckets_);
  } else {
    return "dropped";
  }
  return out.str();
}

// {} | {k=v, n=1}
inline std::string Text(const PointAttributes& attributes) {
  std::ostringstream out;
  out << "{";
  for (const auto& [key, value] : attributes) {
    out << (out.tellp() == 1 ? "" : ", ") << key << "=";
    nostd::visit(
        [&](const auto& v) {
          using T = std::decay_t<decltype(v)>;
          if constexpr (std::is_same_v<T, bool>) {
            out << (v ? "true" : "false");
          } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            out << v;
          } else {
            out << "[" << v.size() << "]";
          }
        },
        value);
  }
  out << "}";
  return out.str();
}

}  // namespace opentelemetry::sdk::metrics
