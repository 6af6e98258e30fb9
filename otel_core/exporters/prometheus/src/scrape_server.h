// An HTTP server for one page: GET /metrics.
//
// Why not the one of prometheus-cpp: docs/RATIONALE.md, "Why does the Prometheus exporter not use prometheus-cpp's Exposer?".
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "otel_core/exporters/prometheus/src/listen.h"

namespace tracebridge::prometheus_exporter {

struct ScrapeLimits {
  std::size_t max_connections =
      64;  // a further one takes the place of the one that has waited longest for a request
  std::chrono::milliseconds request_timeout{5000};
  std::chrono::milliseconds response_timeout{30000};
};

// One thread, which takes none of the program's signals. What goes wrong with a connection ends that connection.
// After a fork the child has neither the thread nor the sockets: they are closed there, and nothing is served.
class ScrapeServer final {
 public:
  // Called on the thread of the server, one call at a time; what it throws becomes a 500.
  using Page = std::function<std::string()>;

  // Takes `socket`. Throws std::bad_alloc and std::system_error (no thread), having closed it.
  ScrapeServer(const ListeningSocket& socket, Page page, const ScrapeLimits& limits = {});
  // Waits for a call of the page that is under way. From inside of that call it does not: then the page lives until its call
  // has ended.
  ~ScrapeServer();
  ScrapeServer(const ScrapeServer&) = delete;
  ScrapeServer& operator=(const ScrapeServer&) = delete;

  // Closes all connections and the socket. Returns false when a call of the page was still under way after `timeout`. From
  // inside of that call it does not wait.
  bool Stop(std::chrono::microseconds timeout) noexcept;

 private:
  class State;
  State* state_;  // left alone in a forked child: the parent's thread may have been at work in it
};

}  // namespace tracebridge::prometheus_exporter
