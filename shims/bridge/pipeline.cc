#include "shims/bridge/pipeline.h"

#include <chrono>
#include <functional>
#include <iostream>
#include <utility>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"
#include "opentelemetry/resource_detectors/host_detector.h"
#include "opentelemetry/resource_detectors/process_detector.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"

namespace tracebridge::bridge {
namespace {

namespace otlp = opentelemetry::exporter::otlp;
namespace propagation = opentelemetry::context::propagation;
namespace sdk = opentelemetry::sdk::trace;
using opentelemetry::sdk::resource::Resource;

std::unique_ptr<sdk::Sampler> ParentBased(std::unique_ptr<sdk::Sampler> root) {
  return sdk::ParentBasedSamplerFactory::Create(std::shared_ptr<sdk::Sampler>(std::move(root)));
}

std::unique_ptr<sdk::SpanExporter> MakeOtlpHttp(const FinalizedOptions& finalized) {
  const SdkOptions& options = finalized.options();
  otlp::OtlpHttpExporterOptions http(nullptr);
  http.url = finalized.traces_url();
  http.content_type = options.otlp_protocol == OtlpProtocol::kHttpJson
                          ? otlp::HttpRequestContentType::kJson
                          : otlp::HttpRequestContentType::kBinary;
  http.timeout = options.otlp_timeout;
  for (const auto& [name, value] : options.otlp_headers) http.http_headers.emplace(name, value);
  http.ssl_ca_cert_path = options.otlp_certificate;
  http.ssl_client_key_path = options.otlp_client_key;
  http.ssl_client_cert_path = options.otlp_client_certificate;
  http.compression = options.otlp_compression == OtlpCompression::kGzip ? "gzip" : "none";
  http.retry_policy_max_attempts = options.otlp_retry_max_attempts;
  using Seconds = std::chrono::duration<float>;
  http.retry_policy_initial_backoff = Seconds(options.otlp_retry_initial_backoff);
  http.retry_policy_max_backoff = Seconds(options.otlp_retry_max_backoff);
  http.retry_policy_backoff_multiplier = static_cast<float>(options.otlp_retry_backoff_multiplier);
  return otlp::OtlpHttpExporterFactory::Create(http);
}

std::unique_ptr<sdk::SpanExporter> MakeOtlpFile(const SdkOptions& options) {
  otlp::OtlpFileClientFileSystemOptions files;
  files.file_pattern = options.otlp_file;
  otlp::OtlpFileExporterOptions file;
  file.backend_options = files;
  return otlp::OtlpFileExporterFactory::Create(file);
}

std::unique_ptr<sdk::SpanExporter> MakeOtlpStdout() {
  otlp::OtlpFileExporterOptions file;
  file.backend_options = std::ref(std::cout);
  return otlp::OtlpFileExporterFactory::Create(file);
}

std::unique_ptr<sdk::SpanProcessor> Batch(std::unique_ptr<sdk::SpanExporter> exporter,
                                          const SdkOptions& options) {
  sdk::BatchSpanProcessorOptions batch;
  batch.max_queue_size = options.batch_max_queue_size;
  batch.schedule_delay_millis = options.batch_schedule_delay;
  batch.export_timeout = options.batch_export_timeout;
  batch.max_export_batch_size = options.batch_max_export_size;
  return sdk::BatchSpanProcessorFactory::Create(std::move(exporter), batch);
}

// Null for none.
std::unique_ptr<sdk::SpanProcessor> MakeProcessor(TracesExporter exporter,
                                                  const FinalizedOptions& options) {
  switch (exporter) {
    case TracesExporter::kNone:
      return nullptr;
    case TracesExporter::kOtlp:
      return Batch(MakeOtlpHttp(options), options.options());
    case TracesExporter::kOtlpFile:
      return Batch(MakeOtlpFile(options.options()), options.options());
    case TracesExporter::kOtlpStdout:
      return Batch(MakeOtlpStdout(), options.options());
    case TracesExporter::kConsole:
      // "The simple span processor for the console exporter": a person watches, span by span.
      return sdk::SimpleSpanProcessorFactory::Create(
          opentelemetry::exporter::trace::OStreamSpanExporterFactory::Create());
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<sdk::Sampler> MakeSampler(const SdkOptions& options) {
  switch (options.sampler) {
    case TracesSampler::kAlwaysOn:
      return sdk::AlwaysOnSamplerFactory::Create();
    case TracesSampler::kAlwaysOff:
      return sdk::AlwaysOffSamplerFactory::Create();
    case TracesSampler::kTraceIdRatio:
      return sdk::TraceIdRatioBasedSamplerFactory::Create(options.sampler_ratio);
    case TracesSampler::kParentBasedAlwaysOn:
      return ParentBased(sdk::AlwaysOnSamplerFactory::Create());
    case TracesSampler::kParentBasedAlwaysOff:
      return ParentBased(sdk::AlwaysOffSamplerFactory::Create());
    case TracesSampler::kParentBasedTraceIdRatio:
      return ParentBased(sdk::TraceIdRatioBasedSamplerFactory::Create(options.sampler_ratio));
  }
  return ParentBased(sdk::AlwaysOnSamplerFactory::Create());
}

std::vector<std::unique_ptr<sdk::SpanProcessor>> MakeProcessors(const FinalizedOptions& options) {
  std::vector<std::unique_ptr<sdk::SpanProcessor>> processors;
  for (const TracesExporter exporter : options.options().traces_exporters) {
    if (auto processor = MakeProcessor(exporter, options)) {
      processors.push_back(std::move(processor));
    }
  }
  return processors;
}

Resource MakeResource(const SdkOptions& options) {
  opentelemetry::sdk::resource::ResourceAttributes attributes;
  for (const auto& [key, value] : options.resource_attributes) attributes[key] = value;
  if (!options.service_name.empty()) attributes["service.name"] = options.service_name;
  const Resource detected = opentelemetry::resource_detector::HostResourceDetector().Detect().Merge(
      opentelemetry::resource_detector::ProcessResourceDetector().Detect());
  return detected.Merge(Resource::Create(attributes));
}

sdk::SpanLimits MakeLimits(const SdkOptions& options) {
  sdk::SpanLimits limits;
  limits.attribute_count_limit = options.attribute_count_limit;
  if (options.attribute_value_length_limit != kNoLimit) {
    limits.attribute_value_length_limit = options.attribute_value_length_limit;
  }
  limits.event_count_limit = options.event_count_limit;
  limits.link_count_limit = options.link_count_limit;
  limits.event_attribute_count_limit = options.event_attribute_count_limit;
  limits.link_attribute_count_limit = options.link_attribute_count_limit;
  return limits;
}

std::shared_ptr<propagation::TextMapPropagator> MakePropagator(const SdkOptions& options) {
  std::vector<std::unique_ptr<propagation::TextMapPropagator>> formats;
  for (const Propagator format : options.propagators) {
    switch (format) {
      case Propagator::kNone:
        break;
      case Propagator::kTraceContext:
        formats.push_back(std::make_unique<opentelemetry::trace::propagation::HttpTraceContext>());
        break;
      case Propagator::kBaggage:
        formats.push_back(
            std::make_unique<opentelemetry::baggage::propagation::BaggagePropagator>());
        break;
    }
  }
  return std::make_shared<propagation::CompositePropagator>(std::move(formats));
}

}  // namespace tracebridge::bridge
