#include "tracebridge/sdk_builder.h"

#include <algorithm>
#include <functional>
#include <iostream>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/exporters/ostream/span_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"
#include "opentelemetry/exporters/zipkin/zipkin_exporter_factory.h"
#include "opentelemetry/resource_detectors/host_detector.h"
#include "opentelemetry/resource_detectors/process_detector.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "otel_core/configuration/src/enum_names.h"
#include "otel_core/exporters/otlp/src/http_options.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/jaeger_exporter.h"
#include "tracebridge/jaeger_samplers.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/xray_propagator.h"

namespace tracebridge {
namespace {

using opentelemetry::context::propagation::TextMapPropagator;
using opentelemetry::exporter::otlp::OtlpFileExporterOptions;
using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;
using opentelemetry::sdk::trace::Sampler;
using opentelemetry::sdk::trace::SpanExporter;
using opentelemetry::sdk::trace::SpanLimits;
using opentelemetry::sdk::trace::SpanProcessor;
namespace sdk = opentelemetry::sdk;
namespace otlp_exporter = opentelemetry::exporter::otlp;

// One export is one batch here, so the shorter of the two limits holds; 0 is none.
std::chrono::milliseconds ExportTimeout(const FinalizedOptions& settings,
                                        std::chrono::milliseconds timeout) {
  const std::chrono::milliseconds batch = settings.options().batch_export_timeout;
  return batch.count() > 0 && (timeout.count() == 0 || batch < timeout) ? batch : timeout;
}

std::unique_ptr<SpanExporter> OtlpHttp(const FinalizedOptions& settings) {
  OtlpHttpExporterOptions options(nullptr);
  otlp::Apply(settings, &options);
  options.timeout = ExportTimeout(settings, settings.options().otlp_timeout);
  return otlp_exporter::OtlpHttpExporterFactory::Create(options);
}

std::unique_ptr<SpanExporter> OtlpFile(const FinalizedOptions& settings) {
  otlp_exporter::OtlpFileClientFileSystemOptions files;
  files.file_pattern = settings.options().otlp_file;
  OtlpFileExporterOptions options;
  options.backend_options = files;
  return otlp_exporter::OtlpFileExporterFactory::Create(options);
}

std::unique_ptr<SpanExporter> OtlpStdout() {
  OtlpFileExporterOptions options;
  options.backend_options = std::ref<std::ostream>(std::cout);
  return otlp_exporter::OtlpFileExporterFactory::Create(options);
}

using ThreadHooks = std::shared_ptr<sdk::common::ThreadInstrumentation>;

std::unique_ptr<SpanProcessor> Batch(const FinalizedOptions& settings, const ThreadHooks& hooks,
                                     std::unique_ptr<SpanExporter> exporter) {
  sdk::trace::BatchSpanProcessorOptions options;
  options.max_queue_size = settings.options().batch_max_queue_size;
  options.schedule_delay_millis = settings.options().batch_schedule_delay;
  options.export_timeout = settings.options().batch_export_timeout;
  options.max_export_batch_size = settings.options().batch_max_export_size;
  return sdk::trace::BatchSpanProcessorFactory::Create(std::move(exporter), options, {hooks});
}

// Source: OpenTelemetry specification 1.31.0, "OTEL_EXPORTER_JAEGER_ENDPOINT", for `http/thrift.binary`.
constexpr char kDefaultJaegerEndpoint[] = "http://localhost:14268/api/traces";

JaegerExporterOptions JaegerOptions(const FinalizedOptions& settings) {
  const SdkOptions& from = settings.options();
  JaegerExporterOptions options;
  options.agent = from.jaeger_agent;
  options.max_packet_size = from.jaeger_max_packet_size;
  options.endpoint = from.jaeger_endpoint;
  options.user = from.jaeger_user;
  options.password = from.jaeger_password;
  options.headers = from.jaeger_headers;
  switch (from.jaeger_protocol) {
    case JaegerProtocol::kUdpCompact:
      options.encoding = JaegerExporterOptions::Encoding::kCompact;
      break;
    case JaegerProtocol::kUdpBinary:
      options.encoding = JaegerExporterOptions::Encoding::kBinary;
      break;
    case JaegerProtocol::kHttpBinary:
      if (options.endpoint.empty()) options.endpoint = kDefaultJaegerEndpoint;
      break;
  }
  options.timeout = ExportTimeout(settings, options.timeout);
  return options;
}

// Null when a part is missing.
std::unique_ptr<SpanProcessor> Jaeger(const FinalizedOptions& settings, const ThreadHooks& hooks) {
  auto exporter = MakeJaegerExporter(JaegerOptions(settings));
  if (exporter) return Batch(settings, hooks, *std::move(exporter));
  OTEL_INTERNAL_LOG_ERROR(exporter.error().message);
  return nullptr;
}

std::unique_ptr<SpanExporter> Zipkin(const FinalizedOptions& settings) {
  opentelemetry::exporter::zipkin::ZipkinExporterOptions options(nullptr);
  options.endpoint = settings.options().zipkin_endpoint;
  options.timeout = ExportTimeout(settings, settings.options().zipkin_timeout);
  return opentelemetry::exporter::zipkin::ZipkinExporterFactory::Create(options);
}

// Null for kNone, and where a part is missing.
std::unique_ptr<SpanProcessor> Processor(const FinalizedOptions& settings, const ThreadHooks& hooks,
                                         TracesExporter kind) {
  switch (kind) {
    case TracesExporter::kNone:
      return nullptr;
    case TracesExporter::kOtlp:
      return Batch(settings, hooks, OtlpHttp(settings));
    case TracesExporter::kOtlpFile:
      return Batch(settings, hooks, OtlpFile(settings));
    case TracesExporter::kOtlpStdout:
      return Batch(settings, hooks, OtlpStdout());
    case TracesExporter::kConsole:
      return sdk::trace::SimpleSpanProcessorFactory::Create(
          opentelemetry::exporter::trace::OStreamSpanExporterFactory::Create());
    case TracesExporter::kJaeger:
      return Jaeger(settings, hooks);
    case TracesExporter::kZipkin:
      return Batch(settings, hooks, Zipkin(settings));
  }
  return nullptr;
}

OpenCensusTags ToOpenCensusTags(OpenCensusTagsPolicy policy) {
  switch (policy) {
    case OpenCensusTagsPolicy::kIgnored:
      return OpenCensusTags::kIgnored;
    case OpenCensusTagsPolicy::kBaggage:
      return OpenCensusTags::kAsBaggage;
  }
  return OpenCensusTags::kIgnored;
}

SpanLimits Limits(const SdkOptions& options) {
  SpanLimits limits;
  limits.attribute_count_limit = options.attribute_count_limit;
  limits.attribute_value_length_limit = options.attribute_value_length_limit == kNoLimit
                                            ? SpanLimits::kDefaultAttributeValueLengthLimit
                                            : options.attribute_value_length_limit;
  limits.event_count_limit = options.event_count_limit;
  limits.link_count_limit = options.link_count_limit;
  limits.event_attribute_count_limit = options.event_attribute_count_limit;
  limits.link_attribute_count_limit = options.link_attribute_count_limit;
  return limits;
}

std::unique_ptr<Sampler> ParentBased(std::unique_ptr<Sampler> root) {
  return sdk::trace::ParentBasedSamplerFactory::Create(std::shared_ptr<Sampler>(std::move(root)));
}

std::unique_ptr<Sampler> JaegerRemote(const FinalizedOptions& settings) {
  const SdkOptions& options = settings.options();
  JaegerRemoteSamplerOptions remote;
  remote.url = options.sampler_url;
  const sdk::resource::Resource resource = BuildResource(settings);
  const auto& attributes = resource.GetAttributes();
  const auto service = attributes.find(sdk::resource::SemanticConventions::kServiceName);
  if (service != attributes.end()) {
    if (const auto* name = std::get_if<std::string>(&service->second)) remote.service_name = *name;
  }
  remote.interval = options.sampler_interval;
  remote.initial_rate = options.sampler_initial_ratio;
  remote.max_operations = options.sampler_max_operations;
  return MakeJaegerRemoteSampler(std::move(remote));
}

}  // namespace

std::optional<Error> FindMissingPart(const FinalizedOptions& options) {
  const SdkOptions& settings = options.options();
  const auto& exporters = settings.traces_exporters;
  const bool has_jaeger =
      std::find(exporters.begin(), exporters.end(), TracesExporter::kJaeger) != exporters.end();
  if (settings.disabled || !has_jaeger) return std::nullopt;
  auto exporter = MakeJaegerExporter(JaegerOptions(options));
  if (exporter) return std::nullopt;
  return exporter.error();
}

std::vector<std::unique_ptr<SpanProcessor>> BuildProcessors(
    const FinalizedOptions& options, const ThreadHooks& thread_instrumentation) {
  std::vector<std::unique_ptr<SpanProcessor>> processors;
  for (const TracesExporter kind : options.options().traces_exporters) {
    if (auto processor = Processor(options, thread_instrumentation, kind))
      processors.push_back(std::move(processor));
  }
  return processors;
}

std::unique_ptr<sdk::trace::TracerProvider> BuildTracerProvider(const FinalizedOptions& options,
                                                                TracerProviderParts parts) {
  if (options.options().disabled) return nullptr;
  std::vector<std::unique_ptr<SpanProcessor>> processors =
      BuildProcessors(options, parts.thread_instrumentation);
  for (auto& processor : parts.processors) processors.push_back(std::move(processor));
  if (!parts.sampler) parts.sampler = BuildSampler(options);
  if (!parts.id_generator) {
    parts.id_generator = std::make_unique<sdk::trace::RandomIdGenerator>();
  }

  using Configurator = sdk::instrumentationscope::ScopeConfigurator<sdk::trace::TracerConfig>;
  return sdk::trace::TracerProviderFactory::Create(
      std::move(processors), BuildResource(options), std::move(parts.sampler),
      std::move(parts.id_generator),
      std::make_unique<Configurator>(
          Configurator::Builder(sdk::trace::TracerConfig::Default()).Build()),
      Limits(options.options()));
}

std::unique_ptr<TextMapPropagator> MakePropagator(Propagator kind, const SdkOptions& options) {
  namespace formats = opentelemetry::trace::propagation;
  switch (kind) {
    case Propagator::kNone:
      return nullptr;
    case Propagator::kTraceContext:
      return std::make_unique<formats::HttpTraceContext>();
    case Propagator::kBaggage:
      return std::make_unique<opentelemetry::baggage::propagation::BaggagePropagator>();
    case Propagator::kB3:
      return std::make_unique<formats::B3Propagator>();
    case Propagator::kB3Multi:
      return std::make_unique<formats::B3PropagatorMultiHeader>();
    case Propagator::kJaeger:
      return std::make_unique<formats::JaegerPropagator>(formats::JaegerPropagatorOptions{
          options.jaeger_trace_header, options.jaeger_baggage_prefix, options.jaeger_debug_header,
          options.jaeger_baggage_header});
    case Propagator::kOtTrace:
      return std::make_unique<OtTracePropagator>();
    case Propagator::kLightStep:
      return std::make_unique<OtTracePropagator>(LightStepOptions());
    case Propagator::kOpenCensus:
      return std::make_unique<OpenCensusPropagator>(ToOpenCensusTags(options.opencensus_tags));
    case Propagator::kGcp:
      return std::make_unique<CloudTracePropagator>();
    case Propagator::kDatadog:
      return std::make_unique<DatadogPropagator>();
    case Propagator::kXRay:
      return std::make_unique<XRayPropagator>();
  }
  return nullptr;
}

std::vector<Propagator> AllPropagators() {
  std::vector<Propagator> all;
  for (const auto& row : core::NamesOf(Propagator::kNone)) {
    if (row.value != Propagator::kNone) all.push_back(row.value);
  }
  return all;
}

opentelemetry::nostd::string_view NameOf(Propagator format) {
  for (const auto& row : core::NamesOf(format)) {
    if (row.value == format) return row.name;
  }
  return {};
}

opentelemetry::nostd::shared_ptr<TextMapPropagator> BuildPropagator(
    const FinalizedOptions& options) {
  std::vector<std::unique_ptr<TextMapPropagator>> propagators;
  for (const Propagator kind : options.options().propagators) {
    if (auto propagator = MakePropagator(kind, options.options()))
      propagators.push_back(std::move(propagator));
  }
  return opentelemetry::nostd::shared_ptr<TextMapPropagator>(
      new opentelemetry::context::propagation::CompositePropagator(std::move(propagators)));
}

sdk::resource::Resource BuildResource(const FinalizedOptions& options) {
  sdk::resource::ResourceAttributes own;
  for (const auto& [key, value] : options.options().resource_attributes) {
    own.SetAttribute(key, value);
  }
  if (!options.options().service_name.empty()) {
    own.SetAttribute(sdk::resource::SemanticConventions::kServiceName,
                     options.options().service_name);
  }
  return opentelemetry::resource_detector::HostResourceDetector()
      .Detect()
      .Merge(opentelemetry::resource_detector::ProcessResourceDetector().Detect())
      .Merge(sdk::resource::Resource::Create(own));
}

std::unique_ptr<Sampler> BuildSampler(const FinalizedOptions& options) {
  using namespace sdk::trace;
  const double ratio = options.options().sampler_ratio;
  switch (options.options().sampler) {
    case TracesSampler::kAlwaysOn:
      return AlwaysOnSamplerFactory::Create();
    case TracesSampler::kAlwaysOff:
      return AlwaysOffSamplerFactory::Create();
    case TracesSampler::kTraceIdRatio:
      return TraceIdRatioBasedSamplerFactory::Create(ratio);
    case TracesSampler::kParentBasedAlwaysOn:
      break;
    case TracesSampler::kParentBasedAlwaysOff:
      return ParentBased(AlwaysOffSamplerFactory::Create());
    case TracesSampler::kParentBasedTraceIdRatio:
      return ParentBased(TraceIdRatioBasedSamplerFactory::Create(ratio));
    case TracesSampler::kJaegerRemote:
      return JaegerRemote(options);
    case TracesSampler::kParentBasedJaegerRemote:
      return ParentBased(JaegerRemote(options));
    case TracesSampler::kParentBasedJaegerProbabilistic:
      return ParentBased(MakeJaegerProbabilisticSampler(ratio));
    case TracesSampler::kParentBasedJaegerRateLimiting:
      return ParentBased(MakeJaegerRateLimitingSampler(options.options().sampler_rate_limit));
  }
  return ParentBased(AlwaysOnSamplerFactory::Create());
}

void SetLogLevel(const FinalizedOptions& options) {
  using sdk::common::internal_log::GlobalLogHandler;
  using Level = sdk::common::internal_log::LogLevel;
  switch (options.options().log_level) {
    case LogLevel::kNone:
      return GlobalLogHandler::SetLogLevel(Level::None);
    case LogLevel::kError:
      return GlobalLogHandler::SetLogLevel(Level::Error);
    case LogLevel::kWarning:
      return GlobalLogHandler::SetLogLevel(Level::Warning);
    case LogLevel::kInfo:
      return GlobalLogHandler::SetLogLevel(Level::Info);
    case LogLevel::kDebug:
      return GlobalLogHandler::SetLogLevel(Level::Debug);
  }
}

}  // namespace tracebridge
