// Sends finished spans to a Jaeger agent or collector, in the Thrift forms of Jaeger's own clients.
//
//   tracebridge::JaegerExporterOptions options;
//   options.agent = "agent.example:6831";
//   auto exporter = tracebridge::MakeJaegerExporter(options);
//   if (!exporter) return Fail(exporter.error().message);
//
// From settings, docs/settings.md: OTEL_TRACES_EXPORTER=jaeger. What becomes of each field: docs/jaeger.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/exporter.h"
#include "tracebridge/expected.h"

namespace tracebridge {

struct JaegerExporterOptions {
  enum class Encoding { kCompact, kBinary };

  // Where datagrams go, "host:port"; without a port 6831 (compact) or 6832 (binary), empty: localhost.
  std::string agent;
  Encoding encoding = Encoding::kCompact;  // of datagrams
  std::size_t max_packet_size = 65000;  // bytes of a datagram; a larger span is dropped and counted

  // The collector's URL, used as it is: "http://collector:14268/api/traces". Not empty: requests instead of datagrams.
  std::string endpoint;
  std::string user;  // not empty: basic authentication
  std::string password;
  std::vector<std::pair<std::string, std::string>> headers;  // of each request
  std::chrono::milliseconds timeout{10000};  // for one batch, retries included; 0 is no limit
};

// Returns an exporter for any processor. Opens the helper library libtracebridge_jaeger_thrift.so, which stays; fails
// when that or Apache Thrift's library is missing. Opens no connection: the first batch does, in the process that exports.
// Throws std::bad_alloc.
Expected<std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>> MakeJaegerExporter(
    const JaegerExporterOptions& options = {});

}  // namespace tracebridge
