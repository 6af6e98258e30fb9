#include "otel_core/exporters/jaeger/src/agent_socket.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"

namespace tracebridge::jaeger {
namespace {

struct HostPortCase {
  std::string name;
  std::string text;
  std::string host;
  std::string port;
};

const HostPortCase kCases[] = {
    {"Both", "agent:1", "agent", "1"},           {"NoPort", "agent", "agent", "6831"},
    {"Nothing", "", "localhost", "6831"},        {"PortAlone", ":1", "localhost", "1"},
    {"Ipv4", "127.0.0.1:1", "127.0.0.1", "1"},   {"Ipv6", "[::1]:1", "::1", "1"},
    {"Ipv6WithoutPort", "[::1]", "::1", "6831"}, {"Ipv6WithoutBrackets", "::1", "::1", "6831"},
};

class HostPortTest : public testing::TestWithParam<HostPortCase> {};

TEST_P(HostPortTest, IsSplit) {
  const HostPort parts = SplitHostPort(GetParam().text, 6831);
  EXPECT_EQ(parts.host, GetParam().host);
  EXPECT_EQ(parts.port, GetParam().port);
}

INSTANTIATE_TEST_SUITE_P(Forms, HostPortTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

std::string Send(AgentSocket& socket, const std::string& packet) {
  return socket.Send(packet).error;
}

TEST(AgentSocketTest, SendsDatagramsOverIpv4) {
  TestAgent agent;
  AgentSocket socket(SplitHostPort(agent.address(), 1));
  EXPECT_EQ(Send(socket, "one"), "");
  EXPECT_EQ(Send(socket, "two"), "");
  EXPECT_EQ(agent.Receive(), "one");
  EXPECT_EQ(agent.Receive(), "two");
}

TEST(AgentSocketTest, SendsDatagramsOverIpv6) {
  TestAgent agent(/*is_ipv6=*/true);
  if (!agent.is_open()) GTEST_SKIP() << "this host has no IPv6";
  AgentSocket socket(SplitHostPort(agent.address(), 1));
  EXPECT_EQ(Send(socket, "six"), "");
  EXPECT_EQ(agent.Receive(), "six");
}

// "localhost" may be ::1 first; the agent listens on 127.0.0.1 alone.
TEST(AgentSocketTest, TriesEachAddressOfAName) {
  TestAgent agent;
  AgentSocket socket({"localhost", std::to_string(agent.port())});
  EXPECT_EQ(Send(socket, "found"), "");
  EXPECT_EQ(agent.Receive(), "found");
}

TEST(AgentSocketTest, TellsThatNobodyListens) {
  TestAgent agent;
  AgentSocket socket(SplitHostPort(agent.address(), 1));
  EXPECT_EQ(Send(socket, "arrives"), "");
  agent.Close();
  EXPECT_EQ(Send(socket, "refused"), "Connection refused");
  EXPECT_EQ(Send(socket, "refused again"), "Connection refused");
}

// Its port may be anybody's meanwhile; this test's agent takes it again at once.
TEST(AgentSocketTest, ComesBackWithTheAgent) {
  TestAgent agent;
  const std::uint16_t port = agent.port();
  AgentSocket socket(SplitHostPort(agent.address(), 1));
  agent.Close();
  EXPECT_EQ(Send(socket, "refused"), "Connection refused");
  TestAgent again(/*is_ipv6=*/false, port);
  ASSERT_TRUE(again.is_open());
  EXPECT_EQ(Send(socket, "arrives"), "");
  EXPECT_EQ(again.Receive(), "arrives");
}

TEST(AgentSocketTest, TellsThatAHostHasNoAddress) {
  AgentSocket socket({"no-such-host.invalid", "6831"});
  EXPECT_EQ(Send(socket, "nowhere").rfind("no-such-host.invalid: ", 0), 0u);
}

TEST(AgentSocketTest, TellsThatAPacketIsTooLargeAndSendsTheNext) {
  TestAgent agent;
  AgentSocket socket(SplitHostPort(agent.address(), 1));
  EXPECT_EQ(Send(socket, std::string(70'000, 'x')), "Message too long");
  EXPECT_EQ(Send(socket, "small"), "");
  EXPECT_EQ(agent.Receive(), "small");
}

}  // namespace
}  // namespace tracebridge::jaeger
