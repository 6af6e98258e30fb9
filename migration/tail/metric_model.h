// Received metrics as plain values: what is shown of what OTLP says. Buckets and quantiles are not.
//
// Source: opentelemetry-proto 1.10, metrics/v1/metrics.proto.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "migration/tail/model.h"

namespace tracebridge::tail {

enum class MetricKind { kNone, kGauge, kSum, kHistogram, kExponentialHistogram, kSummary };
enum class Temporality { kUnspecified, kDelta, kCumulative };

struct Exemplar {
  uint64_t time = 0;  // nanoseconds since the Unix epoch
  Value value;        // a number
  TraceId trace_id{};
  SpanId span_id{};
  std::vector<Attribute> attributes;
};

constexpr uint32_t kNoRecordedValue = 1;  // of Point::flags

struct Point {
  std::vector<Attribute> attributes;
  uint64_t start = 0;  // nanoseconds since the Unix epoch
  uint64_t time = 0;   // nanoseconds since the Unix epoch
  uint32_t flags = 0;
  // Of gauges and sums: a number, or none.
  Value value;
  // Of histograms and summaries.
  uint64_t count = 0;
  std::optional<double> sum;
  std::optional<double> min;
  std::optional<double> max;
  std::vector<Exemplar> exemplars;
};

// Of each of a metric's name, unit, scope and service, in the line of each point: a small request may have one long name and
// very many points.
constexpr size_t kMaxRepeatedBytes = 4096;

struct Metric {
  std::string name;
  std::string unit;
  MetricKind kind = MetricKind::kNone;
  Temporality temporality = Temporality::kUnspecified;
  bool is_monotonic = false;  // of a sum
  std::vector<Point> points;
  std::shared_ptr<const Resource> resource;  // never null in a decoded metric
  std::shared_ptr<const Scope> scope;        // never null in a decoded metric
};

}  // namespace tracebridge::tail
