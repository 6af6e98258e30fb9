// What the tracers of one provider share: processors, sampler, resource, ids, limits.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/random_id_generator.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/sdk/trace/tracer_config.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class Pipeline;

// When the context is destroyed its processors shut down; what spans that are still open need lives until they end.
// Null arguments count as the defaults.
class TracerContext {
 public:
  explicit TracerContext(
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
  TracerContext(const TracerContext&) = delete;
  TracerContext(TracerContext&&) = delete;
  TracerContext& operator=(const TracerContext&) = delete;
  TracerContext& operator=(TracerContext&&) = delete;
  virtual ~TracerContext();

  // Safe at any time; spans that are open do not reach the new processor.
  void AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept;

  Sampler& GetSampler() const noexcept;
  SpanProcessor& GetProcessor() const noexcept;
  const opentelemetry::sdk::resource::Resource& GetResource() const noexcept;
  const instrumentationscope::ScopeConfigurator<TracerConfig>& GetTracerConfigurator()
      const noexcept;
  opentelemetry::sdk::trace::IdGenerator& GetIdGenerator() const noexcept;
  const SpanLimits& GetSpanLimits() const noexcept;

  // Not safe while another thread asks for the configurator; TracerProvider::UpdateTracerConfigurator is.
  void SetTracerConfigurator(std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
                                 tracer_configurator) noexcept;

  bool ForceFlush(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

  // From now on StartSpan returns spans that do not record. Only the first call does something.
  bool Shutdown(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

 private:
  friend class Tracer;
  friend class TracerProvider;

  Pipeline* pipeline_;
  std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
