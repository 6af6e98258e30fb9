// JSON scalars, read as the proto3 JSON mapping reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "migration/tail/model.h"

namespace tracebridge::tail {

using JsonScalar = std::variant<std::nullptr_t, bool, int64_t, uint64_t, double, std::string>;

// Each returns nothing if the scalar does not say such a value. Integers: a number without
// fraction, or decimal text. Doubles: a number, its text, or `NaN`, `Infinity`, `-Infinity`.
std::optional<uint64_t> ToUint64(const JsonScalar& scalar);
std::optional<int64_t> ToInt64(const JsonScalar& scalar);
std::optional<double> ToDouble(const JsonScalar& scalar);

// Reads both base64 alphabets, with or without padding.
std::optional<std::string> FromBase64(std::string_view text);

// Returns all zeros for text that is not exactly the digits of an id.
TraceId TraceIdFromHex(std::string_view text);
SpanId SpanIdFromHex(std::string_view text);

// Replaces each `\uD83D` that has no other half by `\uFFFD`, in place and outside of escaped
// backslashes, so that a strict JSON reader takes the text.
void ReplaceLoneSurrogates(std::string& json);

}  // namespace tracebridge::tail
