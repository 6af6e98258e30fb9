// What the OTLP over HTTP exporter of spans does: encode and post (otlp_post.h).
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "otel_core/exporters/otlp/src/http/export_sessions.h"
#include "otel_core/exporters/otlp/src/http/otlp_post.h"
#include "otel_core/exporters/otlp/src/span_groups.h"

namespace tracebridge::otlp {

// Safe from any thread; one export at a time.
class Sender {
 public:
  explicit Sender(const opentelemetry::exporter::otlp::OtlpHttpExporterOptions& options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // As the functions of SpanExporter of the same names.
  opentelemetry::sdk::common::ExportResult Export(const Batch& spans) noexcept;
  opentelemetry::sdk::common::ExportResult Export(const WireBatch& spans) noexcept;
  bool TakesWire() const noexcept;
  bool ForceFlush(std::chrono::microseconds timeout) noexcept;
  bool Shutdown(std::chrono::microseconds timeout) noexcept;

 private:
  class Worker;

  std::unique_ptr<ExportSessions<Worker, PostOptions>> sessions_;
};

}  // namespace tracebridge::otlp
