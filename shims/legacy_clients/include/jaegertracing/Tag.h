// A key with a value of OpenTracing's: what Config has for all spans of a process.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/value.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "jaegertracing/Compilers.h"

namespace jaegertracing {

class Tag {
 public:
  using ValueType = opentracing::Value;

  template <typename ValueArg>
  Tag(const std::string& key, ValueArg&& value)
      : _key(key), _value(std::forward<ValueArg>(value)) {}

  template <typename ValueArg>
  Tag(const std::pair<std::string, ValueArg>& pair) : _key(pair.first), _value(pair.second) {}

  bool operator==(const Tag& other) const { return _key == other._key && _value == other._value; }

  const std::string& key() const { return _key; }
  const ValueType& value() const { return _value; }

 private:
  std::string _key;
  ValueType _value;
};

}  // namespace jaegertracing
