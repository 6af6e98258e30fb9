#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>
#include <stdexcept>

namespace tracebridge::otlp {
namespace {

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

Request ParseHead(const std::string& head) {
  Request request;
  std::size_t begin = head.find("\r\n");
  request.line = head.substr(0, begin);
  while (begin != std::string::npos) {
    begin += 2;
    const std::size_t end = head.find("\r\n", begin);
    const std::string line = head.substr(begin, end - begin);
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) {
      request.headers[Lower(line.substr(0, colon))] = line.substr(colon + 2);
    }
    begin = end;
  }
  return request;
}

}  // namespace

Reply Respond(const std::string& status, const std::string& headers, const std::string& body) {
  Reply reply;
  reply.bytes = "HTTP/1.1 " + status + "\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  return reply;
}

// One accepted socket, with TLS or without.
class TestCollector::Connection {
 public:
  Connection(int socket, SSL_CTX* tls) : socket_(socket), ssl_(tls ? SSL_new(tls) : nullptr) {
    if (ssl_ != nullptr) SSL_set_fd(ssl_, socket);
  }
  ~Connection() {
    if (ssl_ != nullptr) SSL_free(ssl_);
    close(socket_);
  }
  bool Handshake() { return ssl_ == nullptr || SSL_accept(ssl_) == 1; }
  bool HasBuffered() const { return ssl_ != nullptr && SSL_pending(ssl_) > 0; }
  long Read(char* data, std::size_t size) {
    return ssl_ != nullptr ? SSL_read(ssl_, data, static_cast<int>(size))
                           : recv(socket_, data, size, 0);
  }
  void Write(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const std::size_t left = bytes.size() - sent;
      const long n = ssl_ != nullptr ? SSL_write(ssl_, bytes.data() + sent, static_cast<int>(left))
                                     : send(socket_, bytes.data() + sent, left, MSG_NOSIGNAL);
      if (n <= 0) return;
      sent += static_cast<std::size_t>(n);
    }
  }

 private:
  const int socket_;
  SSL* const ssl_;
};

TestCollector::TestCollector(std::vector<Reply> replies, SSL_CTX* tls)
    : tls_(tls), listener_(socket(AF_INET, SOCK_STREAM, 0)), replies_(std::move(replies)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
      pipe(stop_) != 0) {
    throw std::runtime_error("no socket for the test collector");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

TestCollector::~TestCollector() {
  close(stop_[1]);  // readable, for all who wait
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(stop_[0]);
  close(listener_);
}

std::string TestCollector::url() const {
  return (tls_ != nullptr ? "https" : "http") + std::string("://127.0.0.1:") +
         std::to_string(port_) + "/v1/traces";
}

std::vector<Request> TestCollector::requests() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

bool TestCollector::WaitForRequests(std::size_t count) {
  std::unique_lock<std::mutex> lock(mutex_);
  return arrived_.wait_for(lock, std::chrono::minutes(1),
                           [this, count] { return requests_.size() >= count; });
}

bool TestCollector::WaitReadable(int socket) const {
  pollfd fds[] = {{socket, POLLIN, 0}, {stop_[0], POLLIN, 0}};
  return poll(fds, 2, -1) > 0 && fds[1].revents == 0;
}

void TestCollector::Accept() {
  while (WaitReadable(listener_)) {
    const int socket = accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    ++connections_;
    threads_.emplace_back([this, socket] { Serve(socket); });
  }
}

void TestCollector::Serve(int socket) {
  sigset_t broken_pipe;  // a TLS peer may be gone
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  Connection connection(socket, tls_);
  if (!WaitReadable(socket) || !connection.Handshake()) return;
  std::string received;
  char data[16384];
  const auto receive_until = [&](const auto& complete) {
    while (!complete()) {
      if (!connection.HasBuffered() && !WaitReadable(socket)) return false;
      const long n = connection.Read(data, sizeof data);
      if (n <= 0) return false;
      received.append(data, static_cast<std::size_t>(n));
    }
    return true;
  };
  for (;;) {
    if (!receive_until([&] { return received.find("\r\n\r\n") != std::string::npos; })) return;
    const std::size_t head = received.find("\r\n\r\n") + 4;
    Request request = ParseHead(received.substr(0, head));
    const std::string& length = request.headers["content-length"];
    const std::size_t body = length.empty() ? 0 : std::stoul(length);
    if (!receive_until([&] { return received.size() >= head + body; })) return;
    request.body = received.substr(head, body);
    received.erase(0, head + body);

    const Reply reply = NextReply(std::move(request));
    connection.Write(reply.bytes);
    if (reply.close) return;
    // Until the client hangs up, which is readable too, or the test is over.
    if (reply.hang) {
      WaitReadable(socket);
      return;
    }
  }
}

Reply TestCollector::NextReply(Request request) {
  const std::lock_guard<std::mutex> lock(mutex_);
  requests_.push_back(std::move(request));
  arrived_.notify_all();
  return next_reply_ < replies_.size() ? replies_[next_reply_++] : Respond("200 OK");
}

}  // namespace tracebridge::otlp
