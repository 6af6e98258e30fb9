// Every setting of the SDK, its exporters and the bridge, as one plain struct.
//
//   tracebridge::EnvironmentReading read = tracebridge::ReadEnvironment();
//   read.options.service_name = "shop";           // or options = ReadJson(text, std::move(read.options))
//   auto options = tracebridge::Finalize(std::move(read.options));
//   if (!options) return Fail(options.error().message);
//
// What each member means, its environment variable, default and unit: docs/settings.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge {

enum class LogLevel { kNone, kError, kWarning, kInfo, kDebug };
enum class Propagator {
  kNone,
  kTraceContext,
  kBaggage,
  kB3,
  kB3Multi,
  kJaeger,
  kOtTrace,
  kLightStep,
  kOpenCensus,
  kGcp,
  kDatadog,
  kXRay,
};
enum class WirePhase { kLegacy, kBoth, kW3c };
enum class TracesExporter { kNone, kOtlp, kOtlpFile, kOtlpStdout, kConsole, kJaeger, kZipkin };
enum class MetricsExporter { kNone, kOtlp, kConsole, kPrometheus };
enum class MetricsExemplarFilter { kAlwaysOn, kAlwaysOff, kTraceBased };
enum class TracesSampler {
  kAlwaysOn,
  kAlwaysOff,
  kTraceIdRatio,
  kParentBasedAlwaysOn,
  kParentBasedAlwaysOff,
  kParentBasedTraceIdRatio,
  kJaegerRemote,
  kParentBasedJaegerRemote,
  kParentBasedJaegerProbabilistic,
  kParentBasedJaegerRateLimiting,
};
enum class OtlpProtocol { kHttpProtobuf, kHttpJson };
enum class OtlpCompression { kNone, kGzip };
enum class OtlpTemporality { kCumulative, kDelta, kLowMemory };
enum class OtlpHistogram { kExplicitBucket, kBase2Exponential };
enum class JaegerProtocol { kUdpCompact, kUdpBinary, kHttpBinary };
enum class ImplicitParentPolicy { kForeign, kAlways, kNever };
enum class OpenTracingActivationPolicy { kOff, kThread };
enum class OpenCensusTagsPolicy { kIgnored, kBaggage };
enum class RunPolicy { kBoth, kReplace, kKeep };

constexpr std::uint32_t kNoLimit = (std::numeric_limits<std::uint32_t>::max)();

struct SdkOptions {
  using Milliseconds = std::chrono::milliseconds;
  using KeyValueList = std::vector<std::pair<std::string, std::string>>;

  bool disabled = false;
  std::string config_file;
  LogLevel log_level = LogLevel::kInfo;
  std::string service_name;
  KeyValueList resource_attributes;
  std::vector<Propagator> propagators{Propagator::kTraceContext, Propagator::kBaggage};
  std::vector<TracesExporter> traces_exporters{TracesExporter::kOtlp};
  std::vector<MetricsExporter> metrics_exporters{MetricsExporter::kOtlp};
  Milliseconds metric_export_interval{60000};
  Milliseconds metric_export_timeout{30000};
  MetricsExemplarFilter metrics_exemplar_filter = MetricsExemplarFilter::kTraceBased;
  TracesSampler sampler = TracesSampler::kParentBasedAlwaysOn;
  double sampler_ratio = 1.0;
  double sampler_rate_limit = 1.0;
  std::string sampler_url = "http://localhost:5778/sampling";
  Milliseconds sampler_interval{60000};
  double sampler_initial_ratio = 0.001;
  std::uint32_t sampler_max_operations = 2000;

  Milliseconds batch_schedule_delay{5000};
  Milliseconds batch_export_timeout{30000};
  std::uint32_t batch_max_queue_size = 2048;
  std::uint32_t batch_max_export_size = 512;

  std::uint32_t attribute_value_length_limit = kNoLimit;
  std::uint32_t attribute_count_limit = 128;
  std::uint32_t event_count_limit = 128;
  std::uint32_t link_count_limit = 128;
  std::uint32_t event_attribute_count_limit = 128;
  std::uint32_t link_attribute_count_limit = 128;

  std::string otlp_endpoint = "http://localhost:4318";
  std::string otlp_traces_endpoint;
  KeyValueList otlp_headers;
  Milliseconds otlp_timeout{10000};
  OtlpCompression otlp_compression = OtlpCompression::kNone;
  OtlpProtocol otlp_protocol = OtlpProtocol::kHttpProtobuf;
  std::string otlp_certificate;
  std::string otlp_client_key;
  std::string otlp_client_certificate;
  std::uint32_t otlp_retry_max_attempts = 5;
  double otlp_retry_initial_backoff = 1.0;
  double otlp_retry_max_backoff = 5.0;
  double otlp_retry_backoff_multiplier = 1.5;
  std::string otlp_metrics_endpoint;
  KeyValueList otlp_metrics_headers;
  Milliseconds otlp_metrics_timeout{10000};
  OtlpCompression otlp_metrics_compression = OtlpCompression::kNone;
  OtlpProtocol otlp_metrics_protocol = OtlpProtocol::kHttpProtobuf;
  std::string otlp_metrics_certificate;
  std::string otlp_metrics_client_key;
  std::string otlp_metrics_client_certificate;
  std::uint32_t otlp_metrics_retry_max_attempts = 5;
  double otlp_metrics_retry_initial_backoff = 1.0;
  double otlp_metrics_retry_max_backoff = 5.0;
  double otlp_metrics_retry_backoff_multiplier = 1.5;
  OtlpTemporality otlp_metrics_temporality = OtlpTemporality::kCumulative;
  OtlpHistogram otlp_metrics_histogram = OtlpHistogram::kExplicitBucket;
  std::string otlp_file = "trace-%N.jsonl";

