#include "shims/bridge/recording_processor.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::bridge {
namespace {

namespace sdk = opentelemetry::sdk::trace;

class RecordingProcessor final : public sdk::SpanProcessor {
 public:
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return sdk::SpanRecord::Create();
  }
  void OnStart(sdk::Recordable&, const opentelemetry::trace::SpanContext&) noexcept override {}
  void OnEnd(std::unique_ptr<sdk::Recordable>&& span) noexcept override {
    const std::unique_ptr<sdk::Recordable> released = std::move(span);
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

}  // namespace

std::unique_ptr<sdk::SpanProcessor> MakeRecordingProcessor() {
  return std::make_unique<RecordingProcessor>();
}

bool HasExporter(const FinalizedOptions& options) {
  const auto& exporters = options.options().traces_exporters;
  return std::any_of(exporters.begin(), exporters.end(),
                     [](TracesExporter kind) { return kind != TracesExporter::kNone; });
}

}  // namespace tracebridge::bridge
