#include "opentelemetry/sdk/trace/tracer_provider_factory.h"

#include <utility>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor) {
  return std::make_unique<TracerProvider>(std::move(processor));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor,
    const opentelemetry::sdk::resource::Resource& resource) {
  return std::make_unique<TracerProvider>(std::move(processor), resource);
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler) {
  return std::make_unique<TracerProvider>(std::move(processor), resource, std::move(sampler));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator) {
  return std::make_unique<TracerProvider>(std::move(processor), resource, std::move(sampler),
                                          std::move(id_generator));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator,
    std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator) {
  return std::make_unique<TracerProvider>(std::move(processor), resource, std::move(sampler),
                                          std::move(id_generator), std::move(tracer_configurator));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<SpanProcessor> processor,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator,
    std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator,
    SpanLimits span_limits) {
  return std::make_unique<TracerProvider>(std::move(processor), resource, std::move(sampler),
                                          std::move(id_generator), std::move(tracer_configurator),
                                          span_limits);
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors) {
  return std::make_unique<TracerProvider>(std::move(processors));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource) {
  return std::make_unique<TracerProvider>(std::move(processors), resource);
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler) {
  return std::make_unique<TracerProvider>(std::move(processors), resource, std::move(sampler));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator) {
  return std::make_unique<TracerProvider>(std::move(processors), resource, std::move(sampler),
                                          std::move(id_generator));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator,
    std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator) {
  return std::make_unique<TracerProvider>(std::move(processors), resource, std::move(sampler),
                                          std::move(id_generator), std::move(tracer_configurator));
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::vector<std::unique_ptr<SpanProcessor>>&& processors,
    const opentelemetry::sdk::resource::Resource& resource, std::unique_ptr<Sampler> sampler,
    std::unique_ptr<IdGenerator> id_generator,
    std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>> tracer_configurator,
    SpanLimits span_limits) {
  return std::make_unique<TracerProvider>(std::move(processors), resource, std::move(sampler),
                                          std::move(id_generator), std::move(tracer_configurator),
                                          span_limits);
}

std::unique_ptr<TracerProvider> TracerProviderFactory::Create(
    std::unique_ptr<TracerContext> context) {
  return std::make_unique<TracerProvider>(std::move(context));
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
