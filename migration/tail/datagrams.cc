#include "migration/tail/datagrams.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <utility>
#include <vector>

namespace tracebridge::tail {
namespace asio = boost::asio;
using asio::ip::udp;

namespace {
constexpr size_t kLargest = 65536;  // bytes; no datagram is larger
constexpr int kWaiting = 4 << 20;   // bytes that the system may keep for us, if it lets us ask
constexpr size_t kAtTheEnd = 1000;  // datagrams that are still taken at the end
}  // namespace

// It and the operation that waits keep each other alive, until it is closed.
class Datagrams::Socket : public std::enable_shared_from_this<Datagrams::Socket> {
 public:
  explicit Socket(asio::io_context& context) : socket_(context) {}

  std::variant<uint16_t, std::string> Listen(const std::string& host, uint16_t port) {
    boost::system::error_code error;
    const asio::ip::address address =
        asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
    if (error) return "\"" + host + "\" is not an address";
    const udp::endpoint endpoint(address, port);
    socket_.open(endpoint.protocol(), error);
    if (!error) socket_.bind(endpoint, error);
    if (!error) socket_.non_blocking(true, error);
    if (error) {
      return "cannot listen on " + host + ":" + std::to_string(port) + " (UDP): " + error.message();
    }
    boost::system::error_code ignored;
    socket_.set_option(asio::socket_base::receive_buffer_size(kWaiting), ignored);
    return socket_.local_endpoint().port();
  }

  void Serve(OnDatagram on_datagram) {
    on_datagram_ = std::move(on_datagram);
    Wait();
  }

  void Close() {
    if (!socket_.is_open()) return;
    if (on_datagram_ && !is_taking_) {
      for (size_t i = 0; i < kAtTheEnd && Take(); ++i) continue;
    }
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  // Close() may be called from within.
  class Taking {
   public:
    explicit Taking(bool* is_taking) : is_taking_(is_taking) { *is_taking_ = true; }
    ~Taking() { *is_taking_ = false; }
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;

   private:
    bool* const is_taking_;
  };

  void Wait() {
    socket_.async_wait(udp::socket::wait_read,
                       [self = shared_from_this()](const boost::system::error_code& error) {
                         if (error) return;
                         // First the next wait: what a datagram leads to may throw, or close this.
                         self->Wait();
                         self->Take();
                       });
  }

  bool Take() {
    boost::system::error_code error;
    udp::endpoint sender;
    const size_t size = socket_.receive_from(asio::buffer(bytes_), sender, 0, error);
    if (error) return false;
    const Taking taking(&is_taking_);
    on_datagram_(std::string_view(bytes_.data(), size));
    return socket_.is_open();
  }

  udp::socket socket_;
  std::vector<char> bytes_ = std::vector<char>(kLargest);
  OnDatagram on_datagram_;
  bool is_taking_ = false;
};

Datagrams::Datagrams(asio::io_context& context) : socket_(std::make_shared<Socket>(context)) {}

Datagrams::~Datagrams() { socket_->Close(); }

std::variant<uint16_t, std::string> Datagrams::Listen(const std::string& host, uint16_t port) {
  return socket_->Listen(host, port);
}

void Datagrams::Serve(OnDatagram on_datagram) { socket_->Serve(std::move(on_datagram)); }

void Datagrams::Close() { socket_->Close(); }

}  // namespace tracebridge::tail
