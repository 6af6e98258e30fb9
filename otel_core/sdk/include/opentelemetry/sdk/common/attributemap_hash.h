// A hash over a map of attributes, equal for equal maps.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

template <class T>
void GetHash(std::size_t& seed, const T& value) {
  seed ^= std::hash<T>{}(value) + 0x9e3779b9 + (seed << 6) + (seed >> 2);
}

template <class T>
void GetHash(std::size_t& seed, const std::vector<T>& values) {
  for (const T& value : values) GetHash<T>(seed, value);
}

inline std::size_t GetHashForAttributeMap(const OrderedAttributeMap& attributes) {
  std::size_t seed = 0;
  for (const auto& [key, value] : attributes) {
    GetHash(seed, key);
    nostd::visit([&seed](const auto& v) { GetHash(seed, v); }, value);
  }
  return seed;
}

template <class T>
std::size_t GetHash(T value) {
  return std::hash<T>{}(value);
}

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
