// Was: sends finished spans to Stackdriver, now Cloud Trace. Here they leave over OTLP, which a collector turns into Cloud
// Trace's.
//
// The stub that the options hold is Cloud Trace's generated class where its header is at hand; elsewhere it is only named.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#if defined(__has_include)
#if __has_include("google/devtools/cloudtrace/v2/tracing.grpc.pb.h")
#include "google/devtools/cloudtrace/v2/tracing.grpc.pb.h"
#define TRACEBRIDGE_HAS_CLOUD_TRACE
#endif
#endif

namespace grpc {
class ClientContext;
}

#if !defined(TRACEBRIDGE_HAS_CLOUD_TRACE)
namespace google {
namespace devtools {
namespace cloudtrace {
namespace v2 {
class TraceService final {
 public:
  class StubInterface {
   public:
    StubInterface() = delete;  // not polymorphic: that would need a definition
  };
};
}  // namespace v2
}  // namespace cloudtrace
}  // namespace devtools
}  // namespace google
#endif

namespace opencensus {
namespace exporters {
namespace trace {

// Everything in it is ignored, and Register says so.
struct StackdriverOptions {
  std::string project_id;
  absl::Duration rpc_deadline = absl::Seconds(10);
  std::unique_ptr<google::devtools::cloudtrace::v2::TraceService::StubInterface> trace_service_stub;
  std::function<void(grpc::ClientContext*)> prepare_client_context = [](grpc::ClientContext*) {};
};

class StackdriverExporter {
 public:
  StackdriverExporter() = delete;

  // From now on OpenCensus's spans leave over OTLP, to what OTEL_EXPORTER_OTLP_* say; the first call logs what to use
  // instead. Where the program sets an OpenTelemetry provider, that one's exporters get them.
  static void Register(StackdriverOptions&& opts);

  ABSL_DEPRECATED("Register() takes its options as an rvalue")
  static void Register(StackdriverOptions& opts);

  ABSL_DEPRECATED("Register() takes StackdriverOptions")
  static void Register(absl::string_view project_id);
};

}  // namespace trace
}  // namespace exporters
}  // namespace opencensus

#undef TRACEBRIDGE_HAS_CLOUD_TRACE
