// The JSON text of an OpenTracing Value: `{"k":[1,true,null]}`, keys in order, no spaces.
#pragma once

#include <opentracing/value.h>

#include <string>

namespace tracebridge::opentracing_shim {

// Returns the text of `value`. Bytes that are not UTF-8 become U+FFFD; NaN and infinities, which
// JSON lacks, become null. Throws std::bad_alloc only.
std::string JsonText(const opentracing::Value& value);

}  // namespace tracebridge::opentracing_shim
