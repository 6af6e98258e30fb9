#include "shims/bridge/sampling_priority.h"

#include <charconv>
#include <system_error>
#include <type_traits>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"

namespace tracebridge::bridge {
namespace {

namespace nostd = opentelemetry::nostd;

constexpr char kSamplingPriority[] = "sampling.priority";

struct IsAboveZero {
  bool operator()(nostd::string_view text) const noexcept {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end && number > 0;
  }
  bool operator()(const char* text) const noexcept { return (*this)(nostd::string_view(text)); }
  bool operator()(bool) const noexcept { return false; }
  template <class T>
  bool operator()(const T& value) const noexcept {
    if constexpr (std::is_arithmetic_v<T>) {
      return value > 0;
    } else {
      return false;  // an array
    }
  }
};

}  // namespace

bool AsksForSampling(const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  bool asks = false;
  attributes.ForEachKeyValue(
      [&](nostd::string_view key, opentelemetry::common::AttributeValue value) noexcept {
        if (key == kSamplingPriority) asks = nostd::visit(IsAboveZero(), value);
        return true;
      });
  return asks;
}

}  // namespace tracebridge::bridge
