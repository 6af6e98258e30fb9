#include "tracebridge/bridge.h"

#include <opentracing/tracer.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/stop_recording.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/provider.h"
#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/state/src/process_object.h"
#include "shims/activation/activation.h"
#include "shims/bridge/diagnostics_text.h"
#include "shims/bridge/finished_spans.h"
#include "shims/bridge/metrics.h"
#include "shims/bridge/opencensus_limits.h"
#include "shims/bridge/opencensus_sampling.h"
#include "shims/bridge/recording_processor.h"
#include "shims/bridge/set_up.h"
#include "shims/bridge/tag_mirror_settings.h"
#include "shims/bridge/wire_settings.h"
#include "shims/opentracing/extension.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_binary.h"
#include "tracebridge/opentracing_shim_otel.h"
#include "tracebridge/sdk_builder.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace otel_sdk = opentelemetry::sdk::trace;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using ProviderPointer = opentelemetry::nostd::shared_ptr<api::TracerProvider>;

activation::ImplicitParent ToActivation(ImplicitParentPolicy policy) {
  switch (policy) {
    case ImplicitParentPolicy::kForeign:
      return activation::ImplicitParent::kForeign;
    case ImplicitParentPolicy::kAlways:
      return activation::ImplicitParent::kAlways;
    case ImplicitParentPolicy::kNever:
      return activation::ImplicitParent::kNever;
  }
  return activation::ImplicitParent::kForeign;
}

OpenTracingActivation ToOpenTracing(OpenTracingActivationPolicy policy) {
  switch (policy) {
    case OpenTracingActivationPolicy::kOff:
      return OpenTracingActivation::kOff;
    case OpenTracingActivationPolicy::kThread:
      return OpenTracingActivation::kThread;
  }
  return OpenTracingActivation::kOff;
}

void StopRecording(api::Span& span) noexcept { otel_sdk::StopRecording(span); }

// What makes no sense as a whole exports nothing, and says so; propagation works all the same.
FinalizedOptions FinalizeOrDisable(const SdkOptions& options) {
  auto finalized = Finalize(options);
  if (finalized) return *finalized;
  OTEL_INTERNAL_LOG_ERROR("nothing is exported: " << finalized.error().message);
  SdkOptions disabled;
  disabled.disabled = true;
  return *Finalize(std::move(disabled));
}

bool AsksForMetrics(const EnvironmentReading& read) { return read.WasSet("OTEL_METRICS_EXPORTER"); }

std::shared_ptr<otel_sdk::TracerProvider> MakeProvider(const FinalizedOptions& options,
                                                       const EnvironmentReading& read) {
  TracerProviderParts parts;
  parts.sampler = bridge::MakeOpenCensusAwareSampler(
      BuildSampler(options), /*use_trace_config=*/!read.WasSet("OTEL_TRACES_SAMPLER"));
  if (!bridge::HasExporter(options)) parts.processors.push_back(bridge::MakeRecordingProcessor());
  if (AsksForMetrics(read)) parts.thread_instrumentation = bridge::MakeMetricsWaker();
  return BuildTracerProvider(options, std::move(parts));
}

}  // namespace

struct Bridge::Core {
  std::shared_ptr<otel_sdk::TracerProvider> provider;  // null when the SDK is disabled
  std::unique_ptr<bridge::Metrics> metrics;            // null when there are none to export
  std::shared_ptr<opentracing::Tracer> tracer;
  std::shared_ptr<wire::WirePropagator>
      wire_propagator;  // null while W3C's formats are all there is
  std::chrono::milliseconds shutdown_timeout{0};
  std::atomic<bool> is_shutting_down{false};
  std::atomic<bool> shutdown_succeeded{true};

