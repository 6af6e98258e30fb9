#include "migration/headers/header_text.h"

#include <algorithm>

#include "migration/tail/text.h"

namespace tracebridge::headers {
namespace {

using tail::AsciiLower;
using tail::Trim;
namespace nostd = opentelemetry::nostd;

// RFC 9110, 5.6.2.
bool IsTokenCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// Removes what curl puts in front of a header, and what a shell has around one.
std::string_view Undressed(std::string_view line) {
  line = Trim(line);
  for (const std::string_view mark : {"> ", "< ", "-H ", "--header "}) {
    if (line.substr(0, mark.size()) == mark) line = Trim(line.substr(mark.size()));
  }
  if (!line.empty() && line.back() == '\\') line = Trim(line.substr(0, line.size() - 1));
  if (line.size() >= 2 && (line.front() == '\'' || line.front() == '"') &&
      line.back() == line.front()) {
    line = line.substr(1, line.size() - 2);
  }
  return line;
}

}  // namespace

std::vector<Header> ParseHeaders(std::string_view text) {
  std::vector<Header> headers;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

    line = Undressed(line);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    const std::string_view name = line.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), IsTokenCharacter)) continue;
    headers.push_back({std::string(name), std::string(Trim(line.substr(colon + 1)))});
  }
  return headers;
}

Carrier::Carrier(const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    const auto [at, added] = values_.emplace(AsciiLower(header.name), header.value);
    if (!added) at->second.append(",").append(header.value);
  }
}

nostd::string_view Carrier::Get(nostd::string_view key) const noexcept {
  const auto found = values_.find(AsciiLower(std::string_view(key.data(), key.size())));
  return found == values_.end() ? nostd::string_view() : nostd::string_view(found->second);
}

void Carrier::Set(nostd::string_view key, nostd::string_view value) noexcept {
  values_[AsciiLower(std::string_view(key.data(), key.size()))].assign(value.data(), value.size());
}

bool Carrier::Keys(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  for (const auto& [name, value] : values_) {
    if (!callback(name)) return false;
  }
  return true;
}

}  // namespace tracebridge::headers
