// A client of HTTP that sends what it is told, well-formed or not.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace tracebridge::prometheus_exporter {

class PlainClient {
 public:
  explicit PlainClient(std::uint16_t port)
      : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval minute{60, 0};  // no test ends by it
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &minute, sizeof minute);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~PlainClient() { close(socket_); }
  PlainClient(const PlainClient&) = delete;
  PlainClient& operator=(const PlainClient&) = delete;

  bool is_connected() const { return is_connected_; }
  void Send(const std::string& bytes) { send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void EndSending() { shutdown(socket_, SHUT_WR); }

  void Discard() {
    char buffer[4096];
    while (recv(socket_, buffer, sizeof buffer, 0) > 0) {
    }
  }

  // Returns all that comes until the server ends the connection.
  std::string ReadAll() {
    std::string text;
    char buffer[4096];
    ssize_t got;
    while ((got = recv(socket_, buffer, sizeof buffer, 0)) > 0) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

 private:
  const int socket_;
  bool is_connected_;
};

// Returns the whole response to a GET with those further header lines.
inline std::string Get(std::uint16_t port, const std::string& target = "/metrics",
                       const std::string& headers = "") {
  PlainClient client(port);
  client.Send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return client.ReadAll();
}

inline std::string BodyOf(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? "" : response.substr(end + 4);
}

}  // namespace tracebridge::prometheus_exporter
