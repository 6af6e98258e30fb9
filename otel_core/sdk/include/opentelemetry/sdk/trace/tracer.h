// The SDK's tracer: starts spans that are sampled, recorded and processed.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/sdk/trace/tracer_config.h"
#include "opentelemetry/sdk/trace/tracer_context.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

using namespace opentelemetry::sdk::instrumentationscope;

class Tracer final : public opentelemetry::trace::Tracer,
                     public std::enable_shared_from_this<Tracer> {
 public:
  // Programs get tracers from TracerProvider::GetTracer, which calls this. Throws std::bad_alloc, and what the context's
  // configurator throws.
  explicit Tracer(std::shared_ptr<TracerContext> context,
                  std::unique_ptr<InstrumentationScope> instrumentation_scope =
                      InstrumentationScope::Create(""));

  using opentelemetry::trace::Tracer::StartSpan;

  // Never null. Without memory, when disabled and after Shutdown: a span that does not record.
  nostd::shared_ptr<opentelemetry::trace::Span> StartSpan(
      nostd::string_view name, const opentelemetry::common::KeyValueIterable& attributes,
      const opentelemetry::trace::SpanContextKeyValueIterable& links,
      const opentelemetry::trace::StartSpanOptions& options = {}) noexcept override;

  bool TakesReferences() const noexcept override { return true; }

  // Flushes all spans of the provider.
  template <class Rep, class Period>
  void ForceFlush(std::chrono::duration<Rep, Period> timeout) noexcept {
    ForceFlushWithMicroseconds(static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(timeout).count()));
  }
  void ForceFlushWithMicroseconds(uint64_t timeout) noexcept;

  // The same: what a tracer shares with others stays open.
  template <class Rep, class Period>
  void Close(std::chrono::duration<Rep, Period> timeout) noexcept {
    ForceFlush(timeout);
  }
  void CloseWithMicroseconds(uint64_t timeout) noexcept { ForceFlushWithMicroseconds(timeout); }

  SpanProcessor& GetProcessor() noexcept { return context_->GetProcessor(); }
  const SpanLimits& GetSpanLimits() const noexcept { return context_->GetSpanLimits(); }
  IdGenerator& GetIdGenerator() const noexcept { return context_->GetIdGenerator(); }
  const InstrumentationScope& GetInstrumentationScope() const noexcept { return *scope_; }
  [[deprecated("use GetInstrumentationScope")]] const InstrumentationScope&
  GetInstrumentationLibrary() const noexcept {
    return GetInstrumentationScope();
  }
  const opentelemetry::sdk::resource::Resource& GetResource() { return context_->GetResource(); }
  Sampler& GetSampler() { return context_->GetSampler(); }

 private:
  friend class TracerProvider;

  // Enabled: configured so, with a processor, and not shut down.
  void UpdateTracerConfig(TracerConfig config) noexcept;

  std::shared_ptr<TracerContext> context_;
  Pipeline* pipeline_;                 // the context's
  const InstrumentationScope* scope_;  // the pipeline owns it: spans outlive tracers
  bool asks_sampler_ = false;          // about each span
  std::atomic<bool> is_configured_on_{true};
  std::shared_ptr<opentelemetry::trace::NoopTracer> noop_;
  const opentelemetry::trace::SpanContext no_parent_ =
      opentelemetry::trace::SpanContext::GetInvalid();
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
