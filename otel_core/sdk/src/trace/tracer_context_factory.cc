#include "opentelemetry/sdk/trace/tracer_context_factory.h"

#include <utility>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

std::unique_ptr<TracerContext> TracerContextFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors) {
  return std::make_unique<TracerContext>(std::move(processors));
}

std::unique_ptr<TracerContext> TracerContextFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource) {
  return std::make_unique<TracerContext>(std::move(processors), resource);
}

std::unique_ptr<TracerContext> TracerContextFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler) {
  return std::make_unique<TracerContext>(std::move(processors), resource, std::move(sampler));
}

std::unique_ptr<TracerContext> TracerContextFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator) {
  return std::make_unique<TracerContext>(std::move(processors), resource, std::move(sampler),
                                         std::move(id_generator));
}

std::unique_ptr<TracerContext> TracerContextFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator,
    std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator) {
  return std::make_unique<TracerContext>(std::move(processors), resource, std::move(sampler),
                                         std::move(id_generator), std::move(tracer_configurator));
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
