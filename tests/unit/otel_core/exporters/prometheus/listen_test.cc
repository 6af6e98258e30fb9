#include "otel_core/exporters/prometheus/src/listen.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tracebridge::prometheus_exporter {
namespace listen_test {

std::string ErrorOf(const std::string& url) {
  const auto result = Listen(url);
  if (const auto* socket = std::get_if<ListeningSocket>(&result)) {
    close(socket->descriptor);
    return "listens";
  }
  return std::get<std::string>(result);
}

TEST(ListenTest, TakesTheFormsOfAnAddress) {
  for (const char* url : {"localhost:0", "127.0.0.1:0", "0.0.0.0:0", ":0", "0",
                          "http://localhost:0", "http://localhost:0/"}) {
    EXPECT_EQ(ErrorOf(url), "listens") << url;
  }
}

TEST(ListenTest, SaysWhatIsWrong) {
  constexpr char kForm[] = "it is not of the form host:port";
  for (const char* url :
       {"", "localhost", "localhost:", "localhost:http", "localhost:65536", "localhost:-1",
        "localhost:123456", "a:b:1", "::1:9464", "[::1]", "[::1]9464", "https://localhost:1",
        "localhost:9464/metrics", "localhost:9464,localhost:9465", "[]:1"}) {
    EXPECT_EQ(ErrorOf(url), kForm) << url;
  }
  EXPECT_NE(ErrorOf("no-such-host.invalid:0"), "listens");
  EXPECT_EQ(ErrorOf("192.0.2.1:0"), "Cannot assign requested address");
}

TEST(ListenTest, KnowsItsPortAndStaysOnTheLoopback) {
  const auto result = Listen("localhost:0");
  const auto& socket = std::get<ListeningSocket>(result);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ASSERT_EQ(getsockname(socket.descriptor, reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_EQ(address.sin_family, AF_INET);
  EXPECT_EQ(ntohl(address.sin_addr.s_addr), INADDR_LOOPBACK);
  EXPECT_EQ(ntohs(address.sin_port), socket.port);
  EXPECT_NE(fcntl(socket.descriptor, F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(ErrorOf("localhost:" + std::to_string(socket.port)), "Address already in use");
  close(socket.descriptor);
}

}  // namespace listen_test
}  // namespace tracebridge::prometheus_exporter
