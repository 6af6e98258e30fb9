// The server with the n-th allocation failing, for every n: it may lose the connection, and nothing else.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <exception>
#include <optional>
#include <utility>
#include <variant>

#include "otel_core/exporters/prometheus/src/scrape_server.h"
#include "tests/support/failing_allocations.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"

namespace tracebridge::prometheus_exporter {
namespace scrape_server_memory_test {

std::string Short() { return "a 1\n"; }

ListeningSocket AnyPort() { return std::get<ListeningSocket>(Listen("127.0.0.1:0")); }

int OpenFiles() {
  int open = 0;
  for (int i = 0; i < 256; ++i) open += fcntl(i, F_GETFD) != -1 ? 1 : 0;
  return open;
}

TEST(ScrapeServerMemoryTest, ServesTheNextConnection) {
  const ListeningSocket socket = AnyPort();
  const ScrapeServer server(socket, Short);
  const std::string request = "GET /metrics HTTP/1.1\r\n\r\n";
  EXPECT_EQ(BodyOf(Get(socket.port)), "a 1\n");
  for (int n = 1, failed = 1; failed != 0; ++n) {
    test::FailAllocation(n, test::Fail::kOnce, test::FailOn::kEveryThread);
    PlainClient client(socket.port);
    client.Send(request);
    client.EndSending();
    client.Discard();
    failed = test::AllocateAgain() ? 1 : 0;
    EXPECT_EQ(BodyOf(Get(socket.port)), "a 1\n") << n;
  }
}

TEST(ScrapeServerMemoryTest, ClosesItsSocketWhenItCannotStart) {
  for (int n = 1, failed = 1; failed != 0; ++n) {
    const int before = OpenFiles();
    const ListeningSocket socket = AnyPort();
    ScrapeServer::Page page = Short;
    test::FailAllocation(n, test::Fail::kOnce);
    std::optional<ScrapeServer> server;
    try {
      server.emplace(socket, std::move(page));
    } catch (const std::exception&) {  // or no thread: that takes memory too
    }
    failed = test::AllocateAgain() ? 1 : 0;
    EXPECT_EQ(server.has_value(), failed == 0) << n;
    server.reset();
    EXPECT_EQ(OpenFiles(), before) << n;
  }
}

}  // namespace scrape_server_memory_test
}  // namespace tracebridge::prometheus_exporter
