// The words that settings use for enumerators. One table a type, read in both directions.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md, the
// "Known values" of each variable; `otlp_file` and the TRACEBRIDGE_* words are ours.
#pragma once

#include <array>
#include <string_view>

#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

template <typename Enum>
struct EnumName {
  Enum value;
  std::string_view name;
};

// The argument only chooses the table.
constexpr auto NamesOf(LogLevel) {
  return std::array<EnumName<LogLevel>, 6>{{{LogLevel::kNone, "none"},
                                            {LogLevel::kError, "error"},
                                            {LogLevel::kWarning, "warn"},
                                            {LogLevel::kWarning, "warning"},
                                            {LogLevel::kInfo, "info"},
                                            {LogLevel::kDebug, "debug"}}};
}

// `lightstep`, `opencensus`, `gcp` and `datadog` are ours.
constexpr auto NamesOf(Propagator) {
  return std::array<EnumName<Propagator>, 12>{{{Propagator::kTraceContext, "tracecontext"},
                                               {Propagator::kBaggage, "baggage"},
                                               {Propagator::kB3, "b3"},
                                               {Propagator::kB3Multi, "b3multi"},
                                               {Propagator::kJaeger, "jaeger"},
                                               {Propagator::kOtTrace, "ottrace"},
                                               {Propagator::kLightStep, "lightstep"},
                                               {Propagator::kXRay, "xray"},
                                               {Propagator::kOpenCensus, "opencensus"},
                                               {Propagator::kGcp, "gcp"},
                                               {Propagator::kDatadog, "datadog"},
                                               {Propagator::kNone, "none"}}};
}

constexpr auto NamesOf(WirePhase) {
  return std::array<EnumName<WirePhase>, 3>{
      {{WirePhase::kLegacy, "legacy"}, {WirePhase::kBoth, "both"}, {WirePhase::kW3c, "w3c"}}};
}

constexpr auto NamesOf(TracesExporter) {
  return std::array<EnumName<TracesExporter>, 7>{{{TracesExporter::kOtlp, "otlp"},
                                                  {TracesExporter::kOtlpFile, "otlp_file"},
                                                  {TracesExporter::kOtlpStdout, "otlp/stdout"},
                                                  {TracesExporter::kConsole, "console"},
                                                  {TracesExporter::kJaeger, "jaeger"},
                                                  {TracesExporter::kZipkin, "zipkin"},
                                                  {TracesExporter::kNone, "none"}}};
}

constexpr auto NamesOf(MetricsExporter) {
  return std::array<EnumName<MetricsExporter>, 4>{{{MetricsExporter::kOtlp, "otlp"},
                                                   {MetricsExporter::kConsole, "console"},
                                                   {MetricsExporter::kPrometheus, "prometheus"},
                                                   {MetricsExporter::kNone, "none"}}};
}

constexpr auto NamesOf(MetricsExemplarFilter) {
  return std::array<EnumName<MetricsExemplarFilter>, 3>{
      {{MetricsExemplarFilter::kAlwaysOn, "always_on"},
       {MetricsExemplarFilter::kAlwaysOff, "always_off"},
       {MetricsExemplarFilter::kTraceBased, "trace_based"}}};
}

// The last two are ours.
constexpr auto NamesOf(TracesSampler) {
  return std::array<EnumName<TracesSampler>, 10>{
      {{TracesSampler::kAlwaysOn, "always_on"},
       {TracesSampler::kAlwaysOff, "always_off"},
       {TracesSampler::kTraceIdRatio, "traceidratio"},
       {TracesSampler::kParentBasedAlwaysOn, "parentbased_always_on"},
       {TracesSampler::kParentBasedAlwaysOff, "parentbased_always_off"},
       {TracesSampler::kParentBasedTraceIdRatio, "parentbased_traceidratio"},
       {TracesSampler::kJaegerRemote, "jaeger_remote"},
       {TracesSampler::kParentBasedJaegerRemote, "parentbased_jaeger_remote"},
       {TracesSampler::kParentBasedJaegerProbabilistic, "parentbased_jaeger_probabilistic"},
       {TracesSampler::kParentBasedJaegerRateLimiting, "parentbased_jaeger_ratelimiting"}}};
}

constexpr auto NamesOf(OtlpProtocol) {
  return std::array<EnumName<OtlpProtocol>, 2>{
      {{OtlpProtocol::kHttpProtobuf, "http/protobuf"}, {OtlpProtocol::kHttpJson, "http/json"}}};
}

constexpr auto NamesOf(OtlpCompression) {
  return std::array<EnumName<OtlpCompression>, 2>{
      {{OtlpCompression::kNone, "none"}, {OtlpCompression::kGzip, "gzip"}}};
}

// metrics/sdk_exporters/otlp.md
constexpr auto NamesOf(OtlpTemporality) {
  return std::array<EnumName<OtlpTemporality>, 3>{{{OtlpTemporality::kCumulative, "cumulative"},
                                                   {OtlpTemporality::kDelta, "delta"},
                                                   {OtlpTemporality::kLowMemory, "lowmemory"}}};
}

constexpr auto NamesOf(OtlpHistogram) {
  return std::array<EnumName<OtlpHistogram>, 2>{
      {{OtlpHistogram::kExplicitBucket, "explicit_bucket_histogram"},
       {OtlpHistogram::kBase2Exponential, "base2_exponential_bucket_histogram"}}};
}

// The names with a slash are those of the specification's 1.31.0, "OTEL_EXPORTER_JAEGER_PROTOCOL".
constexpr auto NamesOf(JaegerProtocol) {
  return std::array<EnumName<JaegerProtocol>, 5>{
      {{JaegerProtocol::kUdpCompact, "compact"},
       {JaegerProtocol::kUdpCompact, "udp/thrift.compact"},
       {JaegerProtocol::kUdpBinary, "binary"},
       {JaegerProtocol::kUdpBinary, "udp/thrift.binary"},
       {JaegerProtocol::kHttpBinary, "http/thrift.binary"}}};
}

constexpr auto NamesOf(ImplicitParentPolicy) {
  return std::array<EnumName<ImplicitParentPolicy>, 3>{{{ImplicitParentPolicy::kForeign, "foreign"},
                                                        {ImplicitParentPolicy::kAlways, "always"},
                                                        {ImplicitParentPolicy::kNever, "never"}}};
}

constexpr auto NamesOf(RunPolicy) {
  return std::array<EnumName<RunPolicy>, 3>{
      {{RunPolicy::kBoth, "both"}, {RunPolicy::kReplace, "replace"}, {RunPolicy::kKeep, "keep"}}};
}

constexpr auto NamesOf(OpenCensusTagsPolicy) {
  return std::array<EnumName<OpenCensusTagsPolicy>, 2>{
      {{OpenCensusTagsPolicy::kIgnored, "ignored"}, {OpenCensusTagsPolicy::kBaggage, "baggage"}}};
}

constexpr auto NamesOf(OpenTracingActivationPolicy) {
  return std::array<EnumName<OpenTracingActivationPolicy>, 2>{
      {{OpenTracingActivationPolicy::kOff, "off"},
       {OpenTracingActivationPolicy::kThread, "thread"}}};
}

}  // namespace tracebridge::core
