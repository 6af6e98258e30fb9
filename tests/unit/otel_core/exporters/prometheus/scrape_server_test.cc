// The server against clients that behave, and against those that do not.
#include "otel_core/exporters/prometheus/src/scrape_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <zlib.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace scrape_server_test {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

ListeningSocket AnyPort() { return std::get<ListeningSocket>(Listen("127.0.0.1:0")); }

struct Serving {
  explicit Serving(ScrapeServer::Page page, const ScrapeLimits& limits = {})
      : socket(AnyPort()), server(socket, std::move(page), limits) {}
  const ListeningSocket socket;
  ScrapeServer server;
};

std::string Hello() { return "hello 1\n"; }

TEST(ScrapeServerTest, ServesThePage) {
  const Serving serving(Hello);
  EXPECT_EQ(Get(serving.socket.port),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            "Connection: close\r\nContent-Length: 8\r\n\r\nhello 1\n");
  EXPECT_EQ(BodyOf(Get(serving.socket.port, "/metrics?name[]=a")), "hello 1\n");
}

TEST(ScrapeServerTest, CompressesForThoseThatSaySo) {
  const Serving serving([] { return std::string(10000, 'x'); });
  const std::string response =
      Get(serving.socket.port, "/metrics", "Accept-Encoding: br, gzip\r\n");
  EXPECT_THAT(response, HasSubstr("Content-Encoding: gzip\r\n"));
  const std::string body = BodyOf(response);
  std::string text(20000, ' ');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(text, std::string(10000, 'x'));
}

TEST(ScrapeServerTest, CompressesForNobodyElse) {
  const struct {
    const char* accepted;
    bool is_compressed;
  } cases[] = {
      {"gzip", true},
      {"GZIP", true},
      {"br;q=1.0, gzip;q=0.001", true},
      {"gzip; q=1", true},
      {"", false},
      {"identity", false},
      {"gzip;q=0", false},
      {"br, gzip; q=0.000", false},
      {"gzip;Q=0", false},
      {"x-gzip-not", false},
      {",;=\"", false},
  };
  const Serving serving(Hello);
  for (const auto& row : cases) {
    const std::string response = Get(serving.socket.port, "/metrics",
                                     "Accept-Encoding: " + std::string(row.accepted) + "\r\n");
    EXPECT_THAT(response, StartsWith("HTTP/1.1 200 ")) << row.accepted;
    EXPECT_EQ(response.find("Content-Encoding: gzip") != std::string::npos, row.is_compressed)
        << row.accepted;
  }
}

TEST(ScrapeServerTest, AnswersAHeadWithoutABody) {
  const Serving serving(Hello);
  PlainClient client(serving.socket.port);
  client.Send("HEAD /metrics HTTP/1.0\r\n\r\n");
  const std::string response = client.ReadAll();
  EXPECT_THAT(response, HasSubstr("Content-Length: 8\r\n"));
  EXPECT_THAT(response, EndsWith("\r\n\r\n"));
}

struct HostileCase {
  const char* name;
  std::string bytes;
  const char* begin;  // of the response; empty: none
};

class HostileScrapeTest : public testing::TestWithParam<HostileCase> {};

TEST_P(HostileScrapeTest, IsRefusedAndTheNextIsServed) {
  const Serving serving(Hello);
  PlainClient client(serving.socket.port);
  client.Send(GetParam().bytes);
  client.EndSending();
  const std::string response = client.ReadAll();
  EXPECT_THAT(response, StartsWith(GetParam().begin));
  EXPECT_EQ(response.empty(), *GetParam().begin == '\0') << response;
  EXPECT_EQ(BodyOf(Get(serving.socket.port)), "hello 1\n");
}

