// How many traces are recorded: `const`, `probabilistic`, `ratelimiting` or `remote`.
#pragma once

#include <chrono>
#include <memory>
#include <sstream>
#include <string>

#include "jaegertracing/Constants.h"
#include "jaegertracing/Logging.h"
#include "jaegertracing/utils/YAML.h"

namespace jaegertracing {
namespace samplers {

class Config {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr auto kDefaultSamplingProbability = 0.001;
  static constexpr auto kDefaultSamplingServerURL = "http://127.0.0.1:5778/sampling";
  static constexpr auto kDefaultMaxOperations = 2000;

  static constexpr auto kJAEGER_SAMPLER_TYPE_ENV_PROP = "JAEGER_SAMPLER_TYPE";
  static constexpr auto kJAEGER_SAMPLER_PARAM_ENV_PROP = "JAEGER_SAMPLER_PARAM";
  static constexpr auto kJAEGER_SAMPLING_ENDPOINT_ENV_PROP = "JAEGER_SAMPLING_ENDPOINT";

  static Clock::duration defaultSamplingRefreshInterval() { return std::chrono::minutes(1); }

#ifdef JAEGERTRACING_WITH_YAML_CPP
  static Config parse(const YAML::Node& config) {
    if (!config.IsDefined() || !config.IsMap()) return Config();
    using utils::yaml::findOrDefault;
    return Config(findOrDefault<std::string>(config, "type", ""),
                  findOrDefault<double>(config, "param", -1),
                  findOrDefault<std::string>(config, "samplingServerURL", ""),
                  findOrDefault<int>(config, "maxOperations", 0),
                  std::chrono::seconds(findOrDefault<int>(config, "samplingRefreshInterval", 0)));
  }
#endif

  // "", -1 and 0 stand for the defaults.
  explicit Config(const std::string& type = kSamplerTypeRemote,
                  double param = kDefaultSamplingProbability,
                  const std::string& samplingServerURL = kDefaultSamplingServerURL,
                  int maxOperations = kDefaultMaxOperations,
                  const Clock::duration& samplingRefreshInterval = defaultSamplingRefreshInterval())
      : _type(type.empty() ? kSamplerTypeRemote : type),
        _param(param == -1 ? kDefaultSamplingProbability : param),
        _samplingServerURL(samplingServerURL.empty() ? kDefaultSamplingServerURL
                                                     : samplingServerURL),
        _maxOperations(maxOperations == 0 ? kDefaultMaxOperations : maxOperations),
        _samplingRefreshInterval(samplingRefreshInterval.count() > 0
                                     ? samplingRefreshInterval
                                     : defaultSamplingRefreshInterval()) {}

  const std::string& type() const { return _type; }
  double param() const { return _param; }
  const std::string& samplingServerURL() const { return _samplingServerURL; }
  int maxOperations() const { return _maxOperations; }
  const Clock::duration& samplingRefreshInterval() const { return _samplingRefreshInterval; }

  // Overlaid with JAEGER_SAMPLER_TYPE, JAEGER_SAMPLER_PARAM and JAEGER_SAMPLING_ENDPOINT.
  void fromEnv();

 private:
  std::string _type;
  double _param;
  std::string _samplingServerURL;
  int _maxOperations;
  Clock::duration _samplingRefreshInterval;
};

}  // namespace samplers
}  // namespace jaegertracing
