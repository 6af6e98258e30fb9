// A UDP socket that hands out what arrives, on one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace boost::asio {
class io_context;
}

namespace tracebridge::tail {

class Datagrams {
 public:
  using OnDatagram = std::function<void(std::string_view datagram)>;

  // Works while somebody runs `context`, on that one thread, and must not outlive it.
  explicit Datagrams(boost::asio::io_context& context);
  ~Datagrams();

  // Opens `host` (an address, or `localhost`) and returns the port: `port`, or one that was free if that is 0. Returns
  // what went wrong otherwise.
  std::variant<uint16_t, std::string> Listen(const std::string& host, uint16_t port);

  // Calls `on_datagram` with each, from now on.
  void Serve(OnDatagram on_datagram);

  // Takes those that have arrived, and no more.
  void Close();

 private:
  class Socket;
  const std::shared_ptr<Socket> socket_;
};

}  // namespace tracebridge::tail
