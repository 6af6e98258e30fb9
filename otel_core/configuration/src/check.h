// Whether the value of a setting makes sense.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "otel_core/configuration/src/settings.h"
#include "otel_core/configuration/src/value_types.h"

namespace tracebridge::core {

// Returns what is wrong with `value` for `setting`, or nothing.
std::optional<Error> Check(const Setting& setting, double value);
std::optional<Error> Check(const Setting& setting, const std::string& value);
std::optional<Error> Check(const Setting& setting, const KeyValueList& value);

inline std::optional<Error> Check(const Setting&, bool) { return std::nullopt; }

inline std::optional<Error> Check(const Setting& setting, std::uint32_t value) {
  return Check(setting, static_cast<double>(value));
}

inline std::optional<Error> Check(const Setting& setting, std::chrono::milliseconds value) {
  return Check(setting, static_cast<double>(value.count()));
}

// A number that was cast to the type, and is none of its enumerators.
template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::optional<Error> Check(const Setting&, Enum value) {
  if (!ToText(value).empty()) return std::nullopt;
  return UnknownValue(std::to_string(static_cast<int>(value)), KnownNames<Enum>());
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::optional<Error> Check(const Setting& setting, const std::vector<Enum>& value) {
  for (const Enum item : value) {
    if (auto error = Check(setting, item)) return error;
    if (item == Enum::kNone && value.size() > 1) return NoneAmongOthers();
  }
  return std::nullopt;
}

}  // namespace tracebridge::core
