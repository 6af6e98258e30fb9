// Makes a TracerContext; what is not given is as TracerContext's constructor says.
#pragma once

#include <memory>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/tracer_config.h"
#include "opentelemetry/sdk/trace/tracer_context.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class TracerContextFactory {
 public:
  static std::unique_ptr<TracerContext> Create(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors);
  static std::unique_ptr<TracerContext> Create(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors,
      const opentelemetry::sdk::resource::Resource& resource);
  static std::unique_ptr<TracerContext> Create(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors,
      const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler);
  static std::unique_ptr<TracerContext> Create(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors,
      const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
      std::unique_ptr<IdGenerator> id_generator);
  static std::unique_ptr<TracerContext> Create(
      std::vector<std::unique_ptr<SpanProcessor>>&& processors,
      const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
      std::unique_ptr<IdGenerator> id_generator,
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator);
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
