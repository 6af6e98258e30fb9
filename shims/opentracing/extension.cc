#include "shims/opentracing/extension.h"

#include <atomic>

namespace tracebridge::opentracing_shim {
namespace {
std::atomic<StopRecording> stop_recording{nullptr};
}  // namespace

void SetStopRecording(StopRecording hook) noexcept {
  stop_recording.store(hook, std::memory_order_release);
}

StopRecording GetStopRecording() noexcept { return stop_recording.load(std::memory_order_acquire); }

}  // namespace tracebridge::opentracing_shim
