// The process's TraceParams, and who decides about a start that names no sampler.
#pragma once

#include <atomic>
#include <cstdint>

#include "opencensus/trace/trace_id.h"
#include "opencensus/trace/trace_params.h"
#include "shims/opencensus/default_provider.h"

namespace tracebridge::opencensus_shim {

// Each member is read and written by itself, as in the original: starting a span takes no lock.
class TraceConfigState {
 public:
  // Returns the one of the process. Never destroyed.
  static TraceConfigState& Get() noexcept;

  void Set(const opencensus::trace::TraceParams& params) noexcept;
  bool was_set() const noexcept { return was_set_.load(std::memory_order_relaxed); }
  Limits limits() const noexcept;

  // Returns whether to sample a span whose call names no sampler and whose parent, if any, is not
  // sampled.
  bool ShouldSample(const opencensus::trace::TraceId& trace_id, bool has_parent) const noexcept;

  using RootSampler = bool (*)(const TraceIdBytes& trace_id, bool has_parent);
  void SetRootSampler(RootSampler sampler) noexcept {
    root_sampler_.store(sampler, std::memory_order_relaxed);
  }

 private:
  TraceConfigState() noexcept;
  static void* Make() { return new TraceConfigState; }

  std::atomic<std::uint32_t> max_attributes_{32};
  std::atomic<std::uint32_t> max_annotations_{32};
  std::atomic<std::uint32_t> max_message_events_{128};
  std::atomic<std::uint32_t> max_links_{32};
  std::atomic<std::uint64_t> threshold_;
  std::atomic<bool> was_set_{false};
  std::atomic<RootSampler> root_sampler_{nullptr};
};

}  // namespace tracebridge::opencensus_shim
