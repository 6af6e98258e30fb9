// Listening sockets, by the address that a person writes.
//
//   localhost:9464    ->  127.0.0.1:9464
//   [::1]:9464        ->  ::1, port 9464
//   9464, :9464       ->  0.0.0.0:9464
//   http://web:9464/  ->  the address of web
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace tracebridge::prometheus_exporter {

struct ListeningSocket {
  int descriptor;  // the caller's to close; not inherited by programs that this one starts
  std::uint16_t port;
  bool is_ipv6;
};

// Returns a socket that listens and does not block, or what is wrong in a few words. Of a name with several addresses,
// that of IPv4 counts. May block while a name is looked up. Throws std::bad_alloc.
std::variant<ListeningSocket, std::string> Listen(std::string_view url);

}  // namespace tracebridge::prometheus_exporter
