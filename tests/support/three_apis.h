// A process as a user of all three APIs sets it up, whose finished spans a test can read.
//
//   ThreeApis apis;
//   apis.StartOtel("a")->End();
//   apis.Finished()   ->  {"a": {...}}
#pragma once

#include <opentracing/tracer.h>

#include <map>
#include <memory>
#include <string>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tracebridge/opentracing_shim.h"

namespace tracebridge::test {

class ThreeApis {
 public:
  using Spans = std::map<std::string, std::unique_ptr<opentelemetry::sdk::trace::SpanData>>;

  explicit ThreeApis(const OpenTracingOptions& options = {}) {
    namespace sdk = opentelemetry::sdk::trace;
    auto exporter =
        opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory_, 4096);
    auto processor = sdk::SimpleSpanProcessorFactory::Create(std::move(exporter));
    opentelemetry::trace::Provider::SetTracerProvider(
        opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>(
            sdk::TracerProviderFactory::Create(std::move(processor)).release()));
    otel_ = opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("test");
    opentracing_ = MakeOpenTracingTracer(options);
  }

  ~ThreeApis() {
    opentelemetry::trace::Provider::SetTracerProvider(
        opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>());
  }
  ThreeApis(const ThreeApis&) = delete;
  ThreeApis& operator=(const ThreeApis&) = delete;

  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> StartOtel(const std::string& name) {
    return otel_->StartSpan(name);
  }

  std::unique_ptr<opentracing::Span> StartOpenTracing(const std::string& name) {
    return opentracing_->StartSpan(name);
  }

  static opencensus::trace::Span StartOpenCensus(const std::string& name) {
    static opencensus::trace::AlwaysSampler sampler;
    return opencensus::trace::Span::StartSpan(name, nullptr, {&sampler});
  }

  const opentracing::Tracer& opentracing() const { return *opentracing_; }

  // Returns the spans that finished since the last call, by name. Of two with a name the later one.
  Spans Finished() {
    Spans by_name;
    for (auto& span : memory_->GetSpans()) {
      const std::string name(span->GetName().data(), span->GetName().size());
      by_name[name] = std::move(span);
    }
    return by_name;
  }

 private:
  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory_ = nullptr;
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> otel_;
  std::shared_ptr<opentracing::Tracer> opentracing_;
};

}  // namespace tracebridge::test
