// Was: sends finished spans to the OpenCensus agent. Here they leave over OTLP, which the OpenTelemetry Collector, the agent's
// successor, receives.
//
// The stub that the options hold is the agent's generated class where its header is at hand; elsewhere it is only named.
#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"

#if defined(__has_include)
#if __has_include("opencensus/proto/agent/trace/v1/trace_service.grpc.pb.h")
#include "opencensus/proto/agent/trace/v1/trace_service.grpc.pb.h"
#define TRACEBRIDGE_HAS_AGENT
#endif
#endif

#if !defined(TRACEBRIDGE_HAS_AGENT)
namespace opencensus {
namespace proto {
namespace agent {
namespace trace {
namespace v1 {
class TraceService final {
 public:
  class StubInterface {
   public:
    StubInterface() = delete;  // not polymorphic: that would need a definition
  };
};
}  // namespace v1
}  // namespace trace
}  // namespace agent
}  // namespace proto
}  // namespace opencensus
#endif

namespace opencensus {
namespace exporters {
namespace trace {

struct OcAgentOptions {
  // Ignored, and Register says so: the agent's protocol is not OTLP.
  std::string address;
  // Ignored: OTEL_EXPORTER_OTLP_TIMEOUT.
  absl::Duration rpc_deadline = absl::Seconds(5);
  // Not empty: the service's name, unless OTEL_SERVICE_NAME says another, or a span was started before Register: the name is
  // settled with the first.
  std::string service_name;
  // Ignored.
  std::unique_ptr<opencensus::proto::agent::trace::v1::TraceService::StubInterface>
      trace_service_stub;
};

class OcAgentExporter {
 public:
  OcAgentExporter() = delete;

  // From now on OpenCensus's spans leave over OTLP, to what OTEL_EXPORTER_OTLP_* say; the first call logs what to use
  // instead. Where the program sets an OpenTelemetry provider, that one's exporters get them.
  static void Register(OcAgentOptions&& opts);
};

}  // namespace trace
}  // namespace exporters
}  // namespace opencensus

#undef TRACEBRIDGE_HAS_AGENT
