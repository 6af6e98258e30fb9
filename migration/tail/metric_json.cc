#include "migration/tail/metric_json.h"

#include <nlohmann/json.hpp>

#include "migration/tail/value_json.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {
using Json = nlohmann::ordered_json;

const char* NameOf(MetricKind kind) {
  switch (kind) {
    case MetricKind::kNone:
      return "unknown";
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kSum:
      return "sum";
    case MetricKind::kHistogram:
      return "histogram";
    case MetricKind::kExponentialHistogram:
      return "exponentialHistogram";
    case MetricKind::kSummary:
      return "summary";
  }
  return "";
}

const char* NameOf(Temporality temporality) {
  switch (temporality) {
    case Temporality::kUnspecified:
      return "unspecified";
    case Temporality::kDelta:
      return "delta";
    case Temporality::kCumulative:
      return "cumulative";
  }
  return "";
}

Json ToJson(const std::optional<double>& number) {
  return number ? tail::ToJson(Value{*number}) : Json();
}

Json ToJson(const Exemplar& exemplar) {
  return {{"traceId", IsZero(exemplar.trace_id) ? "" : ToHex(exemplar.trace_id)},
          {"spanId", IsZero(exemplar.span_id) ? "" : ToHex(exemplar.span_id)},
          {"timeUnixNano", std::to_string(exemplar.time)},
          {"value", tail::ToJson(exemplar.value)},
          {"attributes", tail::ToJson(exemplar.attributes)}};
}

}  // namespace

std::string MetricJson(const Metric& metric) {
  const bool is_number = metric.kind == MetricKind::kGauge || metric.kind == MetricKind::kSum;
  std::string lines;
  for (const Point& point : metric.points) {
    Json exemplars = Json::array();
    for (const Exemplar& exemplar : point.exemplars) exemplars.push_back(ToJson(exemplar));
    const Json json = {{"metric", metric.name},
                       {"unit", metric.unit},
                       {"kind", NameOf(metric.kind)},
                       {"temporality", NameOf(metric.temporality)},
                       {"monotonic", metric.is_monotonic},
                       {"scope", metric.scope->name},
                       {"service", ServiceName(*metric.resource)},
                       {"attributes", tail::ToJson(point.attributes)},
                       {"startTimeUnixNano", std::to_string(point.start)},
                       {"timeUnixNano", std::to_string(point.time)},
                       {"value", tail::ToJson(point.value)},
                       {"count", is_number ? Json() : Json(point.count)},
                       {"sum", ToJson(point.sum)},
                       {"min", ToJson(point.min)},
                       {"max", ToJson(point.max)},
                       {"exemplars", std::move(exemplars)}};
    lines += json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace tracebridge::tail
