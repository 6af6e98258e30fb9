// jaegertracing::Config::fromEnv() and its parts.
//
// Source: jaeger-client-cpp 0.9.0, Config.cpp, samplers/Config.cpp, reporters/Config.cpp, utils/EnvVariable.h: a variable
// that is no number where one is wanted, or no positive one, changes nothing; any word but `true` is false.
#include "jaegertracing/Config.h"

#include <charconv>
#include <iostream>
#include <optional>
#include <string_view>

#include "otel_core/sdk/src/common/environment.h"
#include "otel_core/sdk/src/common/text.h"

namespace jaegertracing {
namespace {

namespace core = tracebridge::core;

// "" when it is not set.
std::string Variable(const char* name) { return core::ProcessEnvironment()(name).value_or(""); }

void SetText(const char* name, std::string* member) {
  std::string text = Variable(name);
  if (!text.empty()) *member = std::move(text);
}

void SetTruth(const char* name, bool* member) {
  const std::string text = Variable(name);
  if (!text.empty()) *member = core::Lower(text) == "true";
}

template <class Number>
std::optional<Number> NumberIn(const char* name) {
  const std::string text = Variable(name);
  const std::string_view digits = core::Trim(text);
  Number number{};
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

// host:port, either of which may be missing.
void SetAgent(const std::string& host, std::optional<int> port, std::string* agent) {
  const auto colon = agent->find(':');
  const std::string old_host = agent->substr(0, colon);
  const std::string old_port = colon == agent->npos ? "0" : agent->substr(colon + 1);
  *agent = (host.empty() ? old_host : host) + ":" + (port ? std::to_string(*port) : old_port);
}

}  // namespace

void samplers::Config::fromEnv() {
  SetText(kJAEGER_SAMPLER_TYPE_ENV_PROP, &_type);
  if (const auto param = NumberIn<double>(kJAEGER_SAMPLER_PARAM_ENV_PROP)) _param = *param;
  SetText(kJAEGER_SAMPLING_ENDPOINT_ENV_PROP, &_samplingServerURL);
}

void reporters::Config::fromEnv() {
  const std::string host = Variable(kJAEGER_AGENT_HOST_ENV_PROP);
  const auto port = NumberIn<int>(kJAEGER_AGENT_PORT_ENV_PROP);
  if (!host.empty() || port) SetAgent(host, port, &_localAgentHostPort);
  SetText(kJAEGER_ENDPOINT_ENV_PROP, &_endpoint);
  SetTruth(kJAEGER_REPORTER_LOG_SPANS_ENV_PROP, &_logSpans);
  const auto interval = NumberIn<int>(kJAEGER_REPORTER_FLUSH_INTERVAL_ENV_PROP);
  if (interval && *interval > 0) _bufferFlushInterval = std::chrono::milliseconds(*interval);
  const auto size = NumberIn<int>(kJAEGER_REPORTER_MAX_QUEUE_SIZE_ENV_PROP);
  if (size && *size > 0) _queueSize = *size;
}

void Config::fromEnv() {
  SetTruth(kJAEGER_JAEGER_DISABLED_ENV_PROP, &_disabled);
  SetTruth(kJAEGER_JAEGER_TRACEID_128BIT_ENV_PROP, &_traceId128Bit);
  const std::string format = Variable(kJAEGER_PROPAGATION_ENV_PROP);
  if (!format.empty()) _propagationFormat = parsePropagationFormat(format);
  SetText(kJAEGER_SERVICE_NAME_ENV_PROP, &_serviceName);
  // `key=value`; what has two equals signs, or none, is left out.
  const std::string tags = Variable(kJAEGER_TAGS_ENV_PROP);
  for (const std::string_view tag : core::SplitList(tags)) {
    const auto at = tag.find('=');
    if (at == tag.npos || tag.find('=', at + 1) != tag.npos) continue;
    _tags.emplace_back(std::string(tag.substr(0, at)), std::string(tag.substr(at + 1)));
  }
  _reporter.fromEnv();
  _sampler.fromEnv();
}

propagation::Format Config::parsePropagationFormat(const std::string& text) {
  if (text == "w3c") return propagation::Format::W3C;
  if (text != "jaeger") {
    std::cerr << "ERROR: unknown propagation format '" << text << "', using jaeger\n";
  }
  return propagation::Format::JAEGER;
}

}  // namespace jaegertracing
