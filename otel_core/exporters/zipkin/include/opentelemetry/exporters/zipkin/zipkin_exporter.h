// Sends finished spans to a Zipkin server, or to whatever else takes Zipkin's spans, as JSON over HTTP.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk_exporters/zipkin.md. What becomes of each field: docs/zipkin.md.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/zipkin/zipkin_exporter_options.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace zipkin {

// Connects when it first exports, in the process that does: a forked child opens a connection of its
// own.
class ZipkinExporter final : public opentelemetry::sdk::trace::SpanExporter {
 public:
  // Options from the environment.
  ZipkinExporter();
  explicit ZipkinExporter(const ZipkinExporterOptions& options);
  // Ends an export that is under way.
  ~ZipkinExporter() override;

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override;

  // Sends `spans` and blocks until they are accepted, refused, or `timeout` of the options is over.
  // Tries again, within that time, when the server is not there or asks for it. kFailure: they are
  // lost.
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>& spans) noexcept
      override;

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

}  // namespace zipkin
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
