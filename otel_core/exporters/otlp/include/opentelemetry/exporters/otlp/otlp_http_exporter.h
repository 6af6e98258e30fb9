// Sends finished spans to a collector, as OTLP over HTTP.
//
// Source: OpenTelemetry specification 1.60.0, protocol/exporter.md; opentelemetry-proto 1.10,
// docs/specification.md, "OTLP/HTTP".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_runtime_options.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// Connects when it first exports, in the process that does: a forked child opens a connection of its
// own.
class OtlpHttpExporter final : public opentelemetry::sdk::trace::SpanExporter,
                               public opentelemetry::sdk::trace::WireExporter {
 public:
  // Options from the environment.
  OtlpHttpExporter();
  explicit OtlpHttpExporter(const OtlpHttpExporterOptions& options);
  OtlpHttpExporter(const OtlpHttpExporterOptions& options,
                   const OtlpHttpExporterRuntimeOptions& runtime_options);
  // Ends an export that is under way.
  ~OtlpHttpExporter() override;

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override;

  // Sends `spans` and blocks until they are accepted, refused, or `timeout` of the options is over.
  // Tries again, within that time, when the collector is not there or asks for it. kFailure: they
  // are lost. Spans that the collector rejected out of an accepted batch are counted
  // (tracebridge/diagnostics.h).
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>& spans) noexcept
      override;

  // The same for a batch that is in OTLP's form already; unless the options ask for JSON.
  opentelemetry::sdk::trace::WireExporter* AsWireExporter() noexcept override;
  opentelemetry::sdk::common::ExportResult ExportWire(
      const opentelemetry::sdk::trace::WireBatch& batch) noexcept override;

  // Waits for an export under way; false if it was not over in time.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Refuses exports from now on. Waits for the one under way, and ends it when the time is over;
  // then returns false.
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  class Sender;

  std::unique_ptr<Sender> sender_;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
