// OpenCensus's Zipkin exporter: the core's, with the annotations and the addresses that opencensus-cpp sent.
#include "opencensus/exporters/trace/zipkin/zipkin_exporter.h"

#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <utility>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/zipkin/src/sender.h"
#include "shims/bridge/finished_spans.h"
#include "shims/opencensus_exporters/host_address.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opencensus_exporters {
namespace {

using opencensus::exporters::trace::ZipkinExporterOptions;
using opentelemetry::sdk::trace::Recordable;

class Exporter final : public opentelemetry::sdk::trace::SpanExporter {
 public:
  explicit Exporter(zipkin::SenderOptions options) : sender_(std::move(options)) {}

  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    return opentelemetry::sdk::trace::SpanRecord::Create();
  }
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<Recordable>>& spans) noexcept override {
    return sender_.Export(spans);
  }
  bool ForceFlush(std::chrono::microseconds timeout) noexcept override {
    return sender_.ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout) noexcept override {
    return sender_.Shutdown(timeout);
  }

 private:
  zipkin::Sender sender_;
};

zipkin::SenderOptions ToSender(const ZipkinExporterOptions& from) {
  zipkin::SenderOptions options;
  options.connection.url = from.url;
  options.connection.proxy = from.proxy;
  options.connection.proxy_tunnel = from.http_proxy_tunnel;
  options.connection.max_redirects = static_cast<long>(from.max_redirect_times);
  options.connection.connect_timeout =
      std::chrono::milliseconds(absl::ToInt64Milliseconds(from.connect_timeout));
  options.timeout = std::chrono::milliseconds(absl::ToInt64Milliseconds(from.request_timeout));
  // As the original. All handlers wait for each other: those of a server that is down must not keep spans from the rest.
  options.retry.max_attempts = 1;
  options.encode.service_name = from.service_name;
  if (from.service_name.empty()) {
    options.encode.service_name = ReadEnvironment().options.service_name;
  }
  if (from.af_type == ZipkinExporterOptions::AddressFamily::kIpv4) {
    options.encode.ipv4 = HostAddress(AF_INET);
  } else {
    options.encode.ipv6 = HostAddress(AF_INET6);
  }
  options.encode.annotations = zipkin::AnnotationStyle::kOpenCensus;
  return options;
}

}  // namespace
}  // namespace tracebridge::opencensus_exporters

namespace opencensus::exporters::trace {

void ZipkinExporter::Register(const ZipkinExporterOptions& options) {
  namespace ours = tracebridge::opencensus_exporters;
  tracebridge::bridge::ExportFinishedSpans(
      std::make_unique<ours::Exporter>(ours::ToSender(options)));
}

}  // namespace opencensus::exporters::trace
