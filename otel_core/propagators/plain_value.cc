#include "otel_core/propagators/plain_value.h"

#include <algorithm>

#include "otel_core/propagators/percent.h"
#include "otel_core/propagators/text.h"

namespace tracebridge::propagators {
namespace {

bool NeedsEscapes(std::string_view value) {
  if (value.empty()) return false;
  return value.front() == ' ' || value.back() == ' ' ||
         !std::all_of(value.begin(), value.end(), IsPrintable);
}

void AppendEscaped(std::string_view value, std::string* to) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_edge = i == 0 || i + 1 == value.size();
    if (IsPrintable(value[i]) && value[i] != '%' && !(is_edge && value[i] == ' ')) {
      to->push_back(value[i]);
    } else {
      AppendPercentEncoded(value.substr(i, 1), to);
    }
  }
}

}  // namespace

void AppendPlain(std::string_view value, std::string* to) {
  if (NeedsEscapes(value)) {
    AppendEscaped(value, to);
  } else {
    to->append(value);
  }
}

void AppendFromPlain(std::string_view text, std::string* to) {
  if (text.find('%') != std::string_view::npos) {
    std::string value;
    std::string again;
    if (AppendPercentDecoded(text, &value) && NeedsEscapes(value)) AppendEscaped(value, &again);
    if (again == text) {
      to->append(value);
      return;
    }
  }
  to->append(text);
}

}  // namespace tracebridge::propagators
