#include "shims/opentracing_plugin/running_tracer.h"

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

constexpr std::chrono::seconds kLongestWait{5};

void StopRecording(api::Span& span) noexcept { sdk::StopRecording(span); }

std::shared_ptr<sdk::TracerProvider> MakeProvider(const FinalizedOptions& options) {
  TracerProviderParts parts;
  parts.sampler = MakePrioritySampler(BuildSampler(options));
  return BuildTracerProvider(options, std::move(parts));
}

// What the host holds. The export ends with it.
class RunningTracer final {
 public:
  // `provider` is null when the SDK is disabled.
  RunningTracer(std::shared_ptr<sdk::TracerProvider> provider,
                std::shared_ptr<opentracing::Tracer> tracer)
      : provider_(std::move(provider)), tracer_(std::move(tracer)) {}
  RunningTracer(const RunningTracer&) = delete;
  RunningTracer& operator=(const RunningTracer&) = delete;
  ~RunningTracer() {
    if (provider_ == nullptr) return;
    provider_->Shutdown(kLongestWait);
    Report();
  }

  opentracing::Tracer* tracer() const noexcept { return tracer_.get(); }

 private:
  // The counters are those of all tracers of the process, also of those before this one.
  void Report() const noexcept try {
    const std::string counters = bridge::DiagnosticsJson();
    if (counters != "{}" && counters != before_)
      OTEL_INTERNAL_LOG_WARN("not everything arrived: " << counters);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }

  const std::string before_ = bridge::DiagnosticsJson();
  const std::shared_ptr<sdk::TracerProvider> provider_;
  const std::shared_ptr<opentracing::Tracer> tracer_;
};

// Many requests interleave on a thread of a proxy, and nobody else sees what is current here.
void WarnOfWhatHasNoEffect(const SdkOptions& options) {
  const SdkOptions defaults;
  if (options.opentracing_activation != defaults.opentracing_activation ||
      options.implicit_parent != defaults.implicit_parent) {
    OTEL_INTERNAL_LOG_WARN(
        "opentracing_activation and implicit_parent have no effect in this plugin: no span is "
        "current in it");
  }
}

}  // namespace

std::shared_ptr<opentracing::Tracer> StartTracer(
    const FinalizedOptions& options, const std::vector<EnvironmentReading::Warning>& warnings) {
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
  if (provider != nullptr) {
    shim.on_close = [flushed = std::weak_ptr<sdk::TracerProvider>(provider)] {
      if (const auto held = flushed.lock()) held->ForceFlush(kLongestWait);
    };
  }
  auto running =
      std::make_shared<RunningTracer>(std::move(provider), MakeOpenTracingTracer(objects, shim));
  opentracing::Tracer* const tracer = running->tracer();
  return {std::move(running), tracer};
}

}  // namespace tracebridge::opentracing_plugin
