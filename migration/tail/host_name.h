// Names and addresses in `Host`, `Origin` and --listen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::tail {

struct HostAndPort {
  std::string host;  // lower case, without brackets around an IPv6 address
  std::optional<uint16_t> port;
};

// Returns the parts of `localhost`, `127.0.0.1:4318`, `[::1]:4318`; nothing for what has no host, a
// port that is not a number below 65536, or a character that no host name has.
std::optional<HostAndPort> ParseHost(std::string_view text);

bool IsIpAddress(const std::string& host);

// Returns whether `host` is `localhost` or an address in 127.0.0.0/8 or ::1.
bool IsLoopback(const std::string& host);

}  // namespace tracebridge::tail
