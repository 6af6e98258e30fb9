#include "otel_core/propagators/percent.h"

#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/text.h"

namespace tracebridge::propagators {
namespace {

bool IsUnreserved(char c) {
  return IsAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

void AppendPercentEncoded(std::string_view text, std::string* to) {
  constexpr char kDigit[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsUnreserved(c)) {
      to->push_back(c);
    } else {
      to->append({'%', kDigit[byte >> 4], kDigit[byte & 0x0f]});
    }
  }
}

bool AppendPercentDecoded(std::string_view text, std::string* to) {
  bool well_formed = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint64_t byte = 0;
    if (text[i] != '%') {
      to->push_back(text[i]);
    } else if (text.size() - i >= 3 && ReadHex<HexCase::kAny>(text.substr(i + 1, 2), &byte)) {
      to->push_back(static_cast<char>(byte));
      i += 2;
    } else {
      to->push_back('%');
      well_formed = false;
    }
  }
  return well_formed;
}

}  // namespace tracebridge::propagators
