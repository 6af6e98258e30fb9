// A member of a YAML map, for Config::parse() and its like.
#pragma once

#include "jaegertracing/Constants.h"

#ifdef JAEGERTRACING_WITH_YAML_CPP

#include <yaml-cpp/yaml.h>

namespace jaegertracing {
namespace utils {
namespace yaml {

// Returns `fallback` where there is no `key`. Throws YAML::BadConversion for a value of another type.
template <typename ValueType, typename KeyType, typename DefaultValueType>
ValueType findOrDefault(const YAML::Node& node, const KeyType& key,
                        const DefaultValueType& fallback) {
  const YAML::Node value = node[key];
  return value.IsDefined() ? value.template as<ValueType>() : ValueType(fallback);
}

}  // namespace yaml
}  // namespace utils
}  // namespace jaegertracing

#endif  // JAEGERTRACING_WITH_YAML_CPP