  bool Flush(std::chrono::microseconds timeout) const noexcept {
    const tracebridge::sdk::Deadline deadline(timeout);
    bool succeeded = provider == nullptr || provider->ForceFlush(timeout);
    succeeded = DeliverToOpenCensus(deadline) && succeeded;
    // After the spans: it says which of them were lost.
    if (metrics != nullptr) succeeded = metrics->ForceFlush(deadline.Left()) && succeeded;
    return succeeded;
  }

  bool Shutdown(std::chrono::microseconds timeout) noexcept {
    // Whoever comes second does not wait: in a forked child the first one may be a thread of the parent's.
    if (is_shutting_down.exchange(true)) return shutdown_succeeded;
    const tracebridge::sdk::Deadline deadline(timeout);
    bool succeeded = provider == nullptr || provider->Shutdown(timeout);
    succeeded = DeliverToOpenCensus(deadline) && succeeded;
    if (metrics != nullptr) succeeded = metrics->Shutdown(deadline.Left()) && succeeded;
    shutdown_succeeded = succeeded;
    Report();
    return succeeded;
  }

  // The spans that OpenCensus's handlers have not been given yet. More may come, from other providers.
  static bool DeliverToOpenCensus(const tracebridge::sdk::Deadline& deadline) noexcept {
    try {
      return bridge::FlushFinishedSpans(deadline.Left());
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return false;
    }
  }

  static void Report() noexcept {
    try {
      const std::string counters = bridge::DiagnosticsJson();
      if (counters != "{}") OTEL_INTERNAL_LOG_WARN("not everything arrived: " << counters);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
  }

  // The provider stays the global one, shut down: another part of the program may have set its own meanwhile, and
  // without any OpenCensus's default provider would take over and export again.
  ~Core() { Shutdown(shutdown_timeout); }
};

namespace {

// Which bridge of the process is up. Copies of tracebridge of all releases find it: the layout is frozen.
struct Registration {
  std::mutex mutex;
  std::weak_ptr<void> core;
  const char* release = nullptr;  // of the copy that `core` is of
};

class ForkAwareRegistration final : public Registration {
  friend class tracebridge::sdk::ForkHandlers<ForkAwareRegistration>;
  // A bridge takes a while to set up, with locks of its own that a fork takes: nobody waits for it. The child finds the
  // bridge that was up, or none.
  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  void InChild() noexcept { new (&mutex) std::mutex; }

