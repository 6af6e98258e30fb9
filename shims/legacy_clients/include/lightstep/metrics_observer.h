// Whom lightstep-tracer-cpp told what it sent and dropped. tracebridge counts for itself (Bridge::Diagnostics) and calls OnFlush alone.
#pragma once

namespace lightstep {

class MetricsObserver {
 public:
  MetricsObserver() noexcept = default;
  MetricsObserver(const MetricsObserver&) noexcept = default;
  MetricsObserver(MetricsObserver&&) noexcept = default;
  MetricsObserver& operator=(const MetricsObserver&) noexcept = default;
  MetricsObserver& operator=(MetricsObserver&&) noexcept = default;
  virtual ~MetricsObserver() = default;

  virtual void OnSpansSent(int /*spans*/) noexcept {}
  virtual void OnSpansDropped(int /*spans*/) noexcept {}
  virtual void OnFlush() noexcept {}
};

}  // namespace lightstep
