// An OpenTracing Value, translated to an OpenTelemetry attribute value.
//
//   true, 0.75, -7                 ->  true, 0.75, -7
//   7u                             ->  7
//   18446744073709551615u          ->  "18446744073709551615"   (above 2^63-1)
//   "text", std::string, nullptr   ->  "text", "text", "null"
//   [1, "a"], {"k": [1]}           ->  "[1,\"a\"]", "{\"k\":[1]}"
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Set Tag": "If the type
// of the specified value is not supported by the OTel API, the value MUST be converted to a
// string." Why: docs/RATIONALE.md, "Why is a nested OpenTracing value JSON text?".
#pragma once

#include <opentracing/value.h>

#include <string>
#include <string_view>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge::opentracing_shim {

inline opentelemetry::nostd::string_view ToOtel(opentracing::string_view text) noexcept {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}

inline std::string_view ToStd(opentracing::string_view text) noexcept {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}

// Returns `value` as an attribute value. It refers to the characters of `value` or of `*scratch`;
// use it while both live unchanged. Without memory: an empty string, counted.
opentelemetry::common::AttributeValue ToOtel(const opentracing::Value& value,
                                             std::string* scratch) noexcept;

// Returns `value` as text, under the same conditions: `true`, `-7`, `0.75`, `NaN`, `null`.
std::string_view ToText(const opentracing::Value& value, std::string* scratch) noexcept;

}  // namespace tracebridge::opentracing_shim
