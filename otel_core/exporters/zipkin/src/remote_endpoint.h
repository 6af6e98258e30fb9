// Whom a span's request went to, by its attributes.
//
//   {peer.service: "cart", server.address: "cart-3.example"}   ->  {"serviceName":"cart"}
//   {network.peer.address: "10.0.0.7", network.peer.port: 80}  ->  {"ipv4":"10.0.0.7","port":80}
//   {net.sock.peer.addr: "/run/db.sock"}                       ->  {"serviceName":"/run/db.sock"}
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk_exporters/zipkin.md, "Remote endpoint".
#pragma once

#include <cstdint>
#include <string_view>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::zipkin {

struct RemoteRow {
  const char* attribute;
  const char* port;  // the attribute of an address's port; null: the first is a name
};

// One row a rank of the table there: the first that the span has counts.
inline constexpr RemoteRow kRemoteRows[] = {
    {"peer.service", nullptr},
    {"server.address", nullptr},
    {"net.peer.name", nullptr},
    {"network.peer.address", "network.peer.port"},
    {"server.socket.domain", nullptr},
    {"server.socket.address", "server.socket.port"},
    {"net.sock.peer.name", nullptr},
    {"net.sock.peer.addr", "net.sock.peer.port"},
    {"peer.hostname", nullptr},
    {"peer.address", nullptr},
    {"db.name", nullptr},
};

// The members of Zipkin's Endpoint; what is empty, or 0, is absent.
struct RemoteEndpoint {
  std::string_view service_name;
  std::string_view ipv4;
  std::string_view ipv6;
  std::uint16_t port = 0;

  bool empty() const { return service_name.empty() && ipv4.empty() && ipv6.empty(); }
};

// Returns the endpoint of a span of kind Client or Producer; an empty one for other kinds: "If Zipkin `SpanKind` resolves
// to either `SpanKind.CLIENT` or `SpanKind.PRODUCER`". Refers to the record.
RemoteEndpoint RemoteEndpointOf(const opentelemetry::sdk::trace::SpanRecord& span);

}  // namespace tracebridge::zipkin
