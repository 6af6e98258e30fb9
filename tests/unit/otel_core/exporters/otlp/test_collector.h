// A collector that answers as the test says, over real sockets.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tracebridge::otlp {

// How to answer one request.
struct Reply {
  std::string bytes;   // sent as they are
  bool hang = false;   // then send nothing more and keep the connection
  bool close = false;  // then close the connection
};

// Returns a complete HTTP response.
Reply Respond(const std::string& status, const std::string& headers = "",
              const std::string& body = "");

struct Request {
  std::string line;                            // POST /v1/traces HTTP/1.1
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// Answers requests with `replies` in turn, then with 200. Each connection has a thread.
class TestCollector {
 public:
  explicit TestCollector(std::vector<Reply> replies = {}, SSL_CTX* tls = nullptr);
  ~TestCollector();

  // http(s)://127.0.0.1:<port>/v1/traces
  std::string url() const;
  std::vector<Request> requests();
  int connections() const { return connections_; }
  // Blocks until `count` requests have arrived; false after a minute.
  bool WaitForRequests(std::size_t count);

 private:
  class Connection;

  void Accept();
  void Serve(int socket);
  Reply NextReply(Request request);
  bool WaitReadable(int socket) const;  // false when the collector stops

  SSL_CTX* const tls_;
  int listener_;
  int port_ = 0;
  int stop_[2];
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Reply> replies_;
  std::size_t next_reply_ = 0;
  std::vector<Request> requests_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace tracebridge::otlp
