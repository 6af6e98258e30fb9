#include "tests/fuzz/shown_metrics.h"

#include <cstdlib>
#include <sstream>
#include <string>

#include "migration/tail/metric_json.h"
#include "migration/tail/metric_text.h"
#include "migration/tail/text.h"

namespace tracebridge::tail {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

std::string Written(void (*write)(const Metric&, std::ostream&), const Metric& metric) {
  std::ostringstream out;
  write(metric, out);
  return out.str();
}

// Lines of text that only shows.
bool AreLines(std::string_view text) {
  if (!text.empty() && text.back() != '\n') return false;
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    if (IsUnsafe(code_point) && code_point != '\n') return false;
  }
  return true;
}

}  // namespace

void RequireShowable(const MetricsResult& result) {
  const auto* decoded = std::get_if<DecodedMetrics>(&result);
  if (decoded == nullptr) return;
  for (const Metric& metric : decoded->metrics) {
    Require(metric.resource != nullptr && metric.scope != nullptr);
    const std::string lines = Written(WriteMetricLines, metric);
    Require(AreLines(lines) && !lines.empty());
    const std::string json = Written(WriteMetricJson, metric);
    Require(AreLines(json));
    for (const char c : json) Require(static_cast<unsigned char>(c) <= 0x7e);
  }
}

}  // namespace tracebridge::tail
