// Datadog's configuration, as its plugin reads it: JSON.
//
//   {"service": "edge", "environment": "prod"}  ->  service_name: "edge", resource_attributes: deployment.environment.name=prod
//   {"agent_host": "10.0.0.7"}                  ->  otlp_endpoint: "http://10.0.0.7:4318", and a warning
//
// Source: dd-opentracing-cpp 1.3.7, src/tracer_factory.cpp, include/datadog/opentracing.h, doc/configuration.md. Its variables won
// over its file; here the file wins (docs/legacy-configuration.md, "Who wins").
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "shims/legacy_configuration/format.h"

namespace tracebridge::legacy_configuration {
namespace {

constexpr std::string_view kNoRules =
    "has no counterpart here; the Datadog agent samples what it receives over OTLP "
    "(DD_APM_PROBABILISTIC_SAMPLER_ENABLED), or use sample_rate";
constexpr std::string_view kNoAnalytics = "is not sent; retention filters in Datadog replace it";

constexpr Row kRows[] = {
    {"service", "DD_SERVICE", Type::kText, 0, 0, "`service_name`", "", "doc/configuration.md"},
    {"environment", "DD_ENV", Type::kText, 0, 0,
     "`resource_attributes`: `deployment.environment.name` and `deployment.environment`", "",
     "doc/configuration.md"},
    {"version", "DD_VERSION", Type::kText, 0, 0, "`resource_attributes`: `service.version`", "",
     "doc/configuration.md"},
    {"tags", "DD_TAGS", Type::kPairs, 0, 0, "`resource_attributes`", "", "doc/configuration.md"},
    {"agent_host", "DD_AGENT_HOST", Type::kText, 0, 0,
     "`otlp_endpoint`: `http://<host>:4318`, and a warning that says what the agent needs", "",
     "doc/configuration.md"},
    {"agent_port", "DD_TRACE_AGENT_PORT", Type::kWhole, 1, 65535,
     "nothing: the agent receives OTLP on another port", "", "doc/configuration.md"},
    {"agent_url", "DD_TRACE_AGENT_URL", Type::kText, 0, 0,
     "as `agent_host`, whose place it takes; a Unix socket is not supported", "",
     "doc/configuration.md"},
    {"sample_rate", "DD_TRACE_SAMPLE_RATE", Type::kNumber, 0, 1,
     "`sampler`: `parentbased_traceidratio`, `sampler_ratio`", "", "doc/sampling.md"},
    {"propagation_style_extract", "DD_PROPAGATION_STYLE_EXTRACT", Type::kTexts, 0, 0,
     "`propagators` and `wire_read`: `Datadog` is `datadog`, `B3` is `b3multi`; W3C's stand beside "
     "them",
     "", "doc/configuration.md"},
    {"propagation_style_inject", "DD_PROPAGATION_STYLE_INJECT", Type::kTexts, 0, 0,
     "`propagators` and `wire_write`, in the same way", "", "doc/configuration.md"},
    {"dd.trace.report-hostname", "DD_TRACE_REPORT_HOSTNAME", Type::kTruth, 0, 0,
     "`host.name` is always an attribute of the resource", "", "doc/configuration.md"},
    {"write_period_ms", "", Type::kWhole, 0, 4294967, "`batch_schedule_delay`; said in code only",
     "", "include/datadog/opentracing.h"},
    {"type", "", Type::kText, 0, 0, "", "is not sent; Datadog works it out of the kind of a span",
     "doc/configuration.md"},
    {"operation_name_override", "", Type::kText, 0, 0, "",
     "is not applied: spans keep the names that the program gives them", "doc/configuration.md"},
    {"sampling_rules", "DD_TRACE_SAMPLING_RULES", Type::kAny, 0, 0, "", kNoRules,
     "doc/sampling.md"},
    {"span_sampling_rules", "DD_SPAN_SAMPLING_RULES", Type::kAny, 0, 0, "", kNoRules,
     "doc/sampling.md"},
    {"", "DD_SPAN_SAMPLING_RULES_FILE", Type::kText, 0, 0, "", kNoRules, "doc/configuration.md"},
    {"sampling_limit_per_second", "DD_TRACE_RATE_LIMIT", Type::kNumber, 0, 1e9, "", kNoRules,
     "doc/sampling.md"},
    {"tags_header_size", "DD_TRACE_TAGS_PROPAGATION_MAX_LENGTH", Type::kWhole, 0, kAnyNumber, "",
     "is not a setting: x-datadog-tags has Datadog's limit of 512 bytes", "doc/configuration.md"},
    {"dd.trace.analytics-enabled", "DD_TRACE_ANALYTICS_ENABLED", Type::kTruth, 0, 0, "",
     kNoAnalytics, "src/tracer_factory.cpp"},
    {"dd.trace.analytics-sample-rate", "DD_TRACE_ANALYTICS_SAMPLE_RATE", Type::kNumber, 0, 1, "",
     kNoAnalytics, "src/tracer_factory.cpp"},
};

// http://host:8126 -> host; "" for what is no such URL, a socket for instance.
std::string HostOf(const std::string& url) {
  const auto scheme = url.find("://");
  if (url.substr(0, 4) != "http" || scheme == url.npos) return "";
  const std::string rest = url.substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3);
  const auto bracket = rest.rfind(']');  // [::1]:8126
  const auto colon = rest.find(':', bracket == rest.npos ? 0 : bracket);
  return rest.substr(0, colon);
}

void ToExporter(const Values& values, Translation* to) {
  if (to->exports_elsewhere) return;
  const Value* const url = values.Find("agent_url");
  const Value* const named = url != nullptr ? url : values.Find("agent_host");
  std::string host = url != nullptr ? HostOf(url->text) : named != nullptr ? named->text : "";
  if (url != nullptr && host.empty()) {
    to->Warn(*url, "a Unix socket of the agent's is not used, but OTLP to localhost");
  }
  if (host.empty()) host = "localhost";
  if (host.find(':') != host.npos && host[0] != '[') host = "[" + host + "]";
  Value agent;
  agent.where = named != nullptr ? named->where : "agent_host";
  agent.is_variable = named == nullptr || named->is_variable;
  to->Set(agent, &to->options.otlp_endpoint, "http://" + host + ":4318");
  to->Warn(agent, "spans leave over OTLP, to " + to->options.otlp_endpoint +
                      ". The agent receives them there with "
                      "DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT=0.0.0.0:4318");
}

// Null: neither word.
const Propagator* StyleOf(const std::string& word) {
  static constexpr Propagator kDatadogStyle = Propagator::kDatadog;
  static constexpr Propagator kB3Style = Propagator::kB3Multi;
  if (word == "Datadog") return &kDatadogStyle;
  return word == "B3" ? &kB3Style : nullptr;
}

std::vector<Propagator> Styles(const Value* value, Translation* to) {
  std::vector<Propagator> styles;
  for (const std::string& word : value == nullptr ? std::vector<std::string>() : value->texts) {
    const Propagator* const style = StyleOf(word);
    if (style == nullptr) {
      to->Refuse(*value, {ErrorCode::kUnknownValue,
                          "\"" + word + "\" is not known; known are `Datadog`, `B3`"});
    } else if (std::find(styles.begin(), styles.end(), *style) == styles.end()) {
      styles.push_back(*style);
    }
  }
  if (styles.empty()) styles.push_back(Propagator::kDatadog);
  return styles;
}

void Join(std::vector<Propagator>* list, const std::vector<Propagator>& more) {
  for (const Propagator format : more) {
    if (std::find(list->begin(), list->end(), format) == list->end()) list->push_back(format);
  }
}

void ToPropagators(const Values& values, Translation* to) {
  const std::vector<Propagator> w3c{Propagator::kTraceContext, Propagator::kBaggage};
  std::vector<Propagator> read = Styles(values.Find("propagation_style_extract"), to);
  std::vector<Propagator> written = Styles(values.Find("propagation_style_inject"), to);
  std::vector<Propagator> all = read;
  Join(&all, written);
  Join(&all, w3c);
  Join(&read, w3c);
  Join(&written, w3c);
  if (read.size() != all.size()) to->options.wire_read = read;
  if (written.size() != all.size()) to->options.wire_write = written;
  to->options.propagators = std::move(all);
}

void Translate(const Values& values, Translation* to) {
  SdkOptions& options = to->options;
  if (const Value* const name = values.Find("service")) options.service_name = name->text;
  if (const Value* const tags = values.Find("tags")) options.resource_attributes = tags->pairs;
  // The second name is for agents before 7.58.
  if (const Value* const environment = values.Find("environment")) {
    options.resource_attributes.emplace_back("deployment.environment.name", environment->text);
    options.resource_attributes.emplace_back("deployment.environment", environment->text);
  }
  if (const Value* const version = values.Find("version")) {
    options.resource_attributes.emplace_back("service.version", version->text);
  }
  if (const Value* const rate = values.Find("sample_rate")) {
    options.sampler = TracesSampler::kParentBasedTraceIdRatio;
    options.sampler_ratio = rate->number;
  }
  to->SetDuration(values.Find("write_period_ms"), 1, &options.batch_schedule_delay);
  ToPropagators(values, to);
  ToExporter(values, to);
}

}  // namespace

extern const Format kDatadog{
    "Datadog", "dd-opentracing-cpp 1.3", kRows, std::size(kRows), ':', false, "DD_SERVICE",
    Translate};

}  // namespace tracebridge::legacy_configuration