  tracebridge::sdk::ForkHandlers<ForkAwareRegistration> fork_handlers_{this};
};

// Never destroyed.
Registration& Registered() {
  static Registration* const one = [] {
    auto own = std::make_unique<ForkAwareRegistration>();
    Registration* const offered = own.get();
    Registration* const found = state::OfferProcessObject("tracebridge.bridge.v1", offered);
    if (found == nullptr) throw std::bad_alloc();
    if (found == offered) static_cast<void>(own.release());
    return found;
  }();
  return *one;
}

}  // namespace

Bridge::Bridge(std::shared_ptr<Core> core) noexcept : core_(std::move(core)) {}
Bridge::Bridge(Bridge&& other) noexcept = default;
Bridge& Bridge::operator=(Bridge&& other) noexcept = default;
Bridge::~Bridge() = default;

namespace bridge {

std::shared_ptr<Bridge::Core> SetUp::FindOrMake() {
  Registration& registered = Registered();
  std::shared_ptr<void> up;  // let go, should it be the last, after the lock
  const std::lock_guard<std::mutex> lock(registered.mutex);
  up = registered.core.lock();
  if (up != nullptr) {
    found_ = true;
    // Its classes may look otherwise. Who set it up flushes it and ends it.
    if (std::strcmp(registered.release, TRACEBRIDGE_VERSION) != 0) {
      OTEL_INTERNAL_LOG_WARN("a bridge of another release of tracebridge is up already ("
                             << registered.release << ", this is " TRACEBRIDGE_VERSION
                             << "): this one does nothing");
      return nullptr;
    }
    return std::static_pointer_cast<Bridge::Core>(up);
  }
  auto core = Make();
  registered.core = core;
  registered.release = TRACEBRIDGE_VERSION;
  return core;
}

std::shared_ptr<Bridge::Core> SetUp::Make() const {
  EnvironmentReading read = read_();
  RaiseUnsetLimits(&read);
  const FinalizedOptions finalized = FinalizeOrDisable(read.options);
  SetLogLevel(finalized);
  Log(read.warnings);
  auto core = std::make_shared<Bridge::Core>();
  core->shutdown_timeout = shutdown_timeout_;
  core->provider = MakeProvider(finalized, read);

  activation::SetImplicitParent(ToActivation(read.options.implicit_parent));
  opencensus_shim::SetTagMirror(ToTagMirror(read.options));
  opentracing_shim::SetStopRecording(StopRecording);
  core->wire_propagator = MakeWirePropagator(finalized.options());
  core->metrics = Metrics::Make(finalized, AsksForMetrics(read), core->wire_propagator);
  if (core->wire_propagator != nullptr) {
    GlobalTextMapPropagator::SetGlobalPropagator(core->wire_propagator);
  } else {
    GlobalTextMapPropagator::SetGlobalPropagator(BuildPropagator(finalized));
  }
  // Disabled, every tracer is a no-op, OpenCensus's too, which would have its default provider without any.
  api::Provider::SetTracerProvider(core->provider != nullptr
                                       ? ProviderPointer(core->provider)
                                       : ProviderPointer(new api::NoopTracerProvider));

  OpenTracingOptions shim;
  shim.activation = ToOpenTracing(read.options.opentracing_activation);
  shim.inject_all_keys = read.options.inject_all_keys;
  // Close() is OpenTracing's flush. The spans of the other two APIs go on, so it ends nothing.
  const std::weak_ptr<Bridge::Core> weak = core;
  shim.on_close = [weak] {
    if (const auto held = weak.lock()) held->Flush(held->shutdown_timeout);
  };
  OpenTelemetryObjects objects;
  objects.other_binary = {MissingOfOpenTracingBinary, FromOpenTracingBinary};
  core->tracer = MakeOpenTracingTracer(objects, shim);
  if (registers_tracer_) opentracing::Tracer::InitGlobal(core->tracer);

  return core;
}

}  // namespace bridge

Bridge Bridge::FromEnvironment() noexcept { return FromOptions({}); }

Bridge Bridge::FromOptions(const BridgeOptions& options) noexcept {
  try {
    bridge::SetUp set_up([&options] { return ReadEnvironment(options.settings); },
                         options.shutdown_timeout);
    Bridge up = set_up.Up();
    if (set_up.found() && up.core_ != nullptr && !options.settings.empty()) {
      OTEL_INTERNAL_LOG_WARN("a bridge is up already: the settings of the second one are ignored");
    }
    return up;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return Bridge(std::shared_ptr<Core>());
  }
}

bool Bridge::ForceFlush(std::chrono::milliseconds timeout) noexcept {
  return core_ == nullptr || core_->Flush(timeout);
}

bool Bridge::Shutdown(std::chrono::milliseconds timeout) noexcept {
  return core_ == nullptr || core_->Shutdown(timeout);
}

std::string Bridge::Diagnostics() const { return bridge::DiagnosticsJson(); }

std::string Bridge::SetWirePolicy(const std::string& json) {
  if (core_ == nullptr || core_->wire_propagator == nullptr) {
    return "only W3C's formats are in use: OTEL_PROPAGATORS names no other";
  }
  const auto policy = wire::ParsePolicy(json);
  if (!policy) return policy.error().message;
  const auto taken = core_->wire_propagator->SetPolicy(*policy);
  return taken ? "" : taken.error().message;
}

std::string Bridge::WireCounters() const {
  return core_ == nullptr || core_->wire_propagator == nullptr
             ? "{}"
             : core_->wire_propagator->CountersJson();
}

}  // namespace tracebridge
