#include "shims/opencensus/trace_config.h"

#include <vector>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/trace_config.h"
#include "tracebridge/state.h"

namespace opencensus {
namespace trace {

// The class that a ProbabilitySampler lets see its threshold.
class TraceParamsImpl {
 public:
  static uint64_t Threshold(const ProbabilitySampler& sampler) { return sampler.threshold_; }
  static ProbabilitySampler Sampler(uint64_t threshold) { return ProbabilitySampler(threshold); }
};

void TraceConfig::SetCurrentTraceParams(const TraceParams& params) {
  tracebridge::opencensus_shim::TraceConfigState::Get().Set(params);
}

}  // namespace trace
}  // namespace opencensus

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::ProbabilitySampler;
using opencensus::trace::TraceParamsImpl;

constexpr double kDefaultProbability = 1e-4;

}  // namespace

TraceConfigState::TraceConfigState() noexcept
    : threshold_(TraceParamsImpl::Threshold(ProbabilitySampler(kDefaultProbability))) {}

TraceConfigState& TraceConfigState::Get() noexcept {
  static TraceConfigState& state = []() -> TraceConfigState& {
    void* shared =
        tracebridge_state_v1_object("opencensus.trace_config/" TRACEBRIDGE_VERSION, &Make);
    if (shared != nullptr) return *static_cast<TraceConfigState*>(shared);
    static TraceConfigState own;  // no memory: this library's own will do
    return own;
  }();
  return state;
}

void TraceConfigState::Set(const opencensus::trace::TraceParams& params) noexcept {
  max_attributes_.store(params.max_attributes, std::memory_order_relaxed);
  max_annotations_.store(params.max_annotations, std::memory_order_relaxed);
  max_message_events_.store(params.max_message_events, std::memory_order_relaxed);
  max_links_.store(params.max_links, std::memory_order_relaxed);
  threshold_.store(TraceParamsImpl::Threshold(params.sampler), std::memory_order_relaxed);
  was_set_.store(true, std::memory_order_relaxed);
}

Limits TraceConfigState::limits() const noexcept {
  return {max_attributes_.load(std::memory_order_relaxed),
          max_annotations_.load(std::memory_order_relaxed),
          max_message_events_.load(std::memory_order_relaxed),
          max_links_.load(std::memory_order_relaxed)};
}

bool TraceConfigState::ShouldSample(const opencensus::trace::TraceId& trace_id,
                                    bool has_parent) const noexcept {
  if (const RootSampler sampler = root_sampler_.load(std::memory_order_relaxed)) {
    TraceIdBytes bytes;
    trace_id.CopyTo(bytes.data());
    return sampler(bytes, has_parent);
  }
  const auto sampler = TraceParamsImpl::Sampler(threshold_.load(std::memory_order_relaxed));
  return sampler.ShouldSample(nullptr, false, trace_id, {}, {}, {});
}

Limits CurrentLimits() noexcept { return TraceConfigState::Get().limits(); }

void SetRootSampler(bool (*decide)(const TraceIdBytes& trace_id, bool has_parent)) noexcept {
  TraceConfigState::Get().SetRootSampler(decide);
}

bool TraceConfigWasSet() noexcept { return TraceConfigState::Get().was_set(); }

}  // namespace tracebridge::opencensus_shim
