// Datagrams to a Jaeger agent. Sending never waits.
//
//   "localhost:6831"   "agent.example:6831"   "[::1]:6831"
//
// The name is resolved on the first send, and again after a failure, in the process that sends.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tracebridge::jaeger {

struct HostPort {
  std::string host;  // without brackets
  std::string port;
};

// Returns the parts of `text`; `port` where it has none, "localhost" where it is empty.
HostPort SplitHostPort(std::string_view text, std::uint16_t port);

// What is known of a packet after it was sent.
struct Sent {
  std::string error;                  // "" if none is known
  bool previous_was_refused = false;  // the network has only now told of the packet before
};

// One thread at a time, in the process that made it.
class AgentSocket {
 public:
  explicit AgentSocket(HostPort agent) : agent_(std::move(agent)) {}
  ~AgentSocket() { Close(); }
  AgentSocket(const AgentSocket&) = delete;
  AgentSocket& operator=(const AgentSocket&) = delete;

  // Tries each address of the host until one takes the packet. What can go wrong: the packet is larger than the network
  // lets through, the host has no address or no route, nobody listens there, the buffer of the system is full. Blocks
  // while the name is resolved, and for nothing else. Throws std::bad_alloc.
  Sent Send(std::string_view packet);

 private:
  struct Address {
    sockaddr_storage bytes;
    socklen_t size;
  };

  std::string Resolve();
  int Connect(const Address& address);
  int SendNow(std::string_view packet);
  void Close();

  const HostPort agent_;
  std::vector<Address> addresses_;  // empty: not resolved
  std::size_t next_ = 0;            // of them to try when there is no socket
  int socket_ = -1;
};

}  // namespace tracebridge::jaeger
