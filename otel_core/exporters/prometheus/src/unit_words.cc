#include "otel_core/exporters/prometheus/src/unit_words.h"

#include "otel_core/sdk/src/common/text.h"

namespace tracebridge::prometheus_exporter {
namespace {

struct UnitWord {
  std::string_view ucum;
  std::string_view word;
};

// The specification's table ("Metric Metadata"), in its order; then what opentelemetry-cpp has beside it.
constexpr UnitWord kUnits[] = {
    {"d", "days"},
    {"h", "hours"},
    {"min", "minutes"},
    {"s", "seconds"},
    {"ms", "milliseconds"},
    {"us", "microseconds"},
    {"ns", "nanoseconds"},
    {"By", "bytes"},
    {"KiBy", "kibibytes"},
    {"MiBy", "mebibytes"},
    {"GiBy", "gibibytes"},
    {"TiBy", "tebibytes"},  // opentelemetry-cpp writes "tibibytes"
    {"kBy", "kilobytes"},
    {"MBy", "megabytes"},
    {"GBy", "gigabytes"},
    {"TBy", "terabytes"},
    {"m", "meters"},
    {"V", "volts"},
    {"A", "amperes"},
    {"J", "joules"},
    {"W", "watts"},
    {"g", "grams"},
    {"Cel", "celsius"},
    {"Hz", "hertz"},
    {"%", "percent"},
    {"KBy", "kilobytes"},  // opentelemetry-cpp, exporter_utils.cc
    {"1", ""},             // opentelemetry-cpp, exporter_utils.cc
};

// "Units defined as rates over time (e.g. "m/s") MUST be converted to words (e.g. "meters_per_second")". The rows are
// opentelemetry-cpp's, except that its "m" is a minute after a stroke only, and the last three.
constexpr UnitWord kPerUnits[] = {
    {"s", "second"},       {"m", "minute"},       {"h", "hour"}, {"d", "day"},
    {"w", "week"},         {"mo", "month"},       {"y", "year"}, {"min", "minute"},
    {"ms", "millisecond"}, {"us", "microsecond"},
};

template <std::size_t kSize>
std::string_view Find(const UnitWord (&rows)[kSize], std::string_view unit) {
  for (const UnitWord& row : rows) {
    if (row.ucum == unit) return row.word;
  }
  return unit;
}

// "Portions of the Unit within brackets (e.g. {packet}) MUST be dropped."
std::string WithoutBrackets(std::string_view unit) {
  std::string rest;
  bool in_brackets = false;
  for (const char c : unit) {
    if (c == '{') in_brackets = true;
    if (!in_brackets) rest += c;
    if (c == '}') in_brackets = false;
  }
  return std::string(core::Trim(rest));
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Appends the letters and digits of `text`, with '_' for what is between them and for what came before.
void AppendWords(std::string_view text, std::string* words) {
  bool is_new_word = true;
  for (const char c : text) {
    if (!IsLetterOrDigit(c)) {
      is_new_word = true;
      continue;
    }
    if (is_new_word && !words->empty()) *words += '_';
    is_new_word = false;
    *words += c;
  }
}

}  // namespace

std::string UnitWords(std::string_view unit) {
  const std::string plain = WithoutBrackets(unit);
  const std::string_view view = plain;
  const std::size_t stroke = view.find('/');
  std::string words;
  AppendWords(Find(kUnits, view.substr(0, stroke)), &words);
  if (stroke == std::string_view::npos) return words;

  std::string per;
  AppendWords(Find(kPerUnits, view.substr(stroke + 1)), &per);
  if (per.empty()) return words;
  AppendWords("per", &words);
  AppendWords(per, &words);
  return words;
}

}  // namespace tracebridge::prometheus_exporter
