// One case per rank and sentence of the specification's "Remote endpoint".
#include "otel_core/exporters/zipkin/src/remote_endpoint.h"

#include <gtest/gtest.h>

#include <iterator>
#include <string>

#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge::zipkin::remote_endpoint_test {
namespace {

using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::trace::SpanKind;
using otlp::Attributes;

// name cart, or 10.0.0.7 port 80
std::string Text(const RemoteEndpoint& endpoint) {
  std::string text;
  if (!endpoint.service_name.empty()) text += "name " + std::string(endpoint.service_name);
  if (!endpoint.ipv4.empty()) text += "ipv4 " + std::string(endpoint.ipv4);
  if (!endpoint.ipv6.empty()) text += "ipv6 " + std::string(endpoint.ipv6);
  if (endpoint.port != 0) text += " port " + std::to_string(endpoint.port);
  return text;
}

std::string RemoteOf(const Attributes& attributes, SpanKind kind = SpanKind::kClient) {
  const auto span = otlp::MakeSpan("op");
  span->SetSpanKind(kind);
  for (const auto& [key, value] : attributes) span->SetAttribute(key, value);
  return Text(RemoteEndpointOf(*span));
}

TEST(RemoteEndpointTest, RanksAttributesAsTheSpecificationDoes) {
  // With the attributes of this rank and all below it, this one counts.
  for (std::size_t rank = 0; rank < std::size(kRemoteRows); ++rank) {
    Attributes attributes;
    for (std::size_t lower = std::size(kRemoteRows); lower-- > rank;) {
      attributes.emplace_back(kRemoteRows[lower].attribute, kRemoteRows[lower].attribute);
    }
    EXPECT_EQ(RemoteOf(attributes), std::string("name ") + kRemoteRows[rank].attribute);
  }
}

constexpr char kLong[] = "1111111111222222222233333333334444444444555555555566666666667777777777";

struct Case {
  std::string name;
  Attributes attributes;
  std::string expected;
};

const Case kCases[] = {
    {"Nothing", {{"http.method", "GET"}}, ""},
    {"Address", {{"network.peer.address", "10.0.0.7"}}, "ipv4 10.0.0.7"},
    {"AddressAndPort",
     {{"network.peer.port", 80}, {"network.peer.address", "10.0.0.7"}},
     "ipv4 10.0.0.7 port 80"},
    {"PortAlone", {{"network.peer.port", 80}}, ""},
    {"PortAsText",
     {{"net.sock.peer.addr", "10.0.0.7"}, {"net.sock.peer.port", "80"}},
     "ipv4 10.0.0.7 port 80"},
    {"PortOfAnotherRank",
     {{"net.sock.peer.addr", "10.0.0.7"}, {"network.peer.port", 80}},
     "ipv4 10.0.0.7"},
    {"Version6",
     {{"server.socket.address", "2001:db8::1"}, {"server.socket.port", 443}},
     "ipv6 2001:db8::1 port 443"},
    {"Socket", {{"network.peer.address", "/run/db.sock"}}, "name /run/db.sock"},
    {"VeryLongAddress", {{"network.peer.address", kLong}}, std::string("name ") + kLong},
    {"PortTooLarge",
     {{"network.peer.address", "10.0.0.7"}, {"network.peer.port", 65536}},
     "ipv4 10.0.0.7"},
    {"PortNegative",
     {{"network.peer.address", "10.0.0.7"}, {"network.peer.port", -1}},
     "ipv4 10.0.0.7"},
    {"PortInWords",
     {{"network.peer.address", "10.0.0.7"}, {"network.peer.port", "80a"}},
     "ipv4 10.0.0.7"},
    {"AddressInANameStaysAName", {{"server.address", "10.0.0.7"}}, "name 10.0.0.7"},
    {"EmptyName", {{"peer.service", ""}, {"db.name", "orders"}}, "name orders"},
    {"NumberAsName", {{"peer.service", 7}, {"db.name", "orders"}}, "name orders"},
};

class RemoteEndpointCaseTest : public ::testing::TestWithParam<Case> {};

TEST_P(RemoteEndpointCaseTest, BecomesThis) {
  EXPECT_EQ(RemoteOf(GetParam().attributes), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Attributes, RemoteEndpointCaseTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(RemoteEndpointTest, IsOfClientsAndProducersOnly) {
  const Attributes attributes{{"peer.service", "cart"}};
  EXPECT_EQ(RemoteOf(attributes, SpanKind::kClient), "name cart");
  EXPECT_EQ(RemoteOf(attributes, SpanKind::kProducer), "name cart");
  EXPECT_EQ(RemoteOf(attributes, SpanKind::kServer), "");
  EXPECT_EQ(RemoteOf(attributes, SpanKind::kConsumer), "");
  EXPECT_EQ(RemoteOf(attributes, SpanKind::kInternal), "");
}

}  // namespace
}  // namespace tracebridge::zipkin::remote_endpoint_test
