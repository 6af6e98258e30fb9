#include "opentelemetry/sdk/trace/tracer_context.h"

#include <utility>

#include "otel_core/sdk/src/trace/pipeline.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

using Configurator = instrumentationscope::ScopeConfigurator<TracerConfig>;

// How long a destructor waits for an exporter. Programs that can wait longer call Shutdown.
constexpr std::chrono::seconds kDestructorTimeout{30};

}  // namespace

TracerContext::TracerContext(std::vector<std::unique_ptr<SpanProcessor>>&& processors,
                             const resource::Resource& resource, std::unique_ptr<Sampler> sampler,
                             std::unique_ptr<IdGenerator> id_generator,
                             std::unique_ptr<Configurator> tracer_configurator,
                             SpanLimits span_limits)
    : pipeline_(Pipeline::Make(
          std::make_unique<Pipeline::Parts>(std::move(processors), resource, std::move(sampler),
                                            std::move(id_generator), span_limits))),
      tracer_configurator_(std::move(tracer_configurator)) {
  if (tracer_configurator_ == nullptr) {
    tracer_configurator_ =
        std::make_unique<Configurator>(Configurator::Builder(TracerConfig::Default()).Build());
  }
}

TracerContext::~TracerContext() {
  Shutdown(kDestructorTimeout);
  pipeline_->Close();
}

void TracerContext::AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept {
  try {
    pipeline_->parts().processors.AddProcessor(std::move(processor));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

Sampler& TracerContext::GetSampler() const noexcept { return *pipeline_->parts().sampler; }

SpanProcessor& TracerContext::GetProcessor() const noexcept {
  return pipeline_->parts().processors;
}

const resource::Resource& TracerContext::GetResource() const noexcept {
  return pipeline_->parts().resource;
}

const Configurator& TracerContext::GetTracerConfigurator() const noexcept {
  return *tracer_configurator_;
}

IdGenerator& TracerContext::GetIdGenerator() const noexcept {
  return *pipeline_->parts().id_generator;
}

const SpanLimits& TracerContext::GetSpanLimits() const noexcept {
  return pipeline_->parts().limits;
}

void TracerContext::SetTracerConfigurator(
    std::unique_ptr<Configurator> tracer_configurator) noexcept {
  if (tracer_configurator != nullptr) tracer_configurator_ = std::move(tracer_configurator);
}

bool TracerContext::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return pipeline_->parts().processors.ForceFlush(timeout);
}

bool TracerContext::Shutdown(std::chrono::microseconds timeout) noexcept {
  if (pipeline_->is_shutdown.exchange(true)) return true;
  return pipeline_->parts().processors.Shutdown(timeout);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
