// The names of Jaeger's headers; "" stands for the usual one.
#pragma once

#include <string>

#include "jaegertracing/Constants.h"
#include "jaegertracing/utils/YAML.h"

namespace jaegertracing {
namespace propagation {

class HeadersConfig {
 public:
#ifdef JAEGERTRACING_WITH_YAML_CPP
  static HeadersConfig parse(const YAML::Node& config) {
    if (!config.IsDefined() || !config.IsMap()) return HeadersConfig();
    const auto name = [&config](const char* key) {
      return utils::yaml::findOrDefault<std::string>(config, key, "");
    };
    return HeadersConfig(name("jaegerDebugHeader"), name("jaegerBaggageHeader"),
                         name("TraceContextHeaderName"), name("traceBaggageHeaderPrefix"));
  }
#endif

  HeadersConfig() : HeadersConfig("", "", "", "") {}

  HeadersConfig(const std::string& jaegerDebugHeader, const std::string& jaegerBaggageHeader,
                const std::string& traceContextHeaderName,
                const std::string& traceBaggageHeaderPrefix)
      : _jaegerDebugHeader(orElse(jaegerDebugHeader, kJaegerDebugHeader)),
        _jaegerBaggageHeader(orElse(jaegerBaggageHeader, kJaegerBaggageHeader)),
        _traceContextHeaderName(orElse(traceContextHeaderName, kTraceContextHeaderName)),
        _traceBaggageHeaderPrefix(orElse(traceBaggageHeaderPrefix, kTraceBaggageHeaderPrefix)) {}

  const std::string& jaegerDebugHeader() const { return _jaegerDebugHeader; }
  const std::string& jaegerBaggageHeader() const { return _jaegerBaggageHeader; }
  const std::string& traceContextHeaderName() const { return _traceContextHeaderName; }
  const std::string& traceBaggageHeaderPrefix() const { return _traceBaggageHeaderPrefix; }

 private:
  static std::string orElse(const std::string& name, const char* usual) {
    return name.empty() ? usual : name;
  }

  std::string _jaegerDebugHeader;
  std::string _jaegerBaggageHeader;
  std::string _traceContextHeaderName;
  std::string _traceBaggageHeaderPrefix;
};

}  // namespace propagation
}  // namespace jaegertracing
