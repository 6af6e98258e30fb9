// Bytes on a socket, and what comes back: HTTP as clients write it, and as attackers do.
#include "migration/tail/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <thread>

namespace tracebridge::tail {
namespace {
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

// A blocking client, which writes what it is told, right or wrong.
class Client {
 public:
  explicit Client(uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void Write(const std::string& text) {
    size_t at = 0;
    while (at < text.size()) {
      const ssize_t sent = send(socket_, text.data() + at, text.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has closed; what it said can still be read
      at += static_cast<size_t>(sent);
    }
  }

  // Returns what comes up to `end`, or up to the end of the connection.
  std::string ReadTo(const std::string& end) {
    std::string text;
    char c = 0;
    while (text.find(end) == text.npos && recv(socket_, &c, 1, 0) == 1) text += c;
    return text;
  }

  std::string ReadAll() {
    std::string text;
    char buffer[4096];
    ssize_t got = 0;
    while ((got = recv(socket_, buffer, sizeof(buffer), 0)) > 0) {
      text.append(buffer, static_cast<size_t>(got));
    }
    return text;
  }

 private:
  const int socket_;
};

// A server on a thread of its own, as `tracebridge tail` is a process of its own.
class HttpServerTest : public testing::Test {
 protected:
  void Start(ServerLimits limits = {}, EndpointOptions options = {}) {
    server_ = std::make_unique<HttpServer>(context_, limits);
    const auto port = server_->Listen("127.0.0.1", 0);
    ASSERT_TRUE(std::holds_alternative<uint16_t>(port));
    port_ = std::get<uint16_t>(port);
    options.port = port_;
    endpoint_ = std::make_unique<OtlpEndpoint>(
        options, [this](std::vector<Span> spans) { spans_ += spans.size(); },
        [](std::vector<Metric>) {});
    server_->Serve(*endpoint_,
                   [this](int status, const std::string&) { refused_.push_back(status); });
    thread_ = std::thread([this] { context_.run(); });
  }

  void TearDown() override {
    if (!thread_.joinable()) return;
    boost::asio::post(context_, [this] { server_->Close([this] { context_.stop(); }); });
    thread_.join();
  }

  std::string Exchange(const std::string& request) {
    Client client(port_);
    client.Write(request);
    return client.ReadAll();
  }

  boost::asio::io_context context_{1};
  std::unique_ptr<HttpServer> server_;
  std::unique_ptr<OtlpEndpoint> endpoint_;
  std::thread thread_;
  uint16_t port_ = 0;
  size_t spans_ = 0;          // of the server's thread, until it is joined
  std::vector<int> refused_;  // of the server's thread, until it is joined
};

constexpr char kBody[] =
    R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",)"
    R"("spanId":"eee19b7ec3c1b174","name":"GET"}]}]}]})";

std::string Post(const std::string& fields, const std::string& body) {
  return "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
         fields + "\r\n" + body;
}

std::string Length(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n";
}

TEST_F(HttpServerTest, AnswersAPost) {
  Start();
  EXPECT_EQ(Exchange(Post(Length(kBody) + "Connection: close\r\n", kBody)),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n"
            "X-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
  TearDown();
  EXPECT_EQ(spans_, 1u);
}

TEST_F(HttpServerTest, KeepsTheConnectionForTheNextRequest) {
  Start();
  Client client(port_);
  for (int i = 0; i < 3; ++i) {
    client.Write(Post(Length(kBody), kBody));
    EXPECT_THAT(client.ReadTo("{}"), StartsWith("HTTP/1.1 200 OK"));
  }
  TearDown();
  EXPECT_EQ(spans_, 3u);
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  Start();
  const std::string good = Post(Length(kBody), kBody);
  const std::string answers = Exchange(good + good + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(answers, HasSubstr("HTTP/1.1 404 Not Found"));
}

std::string Chunk(const std::string& data) {
  char size[16];
  snprintf(size, sizeof(size), "%zx", data.size());
  return size + std::string("\r\n") + data + "\r\n";
}

TEST_F(HttpServerTest, ReadsAChunkedBody) {
  Start();
  const std::string body = kBody;
  EXPECT_THAT(Exchange(Post("Transfer-Encoding: chunked\r\nConnection: close\r\n",
                            Chunk(body.substr(0, 5)) + Chunk(body.substr(5)) + Chunk(""))),
              StartsWith("HTTP/1.1 200 OK"));
  TearDown();
  EXPECT_EQ(spans_, 1u);
}

TEST_F(HttpServerTest, RefusesAChunkThatHasNoSize) {
  Start();
  EXPECT_THAT(Exchange(Post("Transfer-Encoding: chunked\r\n", "five\r\nspans\r\n")),
              StartsWith("HTTP/1.1 400 Bad Request"));
}

TEST_F(HttpServerTest, TellsAClientThatAsksToGoOn) {
  Start();
  Client client(port_);
  client.Write(Post(Length(kBody) + "Expect: 100-continue\r\nConnection: close\r\n", ""));
  EXPECT_EQ(client.ReadTo("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Write(kBody);
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(HttpServerTest, RefusesBeforeItReadsTheBody) {
  Start();
  Client client(port_);
  client.Write(
      "POST /v1/traces HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
      "Content-Length: 1000000\r\n\r\n");
  EXPECT_THAT(client.ReadTo("}"), StartsWith("HTTP/1.1 403 Forbidden"));
  TearDown();
  EXPECT_EQ(refused_, std::vector<int>{403});
}

TEST_F(HttpServerTest, RefusesABodyThatGrowsOverTheLimit) {
  EndpointOptions options;
  options.max_body = 100'000;
  Start({}, options);
  std::string chunks;
  for (int i = 0; i < 10; ++i) chunks += Chunk(std::string(0x10000, 'x'));
  EXPECT_THAT(Exchange(Post("Transfer-Encoding: chunked\r\n", chunks)),
              StartsWith("HTTP/1.1 413 Payload Too Large"));
}

TEST_F(HttpServerTest, RefusesWhatItHasNoMemoryFor) {
  ServerLimits limits;
  limits.max_bodies = 1000;
  Start(limits);
  Client first(port_);
  first.Write(Post("Content-Length: 900\r\nExpect: 100-continue\r\n", ""));
  first.ReadTo("\r\n\r\n");  // its 900 bytes are reserved now
  const std::string answer = Exchange(Post("Content-Length: 200\r\n", ""));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable"));
  EXPECT_THAT(answer, HasSubstr("Retry-After: 1\r\n"));
}

TEST_F(HttpServerTest, FreesTheMemoryOfARequestThatIsOver) {
  ServerLimits limits;
  limits.max_bodies = 200;
  Start(limits);
  Client client(port_);
  for (int i = 0; i < 5; ++i) {
    client.Write(Post(Length(kBody), kBody));
    EXPECT_THAT(client.ReadTo("{}"), StartsWith("HTTP/1.1 200 OK"));
  }
}

TEST_F(HttpServerTest, BoundsTheHead) {
  Start();
  EXPECT_THAT(Exchange(Post("X-Long: " + std::string(20'000, 'x') + "\r\n", "")),
              StartsWith("HTTP/1.1 431 "));
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_THAT(Exchange(Post(many, "")), StartsWith("HTTP/1.1 431 "));
}

TEST_F(HttpServerTest, RefusesWhatIsNotHttp) {
  Start();
  EXPECT_THAT(Exchange("\x16\x03\x01\x02 hello TLS\r\n\r\n"),
              StartsWith("HTTP/1.1 400 Bad Request"));
  EXPECT_THAT(Exchange("POST /v1/traces HTTP/1.1\r\nContent-Length: x\r\n\r\n"),
              StartsWith("HTTP/1.1 400 Bad Request"));
  EXPECT_THAT(Exchange(Post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
              StartsWith("HTTP/1.1 400 Bad Request"));
}

TEST_F(HttpServerTest, ClosesAConnectionWhoseHeadIsSlow) {
  ServerLimits limits;
  limits.head_timeout = milliseconds(30);
  Start(limits);
  EXPECT_EQ(Exchange("POST /v1/traces HTT"), "");
}

TEST_F(HttpServerTest, ClosesAConnectionWhoseBodyIsSlow) {
  ServerLimits limits;
  limits.body_timeout = milliseconds(30);
  Start(limits);
  EXPECT_EQ(Exchange(Post("Content-Length: 100\r\n", "{")), "");
}

TEST_F(HttpServerTest, ClosesAConnectionThatIsIdle) {
  ServerLimits limits;
  limits.idle_timeout = milliseconds(30);
  Start(limits);
  EXPECT_THAT(Exchange(Post(Length(kBody), kBody)), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(HttpServerTest, IdleConnectionsMakeRoom) {
  ServerLimits limits;
  limits.max_connections = 3;
  Start(limits);
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 10; ++i) idle.push_back(std::make_unique<Client>(port_));
  EXPECT_THAT(Exchange(Post(Length(kBody) + "Connection: close\r\n", kBody)),
              StartsWith("HTTP/1.1 200 OK"));
  EXPECT_EQ(idle.front()->ReadAll(), "");
}

TEST_F(HttpServerTest, BusyConnectionsAreWaitedFor) {
  ServerLimits limits;
  limits.max_connections = 1;
  limits.body_timeout = milliseconds(100);
  Start(limits);
  Client busy[2] = {Client(port_), Client(port_)};
  for (Client& client : busy) {
    client.Write(Post("Content-Length: 100\r\nExpect: 100-continue\r\n", ""));
    client.ReadTo("\r\n\r\n");
  }
  EXPECT_THAT(Exchange(Post(Length(kBody) + "Connection: close\r\n", kBody)),
              StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(HttpServerTest, ClosingFinishesWhatHasBegun) {
  Start();
  Client client(port_);
  client.Write(Post(Length(kBody) + "Expect: 100-continue\r\n", ""));
  client.ReadTo("\r\n\r\n");
  Client idle(port_);
  boost::asio::post(context_, [this] { server_->Close([this] { context_.stop(); }); });
  EXPECT_EQ(idle.ReadAll(), "");
  client.Write(kBody);
  EXPECT_THAT(client.ReadAll(), HasSubstr("Connection: close\r\n"));
  thread_.join();
  EXPECT_EQ(spans_, 1u);
}

TEST(HttpServerListenTest, SaysWhyItCannot) {
  boost::asio::io_context context;
  HttpServer first(context, {});
  const auto port = first.Listen("localhost", 0);
  ASSERT_TRUE(std::holds_alternative<uint16_t>(port));
  HttpServer second(context, {});
  const auto error = second.Listen("127.0.0.1", std::get<uint16_t>(port));
  ASSERT_TRUE(std::holds_alternative<std::string>(error));
  EXPECT_THAT(std::get<std::string>(error), HasSubstr("Address already in use"));
  HttpServer third(context, {});
  EXPECT_TRUE(std::holds_alternative<std::string>(third.Listen("example.com", 0)));
}

}  // namespace
}  // namespace tracebridge::tail
