#include "shims/opentracing_plugin/running_tracer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/stop_recording.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/noop.h"
#include "shims/bridge/diagnostics_text.h"
#include "shims/bridge/wire_settings.h"
#include "shims/opentracing/extension.h"
#include "shims/opentracing_plugin/priority_sampler.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_binary.h"
#include "tracebridge/opentracing_shim_otel.h"
#include "tracebridge/sdk_builder.h"

namespace tracebridge::opentracing_plugin {
namespace {

namespace api = opentelemetry::trace;
namespace sdk = opentelemetry::sdk::trace;

constexpr std::chrono::microseconds kLongestWait = std::chrono::seconds(5);

void StopRecording(api::Span& span) noexcept { sdk::StopRecording(span); }

std::shared_ptr<sdk::TracerProvider> MakeProvider(const FinalizedOptions& options) {
  TracerProviderParts parts;
  parts.sampler = MakePrioritySampler(BuildSampler(options));
  return BuildTracerProvider(options, std::move(parts));
}

// The waits for one exporter. A host that stops calls Close() and then lets go of the tracer: what has failed takes its
// time from what comes after it, so that a collector that does not answer holds the host up once.
class Delivery final {
 public:
  explicit Delivery(std::shared_ptr<sdk::TracerProvider> provider)
      : provider_(std::move(provider)) {}

  // Both return whether all that had finished was exported.
  bool Flush() noexcept {
    return Wait([this](auto timeout) { return provider_->ForceFlush(timeout); });
  }
  bool End() noexcept {
    return Wait([this](auto timeout) { return provider_->Shutdown(timeout); });
  }

 private:
  template <class Function>
  bool Wait(Function function) noexcept {
    const auto left = left_.load();
    const auto start = std::chrono::steady_clock::now();
    const bool succeeded = function(left);
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    left_ = succeeded ? kLongestWait : std::max(left - taken, std::chrono::microseconds(0));
    return succeeded;
  }

  const std::shared_ptr<sdk::TracerProvider> provider_;
  std::atomic<std::chrono::microseconds> left_{kLongestWait};
};

// What the host holds. The export ends with it.
class HeldTracer final {
 public:
  // `delivery` is null when the SDK is disabled.
  HeldTracer(std::shared_ptr<Delivery> delivery, std::shared_ptr<opentracing::Tracer> tracer)
      : delivery_(std::move(delivery)), tracer_(std::move(tracer)) {}
  HeldTracer(const HeldTracer&) = delete;
  HeldTracer& operator=(const HeldTracer&) = delete;
  ~HeldTracer() {
    if (delivery_ == nullptr || has_ended_) return;
    const bool succeeded = delivery_->End();
    // An export that was given up still counts what it lost, on a thread that ends with these, unless spans outlive them.
    tracer_.reset();
    delivery_.reset();
    Report(succeeded);
  }

  void End() noexcept {
    if (delivery_ != nullptr && !has_ended_.exchange(true)) Report(delivery_->End());
  }

  opentracing::Tracer* tracer() const noexcept { return tracer_.get(); }

 private:
  // The counters are those of all tracers of the process, also of those before this one.
  void Report(bool succeeded) const noexcept try {
    const std::string counters = bridge::DiagnosticsJson();
    if (succeeded && (counters == "{}" || counters == before_)) return;
    OTEL_INTERNAL_LOG_WARN("not everything arrived: " << counters);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }

  const std::string before_ = bridge::DiagnosticsJson();
  std::shared_ptr<Delivery> delivery_;
  std::shared_ptr<opentracing::Tracer> tracer_;
  std::atomic<bool> has_ended_{false};
};

// Many requests interleave on a thread of a proxy, and nobody else sees what is current here: the state is this library's own.
void WarnOfWhatHasNoEffect(const SdkOptions& options) {
  const SdkOptions defaults;
  if (options.opentracing_activation != defaults.opentracing_activation ||
      options.implicit_parent != defaults.implicit_parent) {
    OTEL_INTERNAL_LOG_WARN(
        "opentracing_activation and implicit_parent have no effect here: no span is ever current");
  }
}

}  // namespace

RunningTracer StartTracer(const FinalizedOptions& options,
                          const std::vector<EnvironmentReading::Warning>& warnings,
                          bool records_after_close) {
  SetLogLevel(options);
  Log(warnings);
  WarnOfWhatHasNoEffect(options.options());
  opentracing_shim::SetStopRecording(StopRecording);
  auto provider = MakeProvider(options);

  OpenTelemetryObjects objects;
  if (provider != nullptr) {
    objects.provider = provider;
  } else {
    objects.provider =
        opentelemetry::nostd::shared_ptr<api::TracerProvider>(new api::NoopTracerProvider);
  }
  if (auto wire = bridge::MakeWirePropagator(options.options())) {
    objects.text_map = std::move(wire);
  } else {
    objects.text_map = BuildPropagator(options);
  }
  objects.http_headers = objects.text_map;
  objects.other_binary = {MissingOfOpenTracingBinary, FromOpenTracingBinary};

  OpenTracingOptions shim;
  shim.inject_all_keys = options.options().inject_all_keys;
  shim.records_after_close = records_after_close;
  std::shared_ptr<Delivery> delivery;
  if (provider != nullptr) {
    delivery = std::make_shared<Delivery>(std::move(provider));
    shim.on_close = [flushed = std::weak_ptr<Delivery>(delivery)] {
      if (const auto held = flushed.lock()) held->Flush();
    };
  }
  const std::weak_ptr<Delivery> kept = delivery;
  auto held =
      std::make_shared<HeldTracer>(std::move(delivery), MakeOpenTracingTracer(objects, shim));
  RunningTracer running;
  running.flush = [flushed = kept] {
    const auto still = flushed.lock();
    return still == nullptr || still->Flush();
  };
  running.end = [held = std::weak_ptr<HeldTracer>(held)] {
    if (const auto still = held.lock()) still->End();
  };
  opentracing::Tracer* const tracer = held->tracer();
  running.tracer = {std::move(held), tracer};
  return running;
}

}  // namespace tracebridge::opentracing_plugin
