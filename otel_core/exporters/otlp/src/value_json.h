// Attribute values for formats that have text where OTLP has types.
//
//   text a"b    as JSON "a\"b"       as text a"b
//   double 0.5          0.5                 0.5
//   double NaN          "NaN"               NaN
//   array               [1,"a",null]        [1,"a",null]
//   bytes               Base64, quoted      Base64
//   no value            null                (empty)
#pragma once

#include <string>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::otlp {

// Appends `value` as plain JSON. Throws std::bad_alloc.
void AppendJson(const opentelemetry::sdk::trace::ValueView& value, std::string* out);

// Returns `value` as text. Throws std::bad_alloc.
std::string TextOf(const opentelemetry::sdk::trace::ValueView& value);

}  // namespace tracebridge::otlp
