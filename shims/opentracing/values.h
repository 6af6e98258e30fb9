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

#include <cstddef>
#include <cstdint>
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

// Returns `value` as text: `true`, `-7`, `0.75`, `NaN`, `null`. It refers to the characters of `value`
// or of `*scratch`; use it while both live unchanged. Without memory: an empty string, counted.
std::string_view ToText(const opentracing::Value& value, std::string* scratch) noexcept;

namespace internal {

// Calls `use` with the attribute value: each alternative is made where it is used, and only what
// becomes text on the way needs memory.
template <class Use>
struct WithAttribute {
  using AttributeValue = opentelemetry::common::AttributeValue;
  using Text = opentelemetry::nostd::string_view;

  void operator()(bool x) const { use(AttributeValue{x}); }
  void operator()(double x) const { use(AttributeValue{x}); }
  void operator()(int64_t x) const { use(AttributeValue{x}); }
  void operator()(uint64_t x) const {
    if (x > static_cast<uint64_t>(INT64_MAX)) return UseText();  // OTLP's widest integer is signed
    use(AttributeValue{static_cast<int64_t>(x)});
  }
  void operator()(const std::string& x) const { use(AttributeValue{Text{x.data(), x.size()}}); }
  void operator()(opentracing::string_view x) const { use(AttributeValue{ToOtel(x)}); }
  void operator()(std::nullptr_t) const { use(AttributeValue{Text{"null"}}); }
  void operator()(const char* x) const { use(AttributeValue{Text{x == nullptr ? "" : x}}); }
  void operator()(const opentracing::Values&) const { UseText(); }
  void operator()(const opentracing::Dictionary&) const { UseText(); }

  void UseText() const {
    std::string scratch;
    const std::string_view text = ToText(value, &scratch);
    use(AttributeValue{Text{text.data(), text.size()}});
  }

  const opentracing::Value& value;
  Use& use;
};

}  // namespace internal

// Calls `use` with `value` as an attribute value, which lives until `use` returns. Without memory:
// an empty string, counted.
template <class Use>
void UseAsOtel(const opentracing::Value& value, Use use) noexcept {
  const internal::WithAttribute<Use> visitor{value, use};
  // Most values are literals. A visit asks for one alternative after another, and for this one late.
  if (value.is<const char*>()) return visitor(value.get<const char*>());
  opentracing::Value::visit(value, visitor);
}

}  // namespace tracebridge::opentracing_shim
