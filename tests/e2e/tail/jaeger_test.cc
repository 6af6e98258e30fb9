// What Jaeger's clients sent to an agent and to a collector, in a running `tracebridge tail`.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "migration/tail/json_scalar.h"
#include "tests/e2e/tail/tail_process.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::tail {
namespace {

using ::testing::HasSubstr;

std::string Captured(const std::string& name) {
  std::ifstream file(TRACEBRIDGE_TEST_DATA "/jaeger/" + name + ".json");
  return *FromBase64(nlohmann::json::parse(file).at("body_base64").get<std::string>());
}

// `jaeger-compact://127.0.0.1:40083` in the file of URLs -> 40083
std::uint16_t PortOf(const std::string& urls, const std::string& scheme) {
  const std::size_t begin = urls.find(scheme + "://127.0.0.1:");
  if (begin == urls.npos) return 0;
  return static_cast<std::uint16_t>(std::stoi(urls.substr(begin + scheme.size() + 13)));
}

void Send(std::uint16_t port, const std::string& datagram) {
  const int sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(sendto(sender, datagram.data(), datagram.size(), 0,
                   reinterpret_cast<const sockaddr*>(&address), sizeof address),
            static_cast<ssize_t>(datagram.size()));
  close(sender);
}

TEST(JaegerTailTest, ReceivesBothEncodingsAndTellsWhatItRefused) {
  const otlp::ScratchFolder folder;
  const std::string file = folder / "urls";
  TailProcess tail({"--jaeger-compact", "127.0.0.1:0", "--jaeger-binary", "127.0.0.1:0",
                    "--url-file", file, "--json", "--exit-after-spans", "2"});
  std::stringstream urls;
  urls << std::ifstream(file).rdbuf();
  const std::uint16_t compact = PortOf(urls.str(), "jaeger-compact");
  const std::uint16_t binary = PortOf(urls.str(), "jaeger-binary");
  Send(compact, "nothing of Jaeger's");
  Send(compact, Captured("jaeger-thrift-udp-compact.ruby.minimal"));
  Send(binary, Captured("jaeger-thrift-udp-binary.node.minimal"));
  const TailProcess::Result result = tail.Wait();
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\"api\":\"OpenTracing\""));
  EXPECT_THAT(result.err, HasSubstr("listening for Jaeger's datagrams on 127.0.0.1:" +
                                    std::to_string(compact) + " (compact)"));
  EXPECT_THAT(result.err, HasSubstr("refused a datagram: not a Thrift batch of Jaeger's"));
  EXPECT_THAT(result.err, HasSubstr("received 2 spans in 2 traces, 1 datagram refused"));
}

TEST(JaegerTailTest, DoesNotStartOnAPortThatIsTaken) {
  const otlp::ScratchFolder folder;
  const std::string file = folder / "urls";
  TailProcess first({"--jaeger-compact", "127.0.0.1:0", "--url-file", file});
  std::stringstream urls;
  urls << std::ifstream(file).rdbuf();
  const std::uint16_t port = PortOf(urls.str(), "jaeger-compact");
  TailProcess second({"--jaeger-compact", "127.0.0.1:" + std::to_string(port)});
  const TailProcess::Result result = second.Wait();
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err,
              HasSubstr("cannot listen on 127.0.0.1:" + std::to_string(port) + " (UDP)"));
}

}  // namespace
}  // namespace tracebridge::tail