  std::string prometheus_host = "localhost";
  std::uint32_t prometheus_port = 9464;

  std::string jaeger_agent;
  JaegerProtocol jaeger_protocol = JaegerProtocol::kUdpCompact;
  std::string jaeger_endpoint;
  std::string jaeger_user;
  std::string jaeger_password;
  KeyValueList jaeger_headers;
  std::uint32_t jaeger_max_packet_size = 65000;

  std::string zipkin_endpoint = "http://localhost:9411/api/v2/spans";
  Milliseconds zipkin_timeout{10000};

  ImplicitParentPolicy implicit_parent = ImplicitParentPolicy::kForeign;
  OpenTracingActivationPolicy opentracing_activation = OpenTracingActivationPolicy::kOff;
  bool inject_all_keys = false;
  OpenCensusTagsPolicy opencensus_tags = OpenCensusTagsPolicy::kIgnored;
  std::string opencensus_tags_prefix;
  std::string opencensus_tags_allow;

  WirePhase wire_phase = WirePhase::kBoth;
  std::vector<Propagator> wire_read;   // empty: all
  std::vector<Propagator> wire_write;  // empty: what the phase says
  std::vector<Propagator> wire_precedence;
  std::string wire_file;
  std::string baggage_allow;

  std::string jaeger_trace_header = "uber-trace-id";
  std::string jaeger_baggage_prefix = "uberctx-";
  std::string jaeger_debug_header = "jaeger-debug-id";
  std::string jaeger_baggage_header = "jaeger-baggage";

  RunPolicy run_policy = RunPolicy::kBoth;
  bool run_follow = false;
};

// What the environment says, and what is wrong with it.
struct EnvironmentReading {
  struct Warning {
    std::string variable;  // OTEL_BSP_SCHEDULE_DELAY
    Error error;           // why its value was ignored
  };

  SdkOptions options;
  std::vector<std::string> variables;  // those that were set to something that is in `options`
  std::vector<Warning> warnings;

  // Returns whether the variable `name` had a value that was taken.
  bool WasSet(const std::string& name) const;
};

// Returns the defaults, overlaid with the environment variables of this process. A variable in
// `overrides` counts instead of the process's, also when it is empty: then as not set. Never fails: a
// value that makes no sense is ignored, and is in `warnings`. Reports nothing by itself.
EnvironmentReading ReadEnvironment(const std::map<std::string, std::string>& overrides = {});

// Returns `options` overlaid with the settings of `json`, one object. A setting goes by the name of its option or of its
// environment variable; its value is a number, `true`, text as in the variable, an array for a list, an object for pairs:
//
//   {"service_name": "edge", "OTEL_PROPAGATORS": ["tracecontext", "jaeger"], "otlp_headers": {"api-key": "42"}}
//
// Text of white space only changes nothing. Fails whole, unlike ReadEnvironment, on the first line with something that is
// wrong, and names it: `line 3, "otlp_endpont": is no setting; did you mean "otlp_endpoint"?`. Throws std::bad_alloc.
Expected<SdkOptions> ReadJson(const std::string& json, SdkOptions options = SdkOptions());

// Reports each warning to the SDK's log (opentelemetry/sdk/common/global_log_handler.h).
void Log(const std::vector<EnvironmentReading::Warning>& warnings);

// Options that were checked as a whole: the only thing that a pipeline is built from.
class FinalizedOptions {
 public:
  const SdkOptions& options() const noexcept { return options_; }
  // Where OTLP over HTTP sends spans: `otlp_traces_endpoint`, or `otlp_endpoint` and "/v1/traces".
  const std::string& traces_url() const noexcept { return traces_url_; }
  // Where it sends metrics: `otlp_metrics_endpoint`, or `otlp_endpoint` and "/v1/metrics".
  const std::string& metrics_url() const noexcept { return metrics_url_; }

 private:
  friend Expected<FinalizedOptions> Finalize(SdkOptions options);
  FinalizedOptions(SdkOptions options, std::string traces_url, std::string metrics_url)
      : options_(std::move(options)),
        traces_url_(std::move(traces_url)),
        metrics_url_(std::move(metrics_url)) {}

  SdkOptions options_;
  std::string traces_url_;
  std::string metrics_url_;
};

// Returns `options` if all of them make sense together; else what the first does wrong, by name.
Expected<FinalizedOptions> Finalize(SdkOptions options);

}  // namespace tracebridge
