#include "otel_core/exporters/otlp/src/file/file_pattern.h"

#include <string_view>

namespace tracebridge::otlp {
namespace {

// The placeholders that are strftime's own.
constexpr std::string_view kTimes = "YymjdwHIMSFTR";

std::string FormatTime(char placeholder, const std::tm& time) {
  const char format[] = {'%', placeholder, '\0'};
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, format, &time));
}

}  // namespace

std::string ExpandPattern(const std::string& pattern, std::size_t number, const std::tm& time) {
  std::string path;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char placeholder = pattern[i] == '%' && i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (placeholder == 'N') {
      path += std::to_string(number);
    } else if (placeholder == 'n') {
      path += std::to_string(number + 1);
    } else if (placeholder == '%') {
      path += '%';
    } else if (placeholder != '\0' && kTimes.find(placeholder) != std::string_view::npos) {
      path += FormatTime(placeholder, time);
    } else {
      path += pattern[i];
      continue;
    }
    ++i;
  }
  return path;
}

bool HasNumber(const std::string& pattern) {
  const std::tm time{};
  return ExpandPattern(pattern, 0, time) != ExpandPattern(pattern, 1, time);
}

}  // namespace tracebridge::otlp
