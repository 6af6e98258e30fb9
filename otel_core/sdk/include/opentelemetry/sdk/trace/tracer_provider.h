// The SDK's tracer provider: the root of what a program configures for tracing.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/random_id_generator.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/sdk/trace/tracer.h"
#include "opentelemetry/sdk/trace/tracer_config.h"
#include "opentelemetry/sdk/trace/tracer_context.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Safe to use from any thread. Destroying it shuts it down; spans still open then may be used and ended, and are
// dropped and counted.
class TracerProvider final : public opentelemetry::trace::TracerProvider {
 public:
  explicit TracerProvider(
      std::unique_ptr<SpanProcessor> processor,
      const opentelemetry::sdk::resource::Resource& resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<Sampler> sampler = std::make_unique<AlwaysOnSampler>(),
      std::unique_ptr<IdGenerator> id_generator = std::make_unique<RandomIdGenerator>(),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator =
          std::make_unique<instrumentationscope::ScopeConfigurator<TracerConfig>>(
              instrumentationscope::ScopeConfigurator<TracerConfig>::Builder(
                  TracerConfig::Default())
                  .Build()),
      SpanLimits span_limits = SpanLimits());

  explicit TracerProvider(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors,
      const opentelemetry::sdk::resource::Resource& resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<Sampler> sampler = std::make_unique<AlwaysOnSampler>(),
      std::unique_ptr<IdGenerator> id_generator = std::make_unique<RandomIdGenerator>(),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator =
          std::make_unique<instrumentationscope::ScopeConfigurator<TracerConfig>>(
              instrumentationscope::ScopeConfigurator<TracerConfig>::Builder(
                  TracerConfig::Default())
                  .Build()),
      SpanLimits span_limits = SpanLimits());

  explicit TracerProvider(std::unique_ptr<TracerContext> context);

  TracerProvider(const TracerProvider&) = delete;
  TracerProvider(TracerProvider&&) = delete;
  TracerProvider& operator=(const TracerProvider&) = delete;
  TracerProvider& operator=(TracerProvider&&) = delete;
  ~TracerProvider() override;

  using opentelemetry::trace::TracerProvider::GetTracer;

  // Returns the one tracer of that name, version, schema and attributes. Never null.
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> GetTracer(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const opentelemetry::common::KeyValueIterable* attributes) noexcept override;

  // Safe at any time; spans that are open do not reach the new processor.
  void AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept;

  // Reconfigures the tracers there are and those to come. Null is ignored.
  void UpdateTracerConfigurator(
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator) noexcept;

  const opentelemetry::sdk::resource::Resource& GetResource() const noexcept;
  const opentelemetry::sdk::trace::SpanLimits& GetSpanLimits() const noexcept;

  // Flushes, then stops: StartSpan returns spans that do not record from now on. Returns false when a processor failed
  // or `timeout` passed. Only the first call does something.
  bool Shutdown(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

  // Exports all spans that ended before the call. Returns false when a processor failed or `timeout` passed.
  bool ForceFlush(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

 private:
  struct Tracers;

  void UpdateTracers() noexcept;

  std::shared_ptr<TracerContext> context_;
  std::unique_ptr<Tracers> tracers_;  // made so far
  nostd::shared_ptr<opentelemetry::trace::Tracer> noop_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
