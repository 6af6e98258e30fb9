// Where spans go: an agent, or a collector.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "jaegertracing/Logging.h"
#include "jaegertracing/utils/YAML.h"

namespace jaegertracing {
namespace reporters {

class Config {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr auto kDefaultQueueSize = 100;
  static constexpr auto kDefaultLocalAgentHostPort = "127.0.0.1:6831";
  static constexpr auto kDefaultEndpoint = "";

  static constexpr auto kJAEGER_AGENT_HOST_ENV_PROP = "JAEGER_AGENT_HOST";
  static constexpr auto kJAEGER_AGENT_PORT_ENV_PROP = "JAEGER_AGENT_PORT";
  static constexpr auto kJAEGER_ENDPOINT_ENV_PROP = "JAEGER_ENDPOINT";
  static constexpr auto kJAEGER_REPORTER_LOG_SPANS_ENV_PROP = "JAEGER_REPORTER_LOG_SPANS";
  static constexpr auto kJAEGER_REPORTER_FLUSH_INTERVAL_ENV_PROP = "JAEGER_REPORTER_FLUSH_INTERVAL";
  static constexpr auto kJAEGER_REPORTER_MAX_QUEUE_SIZE_ENV_PROP = "JAEGER_REPORTER_MAX_QUEUE_SIZE";

  static Clock::duration defaultBufferFlushInterval() { return std::chrono::seconds(10); }

#ifdef JAEGERTRACING_WITH_YAML_CPP
  static Config parse(const YAML::Node& config) {
    if (!config.IsDefined() || !config.IsMap()) return Config();
    using utils::yaml::findOrDefault;
    return Config(findOrDefault<int>(config, "queueSize", 0),
                  std::chrono::seconds(findOrDefault<int>(config, "bufferFlushInterval", 0)),
                  findOrDefault<bool>(config, "logSpans", false),
                  findOrDefault<std::string>(config, "localAgentHostPort", ""),
                  findOrDefault<std::string>(config, "endpoint", ""));
  }
#endif

  // 0 and "" stand for the defaults. With an `endpoint`, a collector's URL, the agent receives nothing.
  explicit Config(int queueSize = kDefaultQueueSize,
                  const Clock::duration& bufferFlushInterval = defaultBufferFlushInterval(),
                  bool logSpans = false,
                  const std::string& localAgentHostPort = kDefaultLocalAgentHostPort,
                  const std::string& endpoint = kDefaultEndpoint)
      : _queueSize(queueSize > 0 ? queueSize : kDefaultQueueSize),
        _bufferFlushInterval(bufferFlushInterval.count() > 0 ? bufferFlushInterval
                                                             : defaultBufferFlushInterval()),
        _logSpans(logSpans),
        _localAgentHostPort(localAgentHostPort.empty() ? kDefaultLocalAgentHostPort
                                                       : localAgentHostPort),
        _endpoint(endpoint) {}

  int queueSize() const { return _queueSize; }
  const Clock::duration& bufferFlushInterval() const { return _bufferFlushInterval; }
  bool logSpans() const { return _logSpans; }
  const std::string& localAgentHostPort() const { return _localAgentHostPort; }
  const std::string& endpoint() const { return _endpoint; }

  // Overlaid with JAEGER_AGENT_HOST, JAEGER_AGENT_PORT, JAEGER_ENDPOINT and JAEGER_REPORTER_*.
  void fromEnv();

 private:
  int _queueSize;
  Clock::duration _bufferFlushInterval;
  bool _logSpans;
  std::string _localAgentHostPort;
  std::string _endpoint;
};

}  // namespace reporters
}  // namespace jaegertracing
