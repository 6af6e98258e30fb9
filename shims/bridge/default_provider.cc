// What OpenCensus has while the program has set no tracer provider: its own rules, its own exporters, and OTLP only if
// the environment asks for it. The interface and its obligations: shims/opencensus/default_provider.h.
#include "shims/opencensus/default_provider.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/unended_spans.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/state/src/process_object.h"
#include "shims/bridge/finished_spans.h"
#include "shims/bridge/opencensus_limits.h"
#include "shims/bridge/opencensus_sampling.h"
#include "shims/bridge/recording_processor.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/sdk_builder.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {
namespace {

namespace api = opentelemetry::trace;
namespace sdk = opentelemetry::sdk::trace;
using opencensus_shim::TraceIdBytes;

constexpr auto kExitTimeout = std::chrono::seconds(2);

// What is said of metrics alone says nothing of spans.
bool AsksForExport(const EnvironmentReading& read) {
  const auto begins = [](const std::string& name, const char* with) {
    return name.rfind(with, 0) == 0;
  };
  return std::any_of(read.variables.begin(), read.variables.end(), [&](const std::string& name) {
    return name == "OTEL_TRACES_EXPORTER" ||
           (begins(name, "OTEL_EXPORTER_OTLP_") && !begins(name, "OTEL_EXPORTER_OTLP_METRICS_"));
  });
}

// The sampler of OTEL_TRACES_SAMPLER, asked on OpenCensus's behalf. Null when the variable is not set.
sdk::Sampler* root_sampler = nullptr;

bool AskRootSampler(const TraceIdBytes& trace_id, bool has_parent) {
  static constexpr std::array<std::uint8_t, 8> kSomeParent{1};
  const api::TraceId id(trace_id);
  const api::SpanContext parent =
      has_parent ? api::SpanContext(id, api::SpanId(kSomeParent), api::TraceFlags(0), false)
                 : api::SpanContext::GetInvalid();
  return root_sampler
      ->ShouldSample(parent, id, "", api::SpanKind::kInternal,
                     opentelemetry::common::NoopKeyValueIterable(), api::NullSpanContext())
      .IsSampled();
}

// Short programs need not sleep for their spans to leave.
sdk::TracerProvider* provider_at_exit = nullptr;
void FlushAtExit() { provider_at_exit->ForceFlush(kExitTimeout); }

void ExportUntilExit(sdk::TracerProvider* provider) {
  provider_at_exit = provider;
  std::atexit(FlushAtExit);
}

// What an exporter of OpenCensus's that is OTLP here asked for, once.
struct OtlpWish {
  std::atomic<bool> is_there{false};
  std::atomic<bool> is_granted{false};
  std::string service_name;  // written before `is_there`
};

// The options of the environment; those that export nothing if they make no sense together.
FinalizedOptions FinalizeOrExportNothing(const SdkOptions& options) {
  auto finalized = Finalize(options);
  if (finalized) return *finalized;
  OTEL_INTERNAL_LOG_ERROR("OpenCensus spans are not exported: " << finalized.error().message);
  SdkOptions nothing;
  nothing.traces_exporters = {TracesExporter::kNone};
  return *Finalize(std::move(nothing));
}

// Adds OTLP to a provider that was made before anybody asked for it.
void AddOtlp(sdk::TracerProvider* provider) {
  EnvironmentReading read = ReadEnvironment();
  if (AsksForExport(read) || read.options.disabled) return;  // it exports already, or must not
  Log(read.warnings);
  for (auto& processor : BuildProcessors(FinalizeOrExportNothing(read.options))) {
    provider->AddProcessor(std::move(processor));
  }
  ExportUntilExit(provider);
}

std::shared_ptr<sdk::TracerProvider> MakeProvider(OtlpWish* wish) {
  EnvironmentReading read = ReadEnvironment();
  const bool is_wished = wish->is_there && !wish->is_granted.exchange(true);
  const bool exports = (AsksForExport(read) || is_wished) && !read.options.disabled;
  if (is_wished && read.options.service_name.empty()) {
    read.options.service_name = wish->service_name;
  }
  if (exports) Log(read.warnings);
  RaiseLimits(&read.options);
  read.options.disabled = false;
  if (!exports) read.options.traces_exporters = {TracesExporter::kNone};
  const FinalizedOptions options = FinalizeOrExportNothing(read.options);

  if (read.WasSet("OTEL_TRACES_SAMPLER")) {
    root_sampler = BuildSampler(options).release();
    opencensus_shim::SetRootSampler(AskRootSampler);
  } else if (HasExporter(options) && !opencensus_shim::TraceConfigWasSet()) {
    OTEL_INTERNAL_LOG_WARN(
        "OpenCensus samples 1 in 10,000 traces by default; set OTEL_TRACES_SAMPLER to change that "
        "(for instance to parentbased_always_on)");
  }

  TracerProviderParts parts;
  parts.sampler = MakeOpenCensusSampler();
  parts.id_generator = MakeOpenCensusIdGenerator();
  if (!HasExporter(options)) parts.processors.push_back(MakeRecordingProcessor());
  std::shared_ptr<sdk::TracerProvider> provider = BuildTracerProvider(options, std::move(parts));
  if (HasExporter(options)) ExportUntilExit(provider.get());
  return provider;
}

class EmbeddedProvider final : public opencensus_shim::DefaultProvider {
 public:
  opentelemetry::nostd::shared_ptr<api::TracerProvider> Provider() noexcept override {
    try {
      std::call_once(made_, [this] {
        provider_ = MakeProvider(&wish_);
        is_made_ = true;
      });
      GrantWish();  // outside: a child that was forked meanwhile must not find a call under way
      return std::shared_ptr<api::TracerProvider>(provider_);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
      return {};
    }
  }

