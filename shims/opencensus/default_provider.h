// The extension point between the OpenCensus shim and an SDK: what the OpenTelemetry API has no
// word for.
//
// 1. OpenCensus needs no set-up. While the program has set no OpenTelemetry tracer provider, the
//    shim starts its sampled spans with DefaultProvider::Provider().
// 2. OpenCensus decides about sampling before the span exists, with the ids that it will have. The
//    shim does that and publishes the result for the duration of StartSpan as CurrentStart(): the
//    default provider's id generator and sampler repeat it; a sampler of the program's may look.
// 3. OpenCensus exporters see every finished span of the process: DefaultProvider::Deliver().
//
// shims/bridge implements it over the embedded SDK. A program without it (another SDK, no bridge)
// links no_default_provider.cc: spans go to the provider that it sets, and handlers get nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "shims/opencensus/finished_span.h"

namespace tracebridge::opencensus_shim {

// Receives finished spans. Calls do not overlap.
class FinishedSpanSink {
 public:
  virtual ~FinishedSpanSink() = default;
  virtual void OnSpans(std::vector<FinishedSpan> spans) noexcept = 0;
};

// Safe from any thread. One object for the whole process, never destroyed.
class DefaultProvider {
 public:
  virtual ~DefaultProvider() = default;

  // Returns the provider for OpenCensus spans while the program has set none; null when there is no
  // such. Does not make it the global one: OpenTelemetry and OpenTracing code stays without a
  // tracer, as it was. Starts no thread.
  //
  // Its sampler samples exactly where CurrentStart() says so, its id generator returns the ids
  // there, and it does so also while nobody exports: a sampled OpenCensus span records. A span of
  // scope `opencensus-shim` that is destroyed without End is discarded, whichever provider it is
  // of. The limits are at least CurrentLimits().
  virtual opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>
  Provider() noexcept = 0;

  // From now on `sink` gets every sampled span of the process that finishes, whichever API and
  // provider it is of. Called with each registration, always with the same `sink`, which lives for ever.
  virtual void Deliver(FinishedSpanSink* sink) noexcept = 0;

  // Sizes the batches of Deliver from the next one on: one is due at `batch_size` spans, or every
  // `interval`. May come before Deliver. OpenCensus's defaults: 64 spans, 5 s.
  virtual void SetSchedule(std::size_t batch_size, std::chrono::milliseconds interval) noexcept = 0;

  // Returns when all spans that finished before the call have been delivered.
  virtual void Flush() noexcept = 0;

  // From now on the spans of Provider() leave over OTLP, as the settings say, unless these name exporters; of a service
  // `service_name`, unless it is empty, the settings name one, or Provider() is in use already.
  virtual void ExportOverOtlp(const char* service_name) noexcept = 0;
};

// Returns the process's DefaultProvider, never null. Whoever completes the program defines it:
// shims/bridge, or no_default_provider.cc. The shim calls it at the first span or handler, possibly
// before main.
// Hidden: each module of the process asks the one it links, or a shared library without a bridge would take the
// executable's place. Modules that link shims/bridge get the same one.
__attribute__((visibility("hidden"))) DefaultProvider* LinkedDefaultProvider() noexcept;

// What the shim tells the other side:

// A span that the shim is starting on the calling thread. Each answer is worked out when first asked
// for, and stays the same.
class Start {
 public:
  // The ids that OpenCensus's rules use. The default provider gives them to the span; another
  // provider makes its own, and then only the decision is of interest.
  virtual const TraceIdBytes& trace_id() const noexcept = 0;
  virtual const SpanIdBytes& span_id() const noexcept = 0;

  // Whether the call names a sampler. If not, TraceConfig's decides.
  virtual bool has_sampler() const noexcept = 0;

  // What OpenCensus's own rules say: the child of a sampled parent is sampled; for the others the
  // sampler of the call decides, or TraceConfig's.
  virtual bool sampled() const noexcept = 0;

 protected:
  ~Start() = default;
};

// Returns the start in progress on the calling thread, whichever copy of the shim it is of; null when
// the span being started is none of OpenCensus. For samplers and id generators, which run inside StartSpan; valid until it returns.
const Start* CurrentStart() noexcept;

// OpenCensus's limits, counts per span. Defaults 32, 32, 128, 32.
struct Limits {
  std::uint32_t attributes = 32;
  std::uint32_t annotations = 32;
  std::uint32_t message_events = 128;  // both kinds are OpenTelemetry events: together 160
  std::uint32_t links = 32;
};

// Returns what TraceConfig::SetCurrentTraceParams set last, else the defaults.
Limits CurrentLimits() noexcept;

// Replaces TraceConfig's sampler for starts without a sampler of their own whose parent, if any, is
// not sampled; the bridge calls it when OTEL_TRACES_SAMPLER is set. `decide` must not throw, and
// may be called from any thread.
void SetRootSampler(bool (*decide)(const TraceIdBytes& trace_id, bool has_parent)) noexcept;

// Returns whether the program has called TraceConfig::SetCurrentTraceParams (if not, 1 in 10,000
// roots is sampled).
bool TraceConfigWasSet() noexcept;

}  // namespace tracebridge::opencensus_shim
