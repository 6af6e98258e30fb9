#include "opentelemetry/sdk/trace/tracer_provider.h"

#include <mutex>
#include <new>
#include <utility>

#include "opentelemetry/trace/noop.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/common/other_core.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

using Configurator = instrumentationscope::ScopeConfigurator<TracerConfig>;

std::vector<std::unique_ptr<SpanProcessor>> ListOf(std::unique_ptr<SpanProcessor> processor) {
  std::vector<std::unique_ptr<SpanProcessor>> list;
  list.push_back(std::move(processor));
  return list;
}

}  // namespace

struct TracerProvider::Tracers {
  tracebridge::sdk::ForkSafeMutex mutex;  // guards the list and the context's configurator
  std::vector<std::shared_ptr<Tracer>> list;
};

TracerProvider::TracerProvider(std::unique_ptr<SpanProcessor> processor,
                               const resource::Resource& resource, std::unique_ptr<Sampler> sampler,
                               std::unique_ptr<IdGenerator> id_generator,
                               std::unique_ptr<Configurator> tracer_configurator,
                               SpanLimits span_limits)
    : TracerProvider(ListOf(std::move(processor)), resource, std::move(sampler),
                     std::move(id_generator), std::move(tracer_configurator), span_limits) {}

TracerProvider::TracerProvider(std::vector<std::unique_ptr<SpanProcessor>>&& processors,
                               const resource::Resource& resource, std::unique_ptr<Sampler> sampler,
                               std::unique_ptr<IdGenerator> id_generator,
                               std::unique_ptr<Configurator> tracer_configurator,
                               SpanLimits span_limits)
    : TracerProvider(std::make_unique<TracerContext>(std::move(processors), resource,
                                                     std::move(sampler), std::move(id_generator),
                                                     std::move(tracer_configurator), span_limits)) {
}

TracerProvider::TracerProvider(std::unique_ptr<TracerContext> context)
    : context_(context != nullptr ? std::move(context)
                                  : std::make_unique<TracerContext>(
                                        std::vector<std::unique_ptr<SpanProcessor>>())),
      tracers_(std::make_unique<Tracers>()),
      noop_(std::make_shared<opentelemetry::trace::NoopTracer>()) {
  tracebridge::sdk::WarnOfOtherCore();
}

// The context may live on in tracers that users hold.
TracerProvider::~TracerProvider() { Shutdown(std::chrono::seconds(30)); }

nostd::shared_ptr<opentelemetry::trace::Tracer> TracerProvider::GetTracer(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    const opentelemetry::common::KeyValueIterable* attributes) noexcept {
  try {
    const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(tracers_->mutex);
    for (const auto& tracer : tracers_->list) {
      if (tracer->GetInstrumentationScope().equal(name, version, schema_url, attributes)) {
        return tracer;
      }
    }
    tracers_->list.push_back(std::make_shared<Tracer>(
        context_, InstrumentationScope::Create(
                      name, version, schema_url,
                      instrumentationscope::InstrumentationScopeAttributes(attributes))));
    return tracers_->list.back();
  } catch (const std::bad_alloc&) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);  // the configurator
  }
  return noop_;
}

void TracerProvider::UpdateTracers() noexcept {
  const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(tracers_->mutex);
  for (const auto& tracer : tracers_->list) {
    try {
      tracer->UpdateTracerConfig(
          context_->GetTracerConfigurator().ComputeConfig(tracer->GetInstrumentationScope()));
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    }
  }
}

void TracerProvider::AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept {
  context_->AddProcessor(std::move(processor));
  UpdateTracers();
}

void TracerProvider::UpdateTracerConfigurator(
    std::unique_ptr<Configurator> tracer_configurator) noexcept {
  {
    const std::lock_guard<tracebridge::sdk::ForkSafeMutex> lock(tracers_->mutex);
    context_->SetTracerConfigurator(std::move(tracer_configurator));
  }
  UpdateTracers();
}

const resource::Resource& TracerProvider::GetResource() const noexcept {
  return context_->GetResource();
}

const SpanLimits& TracerProvider::GetSpanLimits() const noexcept {
  return context_->GetSpanLimits();
}

bool TracerProvider::Shutdown(std::chrono::microseconds timeout) noexcept {
  const bool succeeded = context_->Shutdown(timeout);
  UpdateTracers();
  return succeeded;
}

bool TracerProvider::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return context_->ForceFlush(timeout);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
