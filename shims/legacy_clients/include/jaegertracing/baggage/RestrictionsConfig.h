// Which baggage a server allows. It never had an effect in jaeger-client-cpp 0.9, and has none here.
#pragma once

#include <chrono>
#include <string>

#include "jaegertracing/Constants.h"
#include "jaegertracing/utils/YAML.h"

namespace jaegertracing {
namespace baggage {

class RestrictionsConfig {
 public:
  using Clock = std::chrono::steady_clock;

#ifdef JAEGERTRACING_WITH_YAML_CPP
  static RestrictionsConfig parse(const YAML::Node& config) {
    if (!config.IsDefined() || !config.IsMap()) return RestrictionsConfig();
    using utils::yaml::findOrDefault;
    return RestrictionsConfig(
        findOrDefault<bool>(config, "denyBaggageOnInitializationFailure", false),
        findOrDefault<std::string>(config, "hostPort", ""),
        std::chrono::seconds(findOrDefault<int>(config, "refreshInterval", 0)));
  }
#endif

  explicit RestrictionsConfig(bool denyBaggageOnInitializationFailure = false,
                              const std::string& hostPort = "",
                              const Clock::duration& refreshInterval = Clock::duration())
      : _denyBaggageOnInitializationFailure(denyBaggageOnInitializationFailure),
        _hostPort(hostPort),
        _refreshInterval(refreshInterval) {}

  bool denyBaggageOnInitializationFailure() const { return _denyBaggageOnInitializationFailure; }
  const std::string& hostPort() const { return _hostPort; }
  const Clock::duration& refreshInterval() const { return _refreshInterval; }

 private:
  bool _denyBaggageOnInitializationFailure;
  std::string _hostPort;
  Clock::duration _refreshInterval;
};

}  // namespace baggage
}  // namespace jaegertracing
