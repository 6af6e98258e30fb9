// The settings of jaeger-client-cpp 0.9. What becomes of each: docs/legacy-configuration.md, "Jaeger".
#pragma once

#include <string>
#include <vector>

#include "jaegertracing/Compilers.h"
#include "jaegertracing/Constants.h"
#include "jaegertracing/Tag.h"
#include "jaegertracing/baggage/RestrictionsConfig.h"
#include "jaegertracing/propagation/Format.h"
#include "jaegertracing/propagation/HeadersConfig.h"
#include "jaegertracing/reporters/Config.h"
#include "jaegertracing/samplers/Config.h"
#include "jaegertracing/utils/YAML.h"

namespace jaegertracing {

class Config {
 public:
  static constexpr auto kJAEGER_SERVICE_NAME_ENV_PROP = "JAEGER_SERVICE_NAME";
  static constexpr auto kJAEGER_TAGS_ENV_PROP = "JAEGER_TAGS";
  static constexpr auto kJAEGER_JAEGER_DISABLED_ENV_PROP = "JAEGER_DISABLED";
  static constexpr auto kJAEGER_JAEGER_TRACEID_128BIT_ENV_PROP = "JAEGER_TRACEID_128BIT";
  static constexpr auto kJAEGER_PROPAGATION_ENV_PROP = "JAEGER_PROPAGATION";

#ifdef JAEGERTRACING_WITH_YAML_CPP
  // Throws YAML::BadConversion for a value of another type. Ignores names that it does not know.
  static Config parse(const YAML::Node& config) {
    if (!config.IsDefined() || !config.IsMap()) return Config();
    using utils::yaml::findOrDefault;
    std::vector<Tag> tags;
    const YAML::Node listed = config["tags"];
    for (YAML::const_iterator tag = listed.begin(); tag != listed.end(); ++tag) {
      tags.emplace_back(tag->first.as<std::string>(), tag->second.as<std::string>());
    }
    return Config(
        findOrDefault<bool>(config, "disabled", false),
        findOrDefault<bool>(config, "traceid_128bit", false),
        samplers::Config::parse(config["sampler"]), reporters::Config::parse(config["reporter"]),
        propagation::HeadersConfig::parse(config["headers"]),
        baggage::RestrictionsConfig::parse(config["baggage_restrictions"]),
        findOrDefault<std::string>(config, "service_name", ""), tags,
        parsePropagationFormat(findOrDefault<std::string>(config, "propagation_format", "jaeger")));
  }
#endif

  explicit Config(
      bool disabled = false, bool traceId128Bit = false,
      const samplers::Config& sampler = samplers::Config(),
      const reporters::Config& reporter = reporters::Config(),
      const propagation::HeadersConfig& headers = propagation::HeadersConfig(),
      const baggage::RestrictionsConfig& baggageRestrictions = baggage::RestrictionsConfig(),
      const std::string& serviceName = "", const std::vector<Tag>& tags = std::vector<Tag>(),
      const propagation::Format propagationFormat = propagation::Format::JAEGER)
      : _disabled(disabled),
        _traceId128Bit(traceId128Bit),
        _propagationFormat(propagationFormat),
        _serviceName(serviceName),
        _tags(tags),
        _sampler(sampler),
        _reporter(reporter),
        _headers(headers),
        _baggageRestrictions(baggageRestrictions) {}

  // As it was in 0.5 and before, which many programs were written for.
  Config(bool disabled, const samplers::Config& sampler,
         const reporters::Config& reporter = reporters::Config(),
         const propagation::HeadersConfig& headers = propagation::HeadersConfig(),
         const baggage::RestrictionsConfig& baggageRestrictions = baggage::RestrictionsConfig(),
         const std::string& serviceName = "", const std::vector<Tag>& tags = std::vector<Tag>())
      : Config(disabled, false, sampler, reporter, headers, baggageRestrictions, serviceName,
               tags) {}

  bool disabled() const { return _disabled; }
  bool traceId128Bit() const { return _traceId128Bit; }
  propagation::Format propagationFormat() const { return _propagationFormat; }
  const samplers::Config& sampler() const { return _sampler; }
  const reporters::Config& reporter() const { return _reporter; }
  const propagation::HeadersConfig& headers() const { return _headers; }
  const baggage::RestrictionsConfig& baggageRestrictions() const { return _baggageRestrictions; }
  const std::string& serviceName() const { return _serviceName; }
  const std::vector<Tag>& tags() const { return _tags; }

  // Overlaid with the JAEGER_* variables of this process, those of the sampler and the reporter as well. Variables that the
  // program does not ask for do not count.
  void fromEnv();

 private:
  // Another word than `jaeger` and `w3c` is told on std::cerr, and stands for `jaeger`.
  static propagation::Format parsePropagationFormat(const std::string& text);

  bool _disabled;
  bool _traceId128Bit;
  propagation::Format _propagationFormat;
  std::string _serviceName;
  std::vector<Tag> _tags;
  samplers::Config _sampler;
  reporters::Config _reporter;
  propagation::HeadersConfig _headers;
  baggage::RestrictionsConfig _baggageRestrictions;
};

}  // namespace jaegertracing
