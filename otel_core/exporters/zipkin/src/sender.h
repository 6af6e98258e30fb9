// What a Zipkin exporter does: encode, deliver, report.
//
// 202, and any other 2xx, is delivered; what is sent again is what OTLP sends again (exporters/otlp/src/http/response.h).
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/common/exporter_utils.h"
#include "otel_core/exporters/otlp/src/http/export_sessions.h"
#include "otel_core/exporters/otlp/src/http/http_connection.h"
#include "otel_core/exporters/otlp/src/span_groups.h"
#include "otel_core/exporters/zipkin/src/span_json.h"

namespace tracebridge::zipkin {

struct SenderOptions {
  otlp::ConnectionOptions connection;
  std::chrono::milliseconds timeout{10000};  // for one batch, retries included; 0: no limit
  otlp::RetryPolicy retry;
  EncodeOptions encode;
};

// Safe from any thread; one export at a time.
class Sender {
 public:
  // Adds the headers that `options.connection` lacks: Content-Type and User-Agent.
  explicit Sender(SenderOptions options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // As the functions of SpanExporter of the same names.
  opentelemetry::sdk::common::ExportResult Export(const otlp::Batch& spans) noexcept;
  bool ForceFlush(std::chrono::microseconds timeout) noexcept;
  bool Shutdown(std::chrono::microseconds timeout) noexcept;

 private:
  class Worker;

  std::unique_ptr<otlp::ExportSessions<Worker, SenderOptions>> sessions_;
};

}  // namespace tracebridge::zipkin
