#include "migration/tail/host_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "migration/tail/text.h"

namespace tracebridge::tail {
namespace {
bool IsHostCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

std::optional<uint16_t> ParsePort(std::string_view text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

std::optional<HostAndPort> ParseHost(std::string_view text) {
  HostAndPort parsed;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const size_t end = text.find(']');
    if (end == text.npos) return std::nullopt;
    parsed.host = AsciiLower(text.substr(1, end - 1));
    in6_addr address;
    if (inet_pton(AF_INET6, parsed.host.c_str(), &address) != 1) return std::nullopt;
    rest = text.substr(end + 1);
  } else {
    const size_t end = std::min(text.find(':'), text.size());
    parsed.host = AsciiLower(text.substr(0, end));
    if (parsed.host.empty()) return std::nullopt;
    if (!std::all_of(parsed.host.begin(), parsed.host.end(), IsHostCharacter)) return std::nullopt;
    rest = text.substr(end);
  }
  if (rest.empty()) return parsed;
  if (rest.front() != ':') return std::nullopt;
  parsed.port = ParsePort(rest.substr(1));
  if (!parsed.port) return std::nullopt;
  return parsed;
}

bool IsIpAddress(const std::string& host) {
  in6_addr six;
  in_addr four;
  return inet_pton(AF_INET, host.c_str(), &four) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &six) == 1;
}

bool IsLoopback(const std::string& host) {
  if (host == "localhost") return true;
  in_addr four;
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  in6_addr six;
  return inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

}  // namespace tracebridge::tail
