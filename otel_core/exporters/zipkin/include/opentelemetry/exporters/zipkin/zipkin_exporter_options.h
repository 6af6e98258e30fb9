// Settings of one Zipkin exporter.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace zipkin {

// OTEL_EXPORTER_ZIPKIN_ENDPOINT, or "http://localhost:9411/api/v2/spans".
const std::string GetDefaultZipkinEndpoint();

// Without effect: what is sent is JSON.
enum class TransportFormat : std::uint8_t { kJson, kProtobuf };

// Orders the names of HTTP headers, which have no case.
struct HeaderNameOrder {
  bool operator()(const std::string& a, const std::string& b) const;
};

struct ZipkinExporterOptions {
  using Headers = std::multimap<std::string, std::string, HeaderNameOrder>;

  // Starts from the environment (docs/settings.md), and reports what there makes no sense.
  ZipkinExporterOptions();
  // Starts from nothing: the caller sets `endpoint`. The argument is ignored.
  ZipkinExporterOptions(void*);

  // Where spans go, path included. Used as it is.
  std::string endpoint;

  TransportFormat format = TransportFormat::kJson;

  // For spans whose resource has no `service.name`; empty: "unknown_service".
  std::string service_name = "default-service";

  // Addresses of this host, for the spans' local endpoint; empty: not sent.
  std::string ipv4;
  std::string ipv6;

  // Sent with each request.
  Headers headers = {{"content-type", "application/json"}};

  // For one batch, retries included. 0: no limit. Not in opentelemetry-cpp.
  std::chrono::milliseconds timeout{10000};
};

}  // namespace zipkin
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
