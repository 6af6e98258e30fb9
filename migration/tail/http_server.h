// HTTP/1.1 around an OtlpEndpoint: sockets, time limits and memory limits, on one thread.
//
// Why not cpp-httplib: docs/RATIONALE.md, "Why does `tail` not use the HTTP library of the
// examples?".
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "migration/tail/otlp_endpoint.h"

namespace boost::asio {
class io_context;
}

namespace tracebridge::tail {

class HttpConnections;

struct ServerLimits {
  size_t max_connections = 64;                     // one more closes the longest idle, or waits
  size_t max_head = 16 * 1024;                     // bytes of request line and header fields
  size_t max_bodies = size_t{128} << 20;           // bytes, of all requests that are being read
  std::chrono::milliseconds head_timeout{10'000};  // for a whole head, from its connection on
  std::chrono::milliseconds idle_timeout{60'000};  // for the head of a later request
  std::chrono::milliseconds body_timeout{30'000};  // for a whole body, and for its answer
};

class HttpServer {
 public:
  using OnRefused = std::function<void(int status, const std::string& reason)>;

  // Works while somebody runs `context`, on that one thread, and must not outlive it.
  HttpServer(boost::asio::io_context& context, const ServerLimits& limits);
  ~HttpServer();

  // Opens `host` (an address, or `localhost`) and returns the port: `port`, or one that was free if
  // that is 0. Returns what went wrong otherwise.
  std::variant<uint16_t, std::string> Listen(const std::string& host, uint16_t port);

  // Answers requests from now on. `endpoint` must live as long as `context` runs. `on_refused`
  // hears of each answer that is not 2xx.
  void Serve(const OtlpEndpoint& endpoint, OnRefused on_refused);

  // Takes no more requests; those that have begun are answered. `on_closed` is called, here or
  // later, when no connection is left.
  void Close(std::function<void()> on_closed);

 private:
  const std::shared_ptr<HttpConnections> connections_;
};

}  // namespace tracebridge::tail
