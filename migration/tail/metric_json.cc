#include "migration/tail/metric_json.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "migration/tail/text.h"
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

void WriteMetricJson(const Metric& metric, std::ostream& out) {
  const bool is_number = metric.kind == MetricKind::kGauge || metric.kind == MetricKind::kSum;
  const std::string name = Cut(metric.name, kMaxRepeatedBytes);
  const std::string unit = Cut(metric.unit, kMaxRepeatedBytes);
  const std::string scope = Cut(metric.scope->name, kMaxRepeatedBytes);
  const std::string service = Cut(ServiceName(*metric.resource), kMaxRepeatedBytes);
  for (const Point& point : metric.points) {
    Json exemplars = Json::array();
    for (const Exemplar& exemplar : point.exemplars) exemplars.push_back(ToJson(exemplar));
    const Json json = {{"metric", name},
                       {"unit", unit},
                       {"kind", NameOf(metric.kind)},
                       {"temporality", NameOf(metric.temporality)},
                       {"monotonic", metric.is_monotonic},
                       {"scope", scope},
                       {"service", service},
                       {"attributes", tail::ToJson(point.attributes)},
                       {"startTimeUnixNano", std::to_string(point.start)},
                       {"timeUnixNano", std::to_string(point.time)},
                       {"value", tail::ToJson(point.value)},
                       {"count", is_number ? Json() : Json(point.count)},
                       {"sum", ToJson(point.sum)},
                       {"min", ToJson(point.min)},
                       {"max", ToJson(point.max)},
                       {"exemplars", std::move(exemplars)}};
    out << json.dump(-1, ' ', true, Json::error_handler_t::replace) << '\n';
  }
}

}  // namespace tracebridge::tail
