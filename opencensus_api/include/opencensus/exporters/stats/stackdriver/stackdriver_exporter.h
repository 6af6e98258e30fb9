// Was: sends the views registered for export to Stackdriver, now Cloud Monitoring. Here they leave as metrics over OTLP, which a
// collector turns into Cloud Monitoring's.
//
// The resource and the stub that the options hold are Google's generated classes where their headers are at hand. Elsewhere the
// stub is only named, and the resource is one that keeps what it is given.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#if defined(__has_include)
#if __has_include("google/api/monitored_resource.pb.h")
#include "google/api/monitored_resource.pb.h"
#define TRACEBRIDGE_HAS_MONITORED_RESOURCE
#endif
#if __has_include("google/monitoring/v3/metric_service.grpc.pb.h")
#include "google/monitoring/v3/metric_service.grpc.pb.h"
#define TRACEBRIDGE_HAS_CLOUD_MONITORING
#endif
#endif

namespace grpc {
class ClientContext;
}

namespace google {
#if !defined(TRACEBRIDGE_HAS_MONITORED_RESOURCE)
namespace api {
class MonitoredResource final {
 public:
  const std::string& type() const { return type_; }
  void set_type(const std::string& type) { type_ = type; }
  const std::unordered_map<std::string, std::string>& labels() const { return labels_; }
  std::unordered_map<std::string, std::string>* mutable_labels() { return &labels_; }

 private:
  std::string type_;
  std::unordered_map<std::string, std::string> labels_;
};
}  // namespace api
#endif
#if !defined(TRACEBRIDGE_HAS_CLOUD_MONITORING)
namespace monitoring {
namespace v3 {
class MetricService final {
 public:
  class StubInterface {
   public:
    StubInterface() = delete;  // not polymorphic: that would need a definition
  };
};
}  // namespace v3
}  // namespace monitoring
#endif
}  // namespace google

namespace opencensus {
namespace exporters {
namespace stats {

// Everything in it is ignored, and Register says so.
struct StackdriverOptions {
  std::string project_id;
  std::string opencensus_task;
  absl::Duration rpc_deadline = absl::Seconds(60);
  google::api::MonitoredResource monitored_resource;
  std::unordered_map<std::string, google::api::MonitoredResource> per_metric_monitored_resource;
  std::string metric_name_prefix;
  std::unique_ptr<google::monitoring::v3::MetricService::StubInterface> metric_service_stub;
  std::function<void(grpc::ClientContext*)> prepare_client_context = [](grpc::ClientContext*) {};
};

class StackdriverExporter {
 public:
  StackdriverExporter() = delete;

  // From now on the views registered for export leave as metrics over OTLP, to what OTEL_EXPORTER_OTLP_* say; the first call
  // logs what to use instead. Where the program has set an OpenTelemetry meter provider, by tracebridge::Bridge or itself, that one's
  // readers have them, or not.
  static void Register(StackdriverOptions&& opts) { RegisterProject(opts.project_id); }

  ABSL_DEPRECATED("Register() takes its options as an rvalue")
  static void Register(StackdriverOptions& opts) {
    opts.metric_service_stub.reset();  // as ever
    RegisterProject(opts.project_id);
  }

  ABSL_DEPRECATED("Register() takes StackdriverOptions")
  static void Register(absl::string_view project_id, absl::string_view /*opencensus_task*/) {
    RegisterProject(project_id);
  }

 private:
  // Not the options, whose size depends on what headers are at hand.
  static void RegisterProject(absl::string_view project_id);
};

}  // namespace stats
}  // namespace exporters
}  // namespace opencensus

#undef TRACEBRIDGE_HAS_CLOUD_MONITORING
#undef TRACEBRIDGE_HAS_MONITORED_RESOURCE
