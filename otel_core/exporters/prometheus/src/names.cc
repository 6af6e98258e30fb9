#include "otel_core/exporters/prometheus/src/names.h"

#include "otel_core/exporters/prometheus/src/unit_words.h"

namespace tracebridge::prometheus_exporter {
namespace {

constexpr std::string_view kTotal = "total";
constexpr std::string_view kRatio = "ratio";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "Discouraged characters SHOULD be replaced with the `_` character. Multiple consecutive `_` characters SHOULD be replaced
// with a single `_` character." A first digit is kept, behind a '_': 2xx and 5xx stay two names.
std::string Escape(std::string_view name, char also_fine) {
  std::string escaped;
  escaped.reserve(name.size() + 1);
  if (!name.empty() && IsDigit(name.front())) escaped += '_';
  for (const char c : name) {
    const bool is_fine = IsLetter(c) || IsDigit(c) || c == also_fine;
    if (is_fine && c != '_') {
      escaped += c;
    } else if (escaped.empty() || escaped.back() != '_') {
      escaped += '_';
    }
  }
  return escaped;
}

bool EndsWithWord(std::string_view name, std::string_view word) {
  if (name.size() <= word.size()) return name == word;
  return name.substr(name.size() - word.size()) == word &&
         name[name.size() - word.size() - 1] == '_';
}

void AppendWord(std::string_view word, std::string* name) {
  if (name->back() != '_') *name += '_';
  *name += word;
}

// "A suffix to the metric name SHOULD be added unless the metric name already ends with the unit".
void AppendUnlessThere(std::string_view word, std::string* name) {
  if (!word.empty() && !EndsWithWord(*name, word)) AppendWord(word, name);
}

}  // namespace

std::string MetricName(std::string_view name, std::string_view unit, prometheus::MetricType type,
                       NameRules rules) {
  std::string result = Escape(name, ':');
  if (result.empty()) return result;

  // "The unit suffix comes before any type-specific suffixes."
  const bool is_counter = type == prometheus::MetricType::Counter;
  const bool has_total =
      is_counter && result.size() > kTotal.size() && EndsWithWord(result, kTotal);
  if (has_total && !rules.without_units) result.resize(result.size() - kTotal.size());
  if (!rules.without_units) {
    std::string words = UnitWords(unit);
    // As opentelemetry-cpp and the collector: a gauge that has the unit 1 is a ratio.
    if (unit == "1" && type == prometheus::MetricType::Gauge) words = kRatio;
    if (has_total && result.size() > 1) result.pop_back();  // the '_' of "_total"
    AppendUnlessThere(words, &result);
  }
  // "If the metric name for monotonic Sum metric points does not end in a suffix of `_total` a suffix of `_total` SHOULD be
  // added by default".
  if (is_counter && (has_total || !rules.without_type_suffix)) AppendUnlessThere(kTotal, &result);
  return result;
}

std::string LabelName(std::string_view key) {
  std::string name = Escape(key, '_');
  return name.empty() ? "_" : name;
}

}  // namespace tracebridge::prometheus_exporter
