// A collector on a port of its own, as the plugin has one in a proxy.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace tracebridge::training {

class Collector {
 public:
  // Listens when it returns. Throws std::runtime_error when there is no port.
  Collector();
  ~Collector();

  // http://127.0.0.1:<port>
  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Returns how many spans have come since it was last asked: when it is `expected`, or after 20 s.
  long TakeSpans(long expected);

 private:
  httplib::Server server_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  long spans_ = 0;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace tracebridge::training
