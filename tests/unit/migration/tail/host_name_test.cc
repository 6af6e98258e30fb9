#include "migration/tail/host_name.h"

#include <gtest/gtest.h>

namespace tracebridge::tail {
namespace {

std::string Parsed(const std::string& text) {
  const auto parsed = ParseHost(text);
  if (!parsed) return "none";
  return parsed->host + (parsed->port ? " " + std::to_string(*parsed->port) : "");
}

TEST(HostNameTest, IsSplitFromItsPort) {
  EXPECT_EQ(Parsed("LocalHost"), "localhost");
  EXPECT_EQ(Parsed("127.0.0.1:4318"), "127.0.0.1 4318");
  EXPECT_EQ(Parsed("[::1]:4318"), "::1 4318");
  EXPECT_EQ(Parsed("[::1]"), "::1");
  EXPECT_EQ(Parsed("a-b_c.example:0"), "a-b_c.example 0");
}

TEST(HostNameTest, IsNothingWhenMalformed) {
  for (const char* text :
       {"", ":4318", "host:", "host:65536", "host:-1", "host:80x", "::1", "[::1", "[::1]4318",
        "[evil]:80", "ho st", "host/path", "user@host", "host:80:90"}) {
    EXPECT_EQ(Parsed(text), "none") << text;
  }
}

TEST(HostNameTest, LoopbackIsANameAndAddresses) {
  for (const char* host : {"localhost", "127.0.0.1", "127.255.0.3", "::1"}) {
    EXPECT_TRUE(IsLoopback(host)) << host;
  }
  for (const char* host :
       {"localhost.evil.example", "128.0.0.1", "0.0.0.0", "::", "127.1", "::2"}) {
    EXPECT_FALSE(IsLoopback(host)) << host;
  }
}

TEST(HostNameTest, AddressesAreNumbersOnly) {
  EXPECT_TRUE(IsIpAddress("10.0.0.1"));
  EXPECT_TRUE(IsIpAddress("fe80::1"));
  EXPECT_FALSE(IsIpAddress("localhost"));
}

}  // namespace
}  // namespace tracebridge::tail
