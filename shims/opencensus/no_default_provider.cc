// The DefaultProvider of a program that brings an SDK of its own and not our bridge.
#include <atomic>
#include <cstdio>
#include <new>

#include "shims/opencensus/default_provider.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {

class None final : public DefaultProvider {
 public:
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider> Provider() noexcept
      override {
    return {};
  }
  // Dropped: nothing shows the shim the finished spans of another SDK. Said at the first registration.
  void Deliver(FinishedSpanSink*) noexcept override {
    if (was_said_.exchange(true)) return;
    Count(Diagnostic::kNoSpansForOpenCensusExporters);
    std::fputs(
        "[Warning] tracebridge: OpenCensus exporters get no spans without tracebridge's bridge: "
        "let the OpenTelemetry SDK "
        "export them\n",
        stderr);
  }
  void SetSchedule(std::size_t, std::chrono::milliseconds) noexcept override {}
  void Flush() noexcept override {}
  // The program's provider exports what it is set up for.
  void ExportOverOtlp(const char*) noexcept override {}

 private:
  std::atomic<bool> was_said_{false};
};

}  // namespace

DefaultProvider* LinkedDefaultProvider() noexcept {
  // Never destroyed, and there without memory.
  alignas(None) static unsigned char storage[sizeof(None)];
  static DefaultProvider* const none = new (storage) None;
  return none;
}

}  // namespace tracebridge::opencensus_shim
