// What sends finished spans somewhere.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Span Exporter".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class WireExporter;

// The SDK's processors call Export from one thread at a time; ForceFlush and Shutdown may come at
// any time.
class SpanExporter {
 public:
  SpanExporter() = default;
  SpanExporter(const SpanExporter&) = delete;
  SpanExporter(SpanExporter&&) = delete;
  SpanExporter& operator=(const SpanExporter&) = delete;
  SpanExporter& operator=(SpanExporter&&) = delete;
  virtual ~SpanExporter() = default;

  // Returns what a new span will be written into. Called on the thread that starts the span.
  // An exporter that can read SpanRecord returns SpanRecord::Create(), which costs no allocation.
  virtual std::unique_ptr<Recordable> MakeRecordable() noexcept = 0;

  // Exports finished spans, each made by MakeRecordable. May take them out of `spans`; what it
  // leaves is freed.
  virtual sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<Recordable>>& spans) noexcept = 0;

  virtual bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;

  virtual bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;

  // Ours (wire_exporter.h): not null if ExportWire may come in the place of Export. Asked once, by the processor that takes
  // the exporter over; not by dynamic_cast, since exporters may be compiled without RTTI.
  virtual WireExporter* AsWireExporter() noexcept { return nullptr; }
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
