#include "otel_core/exporters/jaeger/src/agent_socket.h"

#include <netdb.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

namespace tracebridge::jaeger {
namespace {

struct AddressDeleter {
  void operator()(addrinfo* addresses) const { freeaddrinfo(addresses); }
};

std::string TextOf(int error) { return std::generic_category().message(error); }

// What the network said of the packets before, which the system keeps for the next call.
int PendingError(int socket) {
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// Too large a packet and a full buffer say nothing of the address.
bool IsOfThePacket(int error) {
  return error == EMSGSIZE || error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS;
}

}  // namespace

HostPort SplitHostPort(std::string_view text, std::uint16_t port) {
  HostPort parts{std::string(text), std::to_string(port)};
  const std::size_t colon = text.rfind(':');
  const bool has_brackets = !text.empty() && text.front() == '[';
  const std::size_t bracket = has_brackets ? text.find(']') : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    parts.host = text.substr(1, bracket - 1);
    if (colon == bracket + 1) parts.port = text.substr(colon + 1);
  } else if (colon != std::string_view::npos && text.find(':') == colon) {
    parts.host = text.substr(0, colon);
    parts.port = text.substr(colon + 1);
  }
  if (parts.host.empty()) parts.host = "localhost";
  return parts;
}

Sent AgentSocket::Send(std::string_view packet) {
  Sent sent;
  if (socket_ >= 0 && PendingError(socket_) != 0) {
    sent.previous_was_refused = true;
    Close();
    if (next_ == 0) addresses_.clear();  // each of them was tried: the name may mean others by now
  }
  if (addresses_.empty()) {
    sent.error = Resolve();
    if (!sent.error.empty()) return sent;
  }
  int error = 0;
  for (std::size_t tries = 0; tries < addresses_.size(); ++tries) {
    error = socket_ >= 0 ? 0 : Connect(addresses_[next_]);
    if (error == 0) error = SendNow(packet);
    if (error == 0) return sent;
    if (IsOfThePacket(error)) break;
    Close();
  }
  sent.error = TextOf(error);
  if (!IsOfThePacket(error)) addresses_.clear();
  return sent;
}

std::string AgentSocket::Resolve() {
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int result = getaddrinfo(agent_.host.c_str(), agent_.port.c_str(), &hints, &found);
  if (result != 0) {
    return agent_.host + ": " + (result == EAI_SYSTEM ? TextOf(errno) : gai_strerror(result));
  }
  const std::unique_ptr<addrinfo, AddressDeleter> owner(found);
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    Address& added = addresses_.emplace_back();
    std::memcpy(&added.bytes, address->ai_addr, address->ai_addrlen);
    added.size = address->ai_addrlen;
  }
  next_ = 0;
  return "";
}

// UDP's connect() sends nothing: it finds a route, and has the system tell of refusals.
int AgentSocket::Connect(const Address& address) {
  socket_ = socket(address.bytes.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return errno;
  return connect(socket_, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) == 0
             ? 0
             : errno;
}

// A host nearby refuses before send() returns.
int AgentSocket::SendNow(std::string_view packet) {
  return send(socket_, packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0
             ? errno
             : PendingError(socket_);
}

// The next one has the next address.
void AgentSocket::Close() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  if (!addresses_.empty()) next_ = (next_ + 1) % addresses_.size();
}

}  // namespace tracebridge::jaeger
