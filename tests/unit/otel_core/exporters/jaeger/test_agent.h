// A Jaeger agent: a UDP socket of this host.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace tracebridge::jaeger {

class TestAgent {
 public:
  explicit TestAgent(bool is_ipv6 = false, std::uint16_t port = 0) : is_ipv6_(is_ipv6) {
    socket_ = socket(is_ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_storage address{};
    socklen_t size = 0;
    if (is_ipv6) {
      auto* const six = reinterpret_cast<sockaddr_in6*>(&address);
      six->sin6_family = AF_INET6;
      six->sin6_addr = in6addr_loopback;
      six->sin6_port = htons(port);
      size = sizeof *six;
    } else {
      auto* const four = reinterpret_cast<sockaddr_in*>(&address);
      four->sin_family = AF_INET;
      four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      four->sin_port = htons(port);
      size = sizeof *four;
    }
    is_open_ = bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0;
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(is_ipv6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                          : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
  }
  ~TestAgent() { Close(); }
  TestAgent(const TestAgent&) = delete;
  TestAgent& operator=(const TestAgent&) = delete;

  // False where the host lacks the family of addresses.
  bool is_open() const { return is_open_; }
  std::uint16_t port() const { return port_; }
  std::string address() const {
    return (is_ipv6_ ? "[::1]:" : "127.0.0.1:") + std::to_string(port_);
  }

  // Returns the next datagram; "" when none comes within a minute.
  std::string Receive() { return Receive(60'000); }
  // Returns whether there is none that has arrived. Those of this host arrive before send() returns.
  bool IsEmpty() { return Receive(0).empty(); }

  // From now on, this host refuses what is sent here.
  void Close() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }

 private:
  std::string Receive(int timeout) {
    pollfd ready{socket_, POLLIN, 0};
    if (poll(&ready, 1, timeout) != 1) return "";
    std::string packet(65536, '\0');
    const ssize_t size = recv(socket_, packet.data(), packet.size(), 0);
    packet.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return packet;
  }

  const bool is_ipv6_;
  int socket_;
  bool is_open_;
  std::uint16_t port_;
};

}  // namespace tracebridge::jaeger
