// Prints finished spans on a stream, for people.
#pragma once

#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace trace {

class OStreamSpanExporter final : public opentelemetry::sdk::trace::SpanExporter {
 public:
  // The stream outlives the exporter.
  explicit OStreamSpanExporter(std::ostream& sout = std::cout) noexcept;

  std::unique_ptr<opentelemetry::sdk::trace::Recordable> MakeRecordable() noexcept override;

  // Prints each span as a block of "name: value" lines; control characters are shown as \n or \x1b.
  // kFailure when the stream does not take it, or after Shutdown.
  opentelemetry::sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>& spans) noexcept
      override;

  // Flushes the stream; may block longer than `timeout`.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  std::ostream& sout_;
  std::atomic<bool> is_shutdown_{false};
};

}  // namespace trace
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
