// Sends finished spans to a Zipkin server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace opencensus {
namespace exporters {
namespace trace {

struct ZipkinExporterOptions {
  explicit ZipkinExporterOptions(absl::string_view to) : url(to) {}

  // Where spans go, path included: "http://localhost:9411/api/v2/spans".
  std::string url;
  // URL or host:port; empty: what the environment says (`http_proxy` ...).
  std::string proxy;
  // Whether to ask the proxy for a tunnel (CONNECT).
  bool http_proxy_tunnel = false;
  // How many redirects one request may follow; 0: none.
  std::size_t max_redirect_times = 3;
  absl::Duration connect_timeout = absl::Seconds(5);
  // For one batch, retries included.
  absl::Duration request_timeout = absl::Seconds(15);
  // Empty: what OTEL_SERVICE_NAME says, else "unknown_service".
  std::string service_name;

  // Which address of this host the spans' local endpoint has.
  enum class AddressFamily : std::uint8_t { kIpv4, kIpv6 };
  AddressFamily af_type = AddressFamily::kIpv4;

  // Not used here; the original's exporter kept what it sends of itself in it.
  struct Service {
    Service() : af_type(AddressFamily::kIpv4) {}
    Service(const std::string& name, AddressFamily type) : service_name(name), af_type(type) {}

    std::string service_name;
    AddressFamily af_type;
    std::string ip_address;
  };
};

class ZipkinExporter {
 public:
  ZipkinExporter() = delete;

  // From now on sends every finished span of the process there, in the batches of SpanExporter, for as long as the process
  // lives. Opens no connection: the first batch does. Each call adds an exporter.
  static void Register(const ZipkinExporterOptions& options);
};

}  // namespace trace
}  // namespace exporters
}  // namespace opencensus
