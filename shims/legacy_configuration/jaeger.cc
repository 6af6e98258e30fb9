// Jaeger's configuration, as its plugin reads it: YAML, and so JSON.
//
//   service_name: edge                          ->  service_name: "edge"
//   sampler: {type: probabilistic, param: 0.1}  ->  sampler: "parentbased_jaeger_probabilistic", sampler_ratio: 0.1
//   reporter: {localAgentHostPort: "a:6831"}    ->  traces_exporters: "jaeger", jaeger_agent: "a:6831"
//
// Source: jaeger-client-cpp 0.9.0, below src/jaegertracing. Its variables won over its file; here the file wins
// (docs/legacy-configuration.md, "Who wins").
#include <cmath>
#include <string>
#include <string_view>

#include "otel_core/sdk/src/common/text.h"
#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {
namespace {

constexpr double kProbability = 0.001;  // samplers/Config.h, kDefaultSamplingProbability

constexpr std::string_view kNoRestrictions =
    "baggage is not restricted by a server; TRACEBRIDGE_BAGGAGE_ALLOW names what may leave";
constexpr std::string_view kNoThrottler =
    "debug traces are not throttled; take the header out in the proxy (del-header jaeger-debug-id)";

constexpr Row kRows[] = {
    {"service_name", "JAEGER_SERVICE_NAME", Type::kText, 0, 0, "`service_name`", "", "Config.h"},
    {"disabled", "JAEGER_DISABLED", Type::kTruth, 0, 0, "`disabled`", "", "Config.h"},
    {"traceid_128bit", "JAEGER_TRACEID_128BIT", Type::kTruth, 0, 0,
     "trace ids that begin here always have 128 bits", "", "Config.h"},
    {"propagation_format", "JAEGER_PROPAGATION", Type::kText, 0, 0,
     "`propagators`: `jaeger` (the default) is `jaeger,tracecontext,baggage`, `w3c` is "
     "`tracecontext,baggage`",
     "", "Config.h"},
    {"tags", "JAEGER_TAGS", Type::kPairs, 0, 0, "`resource_attributes`", "", "Config.h"},
    {"sampler.type", "JAEGER_SAMPLER_TYPE", Type::kText, 0, 0,
     "`sampler`: `const` is `parentbased_always_on` or `_off` (its two tags are not set), the "
     "others "
     "are `parentbased_jaeger_probabilistic`, `_ratelimiting`, `_remote`; without one it is "
     "`remote`",
     "", "samplers/Config.h"},
    {"sampler.param", "JAEGER_SAMPLER_PARAM", Type::kNumber, 0, 1e9,
     "`sampler_ratio`, `sampler_rate_limit` or `sampler_initial_ratio`; 0 turns `const` off", "",
     "samplers/Config.h"},
    {"sampler.samplingServerURL", "JAEGER_SAMPLING_ENDPOINT", Type::kText, 0, 0, "`sampler_url`",
     "", "samplers/Config.h"},
    {"sampler.maxOperations", "", Type::kWhole, 0, 100000, "`sampler_max_operations`", "",
     "samplers/Config.h"},
    {"sampler.samplingRefreshInterval", "", Type::kWhole, 0, 4294967,
     "`sampler_interval`, from seconds", "", "samplers/Config.h"},
    {"reporter.queueSize", "JAEGER_REPORTER_MAX_QUEUE_SIZE", Type::kWhole, 0, kAnyNumber,
     "`batch_max_queue_size`", "", "reporters/Config.h"},
    {"reporter.bufferFlushInterval", "", Type::kWhole, 0, 4294967,
     "`batch_schedule_delay`, from seconds", "", "reporters/Config.h"},
    {"", "JAEGER_REPORTER_FLUSH_INTERVAL", Type::kWhole, 0, kAnyNumber,
     "`batch_schedule_delay`; milliseconds, unlike in the file", "", "reporters/Config.cpp"},
    {"reporter.logSpans", "JAEGER_REPORTER_LOG_SPANS", Type::kTruth, 0, 0,
     "spans are not logged: a warning that names `OTEL_TRACES_EXPORTER=jaeger,console`", "",
     "reporters/Config.h"},
    {"reporter.localAgentHostPort", "", Type::kText, 0, 0,
     "`traces_exporters`: `jaeger`, `jaeger_agent`", "", "reporters/Config.h"},
    {"reporter.endpoint", "JAEGER_ENDPOINT", Type::kText, 0, 0, "`jaeger_endpoint`", "",
     "reporters/Config.h"},
    {"", "JAEGER_AGENT_HOST", Type::kText, 0, 0, "`jaeger_agent`", "", "reporters/Config.cpp"},
    {"", "JAEGER_AGENT_PORT", Type::kWhole, 1, 65535, "`jaeger_agent`", "", "reporters/Config.cpp"},
    {"", "JAEGER_USER", Type::kText, 0, 0, "`jaeger_user`", "",
     "jaeger-client-go 2.30, config/config_env.go"},
    {"", "JAEGER_PASSWORD", Type::kText, 0, 0, "`jaeger_password`", "",
     "jaeger-client-go 2.30, config/config_env.go"},
    {"headers.jaegerDebugHeader", "", Type::kText, 0, 0, "`jaeger_debug_header`", "",
     "propagation/HeadersConfig.h"},
    {"headers.jaegerBaggageHeader", "", Type::kText, 0, 0, "`jaeger_baggage_header`", "",
     "propagation/HeadersConfig.h"},
    {"headers.TraceContextHeaderName", "", Type::kText, 0, 0, "`jaeger_trace_header`", "",
     "propagation/HeadersConfig.h"},
    {"headers.traceBaggageHeaderPrefix", "", Type::kText, 0, 0, "`jaeger_baggage_prefix`", "",
     "propagation/HeadersConfig.h"},
    {"baggage_restrictions.denyBaggageOnInitializationFailure", "", Type::kTruth, 0, 0, "",
     kNoRestrictions, "baggage/RestrictionsConfig.h"},
    {"baggage_restrictions.hostPort", "", Type::kText, 0, 0, "", kNoRestrictions,
     "baggage/RestrictionsConfig.h"},
    {"baggage_restrictions.refreshInterval", "", Type::kWhole, 0, kAnyNumber, "", kNoRestrictions,
     "baggage/RestrictionsConfig.h"},
    {"throttler.hostPort", "", Type::kText, 0, 0, "", kNoThrottler,
     "jaeger-client-go 2.30, config/config.go"},
    {"throttler.refreshInterval", "", Type::kAny, 0, 0, "", kNoThrottler,
     "jaeger-client-go 2.30, config/config.go"},
    {"throttler.synchronousInitialization", "", Type::kTruth, 0, 0, "", kNoThrottler,
     "jaeger-client-go 2.30, config/config.go"},
    {"rpc_metrics", "", Type::kTruth, 0, 0, "",
     "no metrics are made of spans; a collector's spanmetrics connector does that",
     "jaeger-client-go 2.30, config/config.go"},
};

constexpr std::string_view kAgentHost = "127.0.0.1";  // reporters/Config.h
constexpr std::string_view kAgentPort = "6831";

// Where the agent is, by the file, or else by two variables.
Value AgentOf(const Values& values) {
  const Value* const agent = values.Find("reporter.localAgentHostPort");
  if (agent != nullptr && !agent->text.empty()) return *agent;
  const Value* const host = values.Find("JAEGER_AGENT_HOST");
  const Value* const port = values.Find("JAEGER_AGENT_PORT");
  Value both;
  both.is_variable = true;
  both.where = host != nullptr || port == nullptr ? "JAEGER_AGENT_HOST" : "JAEGER_AGENT_PORT";
  std::string name(host == nullptr ? kAgentHost : host->text);
  if (name.find(':') != name.npos && name.front() != '[') name = "[" + name + "]";
  both.text = name + ":" + std::string(port == nullptr ? kAgentPort : port->text);
  return both;
}

void ToExporter(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  if (!to->exports_elsewhere) options.traces_exporters = {TracesExporter::kJaeger};
  const Value agent = AgentOf(values);
  to->Set(agent, &options.jaeger_agent, agent.text);
  const auto set = [&](const char* key, std::string* member) {
    const Value* const value = values.Find(key);
    if (value != nullptr) to->Set(*value, member, value->text);
  };
  set("reporter.endpoint", &options.jaeger_endpoint);
  set("JAEGER_USER", &options.jaeger_user);
  set("JAEGER_PASSWORD", &options.jaeger_password);
}

// http://agent:5778/sampling, of which any part but the host may be missing.
std::string SamplingUrl(const std::string& text) {
  const std::string url = text.find("://") == text.npos ? "http://" + text : text;
  return url.find('/', url.find("://") + 3) == url.npos ? url + "/sampling" : url;
}

void ToSampler(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  const Value* const type = values.Find("sampler.type");
  const Value* const param = values.Find("sampler.param");
  const double number = param != nullptr ? param->number : kProbability;
  const auto set = [&](double* member) {
    if (param != nullptr) {
      to->Set(*param, member, number);
    } else {
      *member = number;
    }
  };
  const std::string word = type == nullptr ? "" : core::Lower(type->text);
  if (word == "const") {
    options.sampler =
        number != 0 ? TracesSampler::kParentBasedAlwaysOn : TracesSampler::kParentBasedAlwaysOff;
  } else if (word == "probabilistic") {
    options.sampler = TracesSampler::kParentBasedJaegerProbabilistic;
    set(&options.sampler_ratio);
  } else if (word == "ratelimiting") {
    options.sampler = TracesSampler::kParentBasedJaegerRateLimiting;
    set(&options.sampler_rate_limit);
  } else {
    if (!word.empty() && word != "remote") {
      to->Refuse(*type,
                 {ErrorCode::kUnknownValue, "\"" + type->text +
                                                "\" is not known; known are `const`, "
                                                "`probabilistic`, `ratelimiting`, `remote`"});
    }
    options.sampler = TracesSampler::kParentBasedJaegerRemote;
    set(&options.sampler_initial_ratio);
  }
  options.sampler_url = "http://127.0.0.1:5778/sampling";
  if (const Value* const url = values.Find("sampler.samplingServerURL");
      url != nullptr && !url->text.empty()) {
    to->Set(*url, &options.sampler_url, SamplingUrl(url->text));
  }
  if (const Value* const most = values.Find("sampler.maxOperations");
      most != nullptr && most->number >= 1) {
    options.sampler_max_operations = static_cast<std::uint32_t>(most->number);
  }
  to->SetDuration(values.Find("sampler.samplingRefreshInterval"), 1000, &options.sampler_interval);
}

void ToPropagators(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  const Value* const format = values.Find("propagation_format");
  if (format != nullptr && format->text == "w3c") {
    options.propagators = {Propagator::kTraceContext, Propagator::kBaggage};
    return;
  }
  if (format != nullptr && format->text != "jaeger") {
    to->Refuse(*format, {ErrorCode::kUnknownValue,
                         "\"" + format->text + "\" is not known; known are `jaeger`, `w3c`"});
  }
  options.propagators = {Propagator::kJaeger, Propagator::kTraceContext, Propagator::kBaggage};
}

void ToHeaders(const Values& values, Translation* to) {
  const auto set = [&](const char* key, std::string* member) {
    const Value* const value = values.Find(key);
    if (value != nullptr && !value->text.empty()) to->Set(*value, member, value->text);
  };
  set("headers.jaegerDebugHeader", &to->options.jaeger_debug_header);
  set("headers.jaegerBaggageHeader", &to->options.jaeger_baggage_header);
  set("headers.TraceContextHeaderName", &to->options.jaeger_trace_header);
  set("headers.traceBaggageHeaderPrefix", &to->options.jaeger_baggage_prefix);
}

void Translate(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  if (const Value* const name = values.Find("service_name")) options.service_name = name->text;
  if (const Value* const disabled = values.Find("disabled")) options.disabled = disabled->truth;
  if (const Value* const tags = values.Find("tags")) options.resource_attributes = tags->pairs;
  if (const Value* const logs = values.Find("reporter.logSpans"); logs != nullptr && logs->truth) {
    to->Warn(*logs,
             "spans are not logged; OTEL_TRACES_EXPORTER=jaeger,console prints them as well");
  }
  if (const Value* const long_ids = values.Find("traceid_128bit");
      long_ids != nullptr && !long_ids->truth) {
    to->Warn(*long_ids, "trace ids that begin here have 128 bits, which Jaeger's clients read");
  }
  // The variable, in milliseconds, counts when the file says nothing.
  to->SetDuration(values.Find("JAEGER_REPORTER_FLUSH_INTERVAL"), 1, &options.batch_schedule_delay);
  to->SetDuration(values.Find("reporter.bufferFlushInterval"), 1000, &options.batch_schedule_delay);
  to->SetQueue(values.Find("reporter.queueSize"));
  ToPropagators(values, to);
  ToHeaders(values, to);
  ToSampler(values, to);
  ToExporter(values, to);
}

}  // namespace

extern const Format kJaeger{"Jaeger", "jaeger-client-cpp 0.9", kRows,    std::size(kRows), '=',
                            false,    "JAEGER_SERVICE_NAME",   Translate};

}  // namespace tracebridge::legacy_configuration
