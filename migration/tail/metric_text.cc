#include "migration/tail/metric_text.h"

#include <ostream>
#include <string>

#include "migration/tail/text.h"
#include "migration/tail/value_text.h"

namespace tracebridge::tail {
namespace {

const char* NameOf(const Metric& metric) {
  switch (metric.kind) {
    case MetricKind::kNone:
      return "of an unknown kind";
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kSum:
      return metric.is_monotonic ? "counter" : "sum";
    case MetricKind::kHistogram:
      return "histogram";
    case MetricKind::kExponentialHistogram:
      return "exponential histogram";
    case MetricKind::kSummary:
      return "summary";
  }
  return "";
}

std::string Text(const std::vector<Attribute>& attributes) {
  std::string text = "{";
  for (const Attribute& attribute : attributes) {
    if (text.size() > 1) text += ", ";
    text += attribute.key + "=" + ValueText(attribute.value);
  }
  return text + "}";
}

void Add(const char* name, const std::optional<double>& number, std::string* text) {
  if (number) *text += std::string(", ") + name + " " + ValueText(Value{*number});
}

std::string ValueOf(const Metric& metric, const Point& point) {
  if (metric.kind == MetricKind::kGauge || metric.kind == MetricKind::kSum) {
    const bool has_value = !std::holds_alternative<std::monostate>(point.value.value);
    return has_value ? ValueText(point.value) : "no value";
  }
  if ((point.flags & kNoRecordedValue) != 0) return "no value";
  std::string text = "count " + std::to_string(point.count);
  Add("sum", point.sum, &text);
  Add("min", point.min, &text);
  Add("max", point.max, &text);
  return text;
}

std::string Text(const Exemplar& exemplar) {
  const std::string value = ", exemplar " + ValueText(exemplar.value);
  return IsZero(exemplar.trace_id) ? value : value + " in trace " + ToHex(exemplar.trace_id);
}

}  // namespace

void WriteMetricLines(const Metric& metric, std::ostream& out) {
  const std::string begin = TerminalText(
      "metric " + Cut(metric.name, kMaxRepeatedBytes) +
      (metric.unit.empty() ? "" : " [" + Cut(metric.unit, kMaxRepeatedBytes) + "]") + " " +
      NameOf(metric) + (metric.temporality == Temporality::kDelta ? " delta" : ""));
  const std::string end =
      TerminalText(", of " + Cut(ServiceName(*metric.resource), kMaxRepeatedBytes)) + "\n";
  if (metric.points.empty()) out << begin << " without points" << end;
  for (const Point& point : metric.points) {
    std::string line = " " + Text(point.attributes) + " " + ValueOf(metric, point);
    for (const Exemplar& exemplar : point.exemplars) line += Text(exemplar);
    out << begin << TerminalText(line) << end;
  }
}

}  // namespace tracebridge::tail