  void Deliver(opencensus_shim::FinishedSpanSink* sink) noexcept override {
    OrCount([&] { DeliverFinishedSpans(sink); });
  }

  void SetSchedule(std::size_t batch_size, std::chrono::milliseconds interval) noexcept override {
    OrCount([&] { ScheduleFinishedSpans(batch_size, interval); });
  }

  void Flush() noexcept override {
    OrCount([this] {
      FlushFinishedSpans(std::chrono::microseconds::max());
      // OTLP in the place of an exporter that the program registered.
      if (is_made_ && wish_.is_granted) provider_->ForceFlush(std::chrono::microseconds::max());
    });
  }

  void ExportOverOtlp(const char* service_name) noexcept override {
    OrCount([&] {
      if (is_asked_.exchange(true)) return;
      wish_.service_name = service_name;
      wish_.is_there = true;
      if (is_made_) GrantWish();
    });
  }

 private:
  // Both who asks and who makes the provider call it last, so that neither misses the other.
  void GrantWish() {
    if (wish_.is_there && !wish_.is_granted.exchange(true)) AddOtlp(provider_.get());
  }

  template <class Act>
  static void OrCount(Act act) noexcept {
    try {
      act();
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
  }

  friend class tracebridge::sdk::ForkHandlers<EmbeddedProvider>;
  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  // Another thread may have been making it, which is not here.
  void InChild() noexcept {
    if (!is_made_) new (&made_) std::once_flag;
  }

  std::once_flag made_;
  std::atomic<bool> is_made_{false};
  std::shared_ptr<sdk::TracerProvider> provider_;
  std::atomic<bool> is_asked_{false};
  OtlpWish wish_;
  tracebridge::sdk::ForkHandlers<EmbeddedProvider> fork_handlers_{this};
};

// Also for spans of a provider that the program makes itself, before any OpenCensus call: therefore at load time.
const bool discards_unended = sdk::DiscardUnendedSpansOf("opencensus-shim");

}  // namespace
}  // namespace tracebridge::bridge

namespace tracebridge::opencensus_shim {

DefaultProvider* LinkedDefaultProvider() noexcept {
  // Never destroyed, and there without memory. Another library may have brought the process's.
  alignas(bridge::EmbeddedProvider) static unsigned char storage[sizeof(bridge::EmbeddedProvider)];
  static DefaultProvider* const provider = [] {
    DefaultProvider* const own = new (storage) bridge::EmbeddedProvider;
    DefaultProvider* const one =
        state::OfferProcessObject("opencensus.default_provider/" TRACEBRIDGE_VERSION, own);
    return one == nullptr ? own : one;
  }();
  return provider;
}

}  // namespace tracebridge::opencensus_shim
