#include "shims/opentracing/extension.h"

#include <atomic>

#include "tracebridge/state.h"

namespace tracebridge::opentracing_shim {
namespace {
// One in the process: the bridge that is up, in whichever library, knows the spans of its SDK.
using Hook = std::atomic<StopRecording>;

Hook& TheHook() noexcept {
  static Hook own{nullptr};  // for want of memory
  const auto make = []() -> void* { return new Hook(nullptr); };
  auto* const shared =
      static_cast<Hook*>(tracebridge_state_v1_object("opentracing.stop_recording.v1", make));
  return shared == nullptr ? own : *shared;
}
}  // namespace

void SetStopRecording(StopRecording hook) noexcept {
  TheHook().store(hook, std::memory_order_release);
}

StopRecording GetStopRecording() noexcept { return TheHook().load(std::memory_order_acquire); }

}  // namespace tracebridge::opentracing_shim
