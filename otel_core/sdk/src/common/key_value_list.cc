#include "otel_core/sdk/src/common/key_value_list.h"

#include "otel_core/sdk/src/common/text.h"

namespace tracebridge::core {
namespace {

Error Malformed(std::string message) { return {ErrorCode::kMalformedList, std::move(message)}; }

Expected<std::string> PercentDecode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 1 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return Malformed("\"" + std::string(text) + "\" has a \"%\" without two hexadecimal digits");
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

}  // namespace

Expected<KeyValueList> ParseKeyValueList(std::string_view text) {
  KeyValueList list;
  for (const std::string_view member : SplitList(text)) {
    const auto equals = member.find('=');
    if (equals == std::string_view::npos) {
      return Malformed("\"" + std::string(member) + "\" has no \"=\"");
    }
    Expected<std::string> key = PercentDecode(Trim(member.substr(0, equals)));
    if (!key) return key.error();
    if (key->empty()) return Malformed("\"" + std::string(member) + "\" has no key");
    Expected<std::string> value = PercentDecode(Trim(member.substr(equals + 1)));
    if (!value) return value.error();
    list.emplace_back(*std::move(key), *std::move(value));
  }
  return list;
}

}  // namespace tracebridge::core
