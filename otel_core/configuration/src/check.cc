#include "otel_core/configuration/src/check.h"

namespace tracebridge::core {
namespace {

constexpr std::string_view kSchemes[] = {"http://", "https://"};

// "The implementation MUST honor [...] scheme (http or https), host, port, path."
bool IsHttpUrl(std::string_view url) {
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') return false;
  }
  for (const std::string_view scheme : kSchemes) {
    if (Lower(url.substr(0, scheme.size())) == scheme) {
      const std::string_view rest = url.substr(scheme.size());
      return !rest.substr(0, rest.find_first_of("/?#")).empty();
    }
  }
  return false;
}

bool IsPort(std::string_view text) {
  unsigned port = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || text.size() > 5) return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  return port >= 1 && port <= 65535;
}

// A name or an address, and a port: "agent:6831", "127.0.0.1:6831", "[::1]:6831". The port may be absent, and so may the
// brackets then.
bool IsHostPort(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '/' || c == '@') return false;
  }
  const std::size_t bracket = text.front() == '[' ? text.find(']') : std::string_view::npos;
  if (text.front() == '[') {
    if (bracket == std::string_view::npos || bracket == 1) return false;
    const std::string_view rest = text.substr(bracket + 1);
    return rest.empty() || (rest.front() == ':' && IsPort(rest.substr(1)));
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
    return true;
  }
  return colon != 0 && IsPort(text.substr(colon + 1));
}

// RFC 9110, 5.6.2, "token".
bool IsHeaderName(std::string_view name) {
  for (const char c : name) {
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return !name.empty();
}

// A line break here would let a value add headers of its own.
bool IsHeaderValue(std::string_view value) {
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f') return false;
  }
  return true;
}

}  // namespace

namespace {

// What stands before an @ may be a password.
std::string Shown(const std::string& value) {
  const auto at = value.rfind('@');
  return at == value.npos ? value : "..." + value.substr(at);
}

}  // namespace

std::optional<Error> Check(const Setting& setting, double value) {
  if (value >= setting.minimum && value <= setting.maximum) return std::nullopt;
  return Error{ErrorCode::kOutOfRange, ToText(value) + " is not between " +
                                           ToText(setting.minimum) + " and " +
                                           ToText(setting.maximum)};
}

std::optional<Error> Check(const Setting& setting, const std::string& value) {
  if (setting.form == Form::kHeaderName && !IsHeaderName(value)) {
    return Error{ErrorCode::kUnknownValue, "\"" + value + "\" is not the name of a header"};
  }
  if (value.empty()) return std::nullopt;
  if (setting.form == Form::kHostPort && !IsHostPort(value)) {
    return Error{ErrorCode::kMalformedUrl,
                 "\"" + Shown(value) + "\" is not host:port, such as agent:6831 or [::1]:6831"};
  }
  if (setting.form != Form::kHttpUrl || IsHttpUrl(value)) return std::nullopt;
  return Error{ErrorCode::kMalformedUrl,
               "\"" + Shown(value) + "\" is not a URL that begins with http:// or https://"};
}

std::optional<Error> Check(const Setting& setting, const KeyValueList& value) {
  if (setting.form != Form::kHttpHeaders) return std::nullopt;
  for (const auto& [name, text] : value) {
    // The value may be a secret; only the name is told.
    if (!IsHeaderName(name)) {
      return Error{ErrorCode::kMalformedList, "\"" + name + "\" is not the name of a header"};
    }
    if (!IsHeaderValue(text)) {
      return Error{ErrorCode::kMalformedList,
                   "the value of \"" + name + "\" has a character that no header can have"};
    }
  }
  return std::nullopt;
}

}  // namespace tracebridge::core