INSTANTIATE_TEST_SUITE_P(
    Bytes, HostileScrapeTest,
    testing::ValuesIn(std::initializer_list<HostileCase>{
        {"Nothing", "", ""},
        {"OtherPath", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 "},
        {"LongerPath", "GET /metrics/x HTTP/1.1\r\n\r\n", "HTTP/1.1 404 "},
        {"Post", "POST /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 405 "},
        {"Garbage", std::string("\x16\x03\x01\x00\xff\x00\n\n", 8), "HTTP/1.1 400 "},
        {"NoVersion", "GET /metrics\r\n\r\n", "HTTP/1.1 400 "},
        {"TwoLengths", "GET /metrics HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
         "HTTP/1.1 400 "},
        {"CutOff", "GET /metrics HTTP/1.1\r\nHost: loc", ""},
        {"LongTarget", "GET /" + std::string(100000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 431 "},
        {"ManyHeaders", "GET /metrics HTTP/1.1\r\n" + std::string(100000, 'a') + ": b\r\n\r\n",
         "HTTP/1.1 431 "},
        {"ABodyThatIsNotWanted",
         "GET /metrics HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + std::string(100000, 'a'),
         "HTTP/1.1 200 "}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ScrapeServerTest, AnswersAnExceptionWith500) {
  const auto before = Counted(Diagnostic::kCallbackThrew);
  std::atomic<int> calls{0};
  const Serving serving([&]() -> std::string {
    if (++calls == 1) throw std::runtime_error("no");
    if (calls == 2) throw std::bad_alloc();
    return Hello();
  });
  EXPECT_THAT(Get(serving.socket.port), StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(Get(serving.socket.port), StartsWith("HTTP/1.1 500 "));
  EXPECT_EQ(BodyOf(Get(serving.socket.port)), "hello 1\n");
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 2);
}

TEST(ScrapeServerTest, ServesManyAtOnce) {
  std::atomic<int> at_once{0};
  const Serving serving([&] {
    EXPECT_EQ(++at_once, 1);
    --at_once;
    return std::string(1 << 20, 'x');
  });
  std::vector<std::thread> threads;
  std::atomic<int> served{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 5; ++j) {
        if (BodyOf(Get(serving.socket.port)).size() == 1 << 20) ++served;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(served, 40);
}

// Connections that say nothing are closed in favour of new ones; there is no waiting for their time-out.
TEST(ScrapeServerTest, ServesWhileManyConnectionsSayNothing) {
  ScrapeLimits limits;
  limits.max_connections = 4;
  limits.request_timeout = std::chrono::hours(1);
  const Serving serving(Hello, limits);
  std::vector<std::unique_ptr<PlainClient>> silent;
  for (int i = 0; i < 100; ++i)
    silent.push_back(std::make_unique<PlainClient>(serving.socket.port));
  EXPECT_EQ(BodyOf(Get(serving.socket.port)), "hello 1\n");
  EXPECT_EQ(silent.front()->ReadAll(), "");  // which ends, as it was closed
}

// More than there are places for pages.
constexpr int kGreedy = 12;

// Those that scrape and do not read keep nobody out: the first of them end.
TEST(ScrapeServerTest, ServesWhileManyDoNotReadTheirPage) {
  constexpr std::size_t kSize = 16 << 20;  // more than the system takes for one that does not read
  std::atomic<int> calls{0};
  std::promise<void> all_wait;
  ScrapeLimits limits;
  limits.response_timeout = std::chrono::hours(1);
  const Serving serving(
      [&] {
        if (++calls == kGreedy) all_wait.set_value();
        return std::string(kSize, 'x');
      },
      limits);
  std::vector<std::unique_ptr<PlainClient>> greedy;
  for (int i = 0; i < kGreedy; ++i) {
    greedy.push_back(std::make_unique<PlainClient>(serving.socket.port));
    greedy.back()->Send("GET /metrics HTTP/1.1\r\n\r\n");
  }
  all_wait.get_future().wait();
  EXPECT_EQ(BodyOf(Get(serving.socket.port)).size(), kSize);
  EXPECT_LT(greedy.front()->ReadAll().size(), kSize);
  EXPECT_EQ(BodyOf(greedy.back()->ReadAll()).size(), kSize);
}

// Neither do those that have their response and do not go.
TEST(ScrapeServerTest, ServesWhileManyStayAfterTheirResponse) {
  ScrapeLimits limits;
  limits.max_connections = 4;
  const Serving serving(Hello, limits);
  std::vector<std::unique_ptr<PlainClient>> staying;
  for (const char* path : {"/metrics", "/other"}) {
    for (int i = 0; i < kGreedy; ++i) {
      staying.push_back(std::make_unique<PlainClient>(serving.socket.port));
      staying.back()->Send("GET " + std::string(path) + " HTTP/1.1\r\n\r\n");
      EXPECT_THAT(staying.back()->ReadAll(), StartsWith("HTTP/1.1 "));
    }
    EXPECT_EQ(BodyOf(Get(serving.socket.port)), "hello 1\n");
  }
}

TEST(ScrapeServerTest, EndsAConnectionThatIsTooSlow) {
  ScrapeLimits limits;
  limits.request_timeout = milliseconds(1);
  const Serving serving(Hello, limits);
  PlainClient client(serving.socket.port);
  EXPECT_EQ(client.ReadAll(), "");
}

TEST(ScrapeServerTest, StopsAndFreesThePort) {
  auto serving = std::make_unique<Serving>(Hello);
  const std::uint16_t port = serving->socket.port;
  PlainClient silent(port);
  EXPECT_TRUE(serving->server.Stop(microseconds::max()));
  EXPECT_EQ(silent.ReadAll(), "");
  EXPECT_FALSE(PlainClient(port).is_connected());
  EXPECT_TRUE(serving->server.Stop(microseconds(0)));
  serving.reset();
  const auto again = Listen("127.0.0.1:" + std::to_string(port));
  ASSERT_TRUE(std::holds_alternative<ListeningSocket>(again));
  close(std::get<ListeningSocket>(again).descriptor);
}

TEST(ScrapeServerTest, DoesNotWaitLongerForAPageThanItIsTold) {
  std::promise<void> entered;
  std::promise<void> leave;
  Serving serving([&] {
    entered.set_value();
    leave.get_future().wait();
    return Hello();
  });
  std::thread client([&] { Get(serving.socket.port); });
  entered.get_future().wait();
  EXPECT_FALSE(serving.server.Stop(milliseconds(1)));
  leave.set_value();
  EXPECT_TRUE(serving.server.Stop(microseconds::max()));
  client.join();
}

TEST(ScrapeServerTest, MayBeStoppedByItsPage) {
  ScrapeServer* server = nullptr;
  bool stopped = false;
  Serving serving([&] {
    stopped = server->Stop(microseconds::max());
    return Hello();
  });
  server = &serving.server;
  Get(serving.socket.port);
  EXPECT_TRUE(serving.server.Stop(microseconds::max()));
  EXPECT_TRUE(stopped);
}

// Another library's server ignores it for the whole process.
TEST(ScrapeServerTest, LeavesTheProgramItsSignals) {
  struct sigaction before {};
  sigaction(SIGPIPE, nullptr, &before);
  const Serving serving([] { return std::string(8 << 20, 'x'); });
  {
    PlainClient client(serving.socket.port);
    client.Send("GET /metrics HTTP/1.1\r\n\r\n");
  }  // and goes away: the server writes to a closed connection
  EXPECT_EQ(BodyOf(Get(serving.socket.port)).size(), 8u << 20);
  struct sigaction after {};
  sigaction(SIGPIPE, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
}

int WaitFor(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The child lives while the parent ends its server: the port is free, so the child had closed its copy.
TEST(ScrapeServerTest, IsTheParentsAloneAfterAFork) {
  auto serving = std::make_unique<Serving>(Hello);
  const std::uint16_t port = serving->socket.port;
  PlainClient open(port);
  EXPECT_EQ(BodyOf(Get(port)), "hello 1\n");
  int gate[2];
  int ready[2];
  ASSERT_EQ(pipe(gate), 0);
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  char byte = 0;
  if (child == 0) {
    close(gate[1]);
    close(ready[1]);  // its copies of the page's sockets are closed before fork() returns
    const bool parent_is_done = read(gate[0], &byte, 1) == 0;
    const bool stopped = serving->server.Stop(microseconds::max());
    serving.reset();  // neither waits for a thread that is not there
    _exit(parent_is_done && stopped ? 0 : 1);
  }
  close(gate[0]);
  close(ready[1]);
  EXPECT_EQ(read(ready[0], &byte, 1), 0);
  close(ready[0]);
  EXPECT_EQ(BodyOf(Get(port)), "hello 1\n");
  serving.reset();
  EXPECT_FALSE(PlainClient(port).is_connected());
  EXPECT_EQ(open.ReadAll(), "");
  close(gate[1]);
  EXPECT_EQ(WaitFor(child), 0);
}

TEST(ScrapeServerTest, MayBeForkedAtAnyMoment) {
  const Serving serving(Hello);
  std::atomic<bool> ends{false};
  std::thread scraper([&] {
    while (!ends) EXPECT_EQ(BodyOf(Get(serving.socket.port)), "hello 1\n");
  });
  for (int i = 0; i < 50; ++i) {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    EXPECT_EQ(WaitFor(child), 0);
  }
  ends = true;
  scraper.join();
}

}  // namespace scrape_server_test
}  // namespace tracebridge::prometheus_exporter
