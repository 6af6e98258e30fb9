#include "otel_core/exporters/zipkin/src/remote_endpoint.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace tracebridge::zipkin {
namespace {

using opentelemetry::sdk::trace::SpanRecord;
using opentelemetry::sdk::trace::ValueView;
using opentelemetry::trace::SpanKind;

std::optional<ValueView> Find(const SpanRecord& span, std::string_view key) {
  for (const auto& attribute : span.attributes()) {
    if (attribute.key() == key) return attribute.value();
  }
  return std::nullopt;
}

// A number, or its digits; 0 for what is no port.
std::uint16_t PortOf(const ValueView& value) {
  std::int64_t port = 0;
  if (value.type() == ValueView::Type::kInt) port = value.AsInt();
  if (value.type() == ValueView::Type::kText) {
    const std::string_view text = value.AsText();
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return 0;
  }
  return port >= 1 && port <= 65535 ? static_cast<std::uint16_t>(port) : 0;
}

bool IsAddress(int family, std::string_view text) {
  char terminated[INET6_ADDRSTRLEN] = {};
  if (text.size() >= sizeof terminated) return false;
  text.copy(terminated, text.size());
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, terminated, bytes.data()) == 1;
}

}  // namespace

RemoteEndpoint RemoteEndpointOf(const SpanRecord& span) {
  RemoteEndpoint endpoint;
  if (span.kind() != SpanKind::kClient && span.kind() != SpanKind::kProducer) return endpoint;
  for (const RemoteRow& row : kRemoteRows) {
    const auto value = Find(span, row.attribute);
    if (!value || value->type() != ValueView::Type::kText || value->AsText().empty()) continue;
    const std::string_view text = value->AsText();
    if (row.port == nullptr) {
      endpoint.service_name = text;
      return endpoint;
    }
    if (IsAddress(AF_INET, text)) {
      endpoint.ipv4 = text;
    } else if (IsAddress(AF_INET6, text)) {
      endpoint.ipv6 = text;
    } else {
      endpoint.service_name = text;
    }
    // "should be combined with `network.peer.port` if it is also present"
    if (const auto port = Find(span, row.port)) endpoint.port = PortOf(*port);
    return endpoint;
  }
  return endpoint;
}

}  // namespace tracebridge::zipkin
