// An OpenTracing tracer of ours over our SDK, whose finished spans a test can read.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/stop_recording.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "shims/opentracing/extension.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/opentracing_shim_otel.h"

namespace tracebridge::test {

class SdkShim {
 public:
  using Spans = std::vector<std::unique_ptr<opentelemetry::sdk::trace::SpanData>>;

  using Propagator =
      opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>;

  explicit SdkShim(const OpenTracingOptions& options = {},
                   Propagator propagator = W3cPropagator()) {
    namespace sdk = opentelemetry::sdk::trace;
    auto exporter =
        opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory_, 1000);
    objects_.provider =
        std::shared_ptr<opentelemetry::trace::TracerProvider>(sdk::TracerProviderFactory::Create(
            sdk::SimpleSpanProcessorFactory::Create(std::move(exporter)),
            opentelemetry::sdk::resource::Resource::Create({}),
            sdk::ParentBasedSamplerFactory::Create(
                std::shared_ptr<sdk::Sampler>(sdk::AlwaysOnSamplerFactory::Create()))));
    objects_.text_map = propagator;
    objects_.http_headers = propagator;
    opentracing_shim::SetStopRecording(
        +[](opentelemetry::trace::Span& span) noexcept { sdk::StopRecording(span); });
    tracer = MakeOpenTracingTracer(objects_, options);
  }
  ~SdkShim() { opentracing_shim::SetStopRecording(nullptr); }
  SdkShim(const SdkShim&) = delete;
  SdkShim& operator=(const SdkShim&) = delete;

  // Returns the spans that finished since the last call, in that order.
  Spans Finished() { return memory_->GetSpans(); }

  std::shared_ptr<opentracing::Tracer> tracer;

 private:
  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory_;
  OpenTelemetryObjects objects_;
};

}  // namespace tracebridge::test
