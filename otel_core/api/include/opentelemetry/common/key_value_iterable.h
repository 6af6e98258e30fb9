// A collection of attributes that calls back with each: how attributes cross the API.
#pragma once

#include <cstddef>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {

class KeyValueIterable {
 public:
  KeyValueIterable() = default;
  KeyValueIterable(const KeyValueIterable&) = default;
  KeyValueIterable& operator=(const KeyValueIterable&) = default;
  KeyValueIterable(KeyValueIterable&&) noexcept = default;
  KeyValueIterable& operator=(KeyValueIterable&&) noexcept = default;
  virtual ~KeyValueIterable() = default;

  // Calls `callback` with each pair, in order, until it returns false. Returns whether it was
  // called with all. Keys and values are valid only during their call.
  virtual bool ForEachKeyValue(
      nostd::function_ref<bool(nostd::string_view, AttributeValue)> callback) const noexcept = 0;

  // Returns the number of pairs.
  virtual std::size_t size() const noexcept = 0;
};

// The collection of nothing.
class NoopKeyValueIterable : public KeyValueIterable {
 public:
  bool ForEachKeyValue(
      nostd::function_ref<bool(nostd::string_view, AttributeValue)>) const noexcept override {
    return true;
  }
  std::size_t size() const noexcept override { return 0; }
};

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
