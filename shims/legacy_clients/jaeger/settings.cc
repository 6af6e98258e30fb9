#include "shims/legacy_clients/jaeger/settings.h"

#include <chrono>
#include <optional>
#include <utility>

#include "otel_core/configuration/src/value_types.h"
#include "shims/legacy_clients/tree.h"
#include "shims/opentracing/values.h"

namespace tracebridge::legacy_clients {
namespace {

using legacy_configuration::Node;

template <class Unit>
std::string CountOf(std::chrono::steady_clock::duration duration) {
  return std::to_string(std::chrono::ceil<Unit>(duration).count());
}

Node SamplerOf(const jaegertracing::samplers::Config& config) {
  Node sampler = MapNamed("sampler");
  AddText(&sampler, "type", config.type());
  AddNumber(&sampler, "param", core::ToText(config.param()));
  AddText(&sampler, "samplingServerURL", config.samplingServerURL());
  AddNumber(&sampler, "maxOperations", std::to_string(config.maxOperations()));
  AddNumber(&sampler, "samplingRefreshInterval",
            CountOf<std::chrono::seconds>(config.samplingRefreshInterval()));
  return sampler;
}

Node ReporterOf(const jaegertracing::reporters::Config& config) {
  Node reporter = MapNamed("reporter");
  AddNumber(&reporter, "queueSize", std::to_string(config.queueSize()));
  if (config.logSpans()) AddTrue(&reporter, "logSpans");
  AddText(&reporter, "localAgentHostPort", config.localAgentHostPort());
  AddText(&reporter, "endpoint", config.endpoint());
  return reporter;
}

Node HeadersOf(const jaegertracing::propagation::HeadersConfig& config) {
  Node headers = MapNamed("headers");
  AddText(&headers, "jaegerDebugHeader", config.jaegerDebugHeader());
  AddText(&headers, "jaegerBaggageHeader", config.jaegerBaggageHeader());
  AddText(&headers, "TraceContextHeaderName", config.traceContextHeaderName());
  AddText(&headers, "traceBaggageHeaderPrefix", config.traceBaggageHeaderPrefix());
  return headers;
}

// Only what was asked for: each is a warning.
Node RestrictionsOf(const jaegertracing::baggage::RestrictionsConfig& config) {
  Node restrictions = MapNamed("baggage_restrictions");
  if (config.denyBaggageOnInitializationFailure()) {
    AddTrue(&restrictions, "denyBaggageOnInitializationFailure");
  }
  if (!config.hostPort().empty()) AddText(&restrictions, "hostPort", config.hostPort());
  return restrictions;
}

Node TagsOf(const std::vector<jaegertracing::Tag>& tags) {
  Node map = MapNamed("tags");
  std::string scratch;
  for (const jaegertracing::Tag& tag : tags) {
    AddText(&map, tag.key(), std::string(opentracing_shim::ToText(tag.value(), &scratch)));
  }
  return map;
}

// The flush interval has a file's unit, seconds, and a variable's, milliseconds: the finer one.
constexpr char kFlushInterval[] = "JAEGER_REPORTER_FLUSH_INTERVAL";

}  // namespace

Settings ToSettings(const std::string& service_name, const jaegertracing::Config& config,
                    const core::Environment& environment) {
  Node node = MapNamed("");
  AddText(&node, "service_name", service_name);
  if (config.disabled()) AddTrue(&node, "disabled");
  AddText(&node, "propagation_format",
          config.propagationFormat() == jaegertracing::propagation::W3C ? "w3c" : "jaeger");
  node.children.push_back(TagsOf(config.tags()));
  node.children.push_back(SamplerOf(config.sampler()));
  node.children.push_back(ReporterOf(config.reporter()));
  node.children.push_back(HeadersOf(config.headers()));
  node.children.push_back(RestrictionsOf(config.baggageRestrictions()));

  core::Environment below = [environment,
                             flush = CountOf<std::chrono::milliseconds>(
                                 config.reporter().bufferFlushInterval())](const char* name) {
    const std::string_view variable(name);
    if (variable == kFlushInterval) return std::optional<std::string>(flush);
    if (variable.substr(0, 7) == "JAEGER_") return std::optional<std::string>();
    return environment(name);
  };
  return {&legacy_configuration::kJaeger, std::move(node), std::move(below)};
}

}  // namespace tracebridge::legacy_clients
