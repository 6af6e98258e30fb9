#include "otel_core/exporters/otlp/src/http/sender.h"

#include "otel_core/exporters/otlp/src/http/otlp_post.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "otel_core/exporters/otlp/src/json_encoder.h"
#include "otel_core/exporters/otlp/src/request_encoder.h"

namespace tracebridge::otlp {

using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;
using opentelemetry::sdk::common::ExportResult;

class Sender::Worker {
 public:
  Worker(const PostOptions& options, Cancellation* cancellation)
      : is_json_(options.is_json), post_(options, cancellation) {}

  template <class Spans>
  ExportResult Export(const Spans& spans, std::size_t count) noexcept {
    return post_.Send([this, &spans] { return Encode(spans); }, count);
  }

 private:
  std::string_view Encode(const WireBatch& batch) { return encoder_.Encode(batch); }

  std::string_view Encode(const Batch& spans) {
    const SpanGroups groups = GroupSpans(spans);
    if (!is_json_) return encoder_.Encode(groups);
    EncodeJson(groups, &json_);
    return json_;
  }

  const bool is_json_;
  OtlpPost post_;
  RequestEncoder encoder_;
  std::string json_;
};

Sender::Sender(const OtlpHttpExporterOptions& options)
    : sessions_(std::make_unique<ExportSessions<Worker, PostOptions>>(
          PostOptionsOf(options, "spans", Diagnostic::kSpanRejectedByBackend))) {
  PrepareHttpAhead();
}

Sender::~Sender() = default;

ExportResult Sender::Export(const Batch& spans) noexcept {
  if (spans.empty()) return ExportResult::kSuccess;
  return sessions_->Export([&spans](Worker& worker) { return worker.Export(spans, spans.size()); });
}

ExportResult Sender::Export(const WireBatch& spans) noexcept {
  if (spans.count == 0) return ExportResult::kSuccess;
  return sessions_->Export([&spans](Worker& worker) { return worker.Export(spans, spans.count); });
}

bool Sender::TakesWire() const noexcept { return !sessions_->options().is_json; }

bool Sender::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sessions_->ForceFlush(timeout);
}

bool Sender::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sessions_->Shutdown(timeout);
}

}  // namespace tracebridge::otlp
