#include "opentelemetry/exporters/zipkin/zipkin_exporter.h"

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/exporters/zipkin/src/sender.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::zipkin {
namespace {

tracebridge::zipkin::SenderOptions ToSender(const ZipkinExporterOptions& from) {
  tracebridge::zipkin::SenderOptions options;
  options.connection.url = from.endpoint;
  options.connection.headers.assign(from.headers.begin(), from.headers.end());
  options.timeout = from.timeout;
  options.encode.service_name = from.service_name;
  options.encode.ipv4 = from.ipv4;
  options.encode.ipv6 = from.ipv6;
  return options;
}

}  // namespace

class ZipkinExporter::Sender : public tracebridge::zipkin::Sender {
 public:
  using tracebridge::zipkin::Sender::Sender;
};

ZipkinExporter::ZipkinExporter() : ZipkinExporter(ZipkinExporterOptions()) {}

ZipkinExporter::ZipkinExporter(const ZipkinExporterOptions& options)
    : sender_(std::make_unique<Sender>(ToSender(options))) {}

ZipkinExporter::~ZipkinExporter() = default;

std::unique_ptr<sdk::trace::Recordable> ZipkinExporter::MakeRecordable() noexcept {
  return sdk::trace::SpanRecord::Create();
}

sdk::common::ExportResult ZipkinExporter::Export(
    const nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept {
  return sender_->Export(spans);
}

bool ZipkinExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sender_->ForceFlush(timeout);
}

bool ZipkinExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sender_->Shutdown(timeout);
}

}  // namespace exporter::zipkin
OPENTELEMETRY_END_NAMESPACE
