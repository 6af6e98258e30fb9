// The binary forms that OpenTracing's tracers wrote to streams, told apart by how they begin.
//
//   00000014 09 .. 11 ..         BasicTracerBinary: the length of the rest, then field 1
//   12 14    09 .. 11 ..         LightStepBinary: field 2, the length of the rest, then field 1
//   anything else                JaegerBinary: a random trace id looks like one of the others once in 2^32 times
//
// Jaeger's is that of its C++ client (JaegerBinary::ByteOrder) unless a number of items says otherwise: without items nothing
// does, and these streams are C++'s.
//
// All of them tell how long they are, so whoever reads them from a stream takes no byte of what follows:
//
//   while (std::size_t missing = MissingOfOpenTracingBinary(bytes)) { ... append `missing` bytes, or stop ... }
//   context = FromOpenTracingBinary(bytes, context);
#pragma once

#include <cstddef>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/string_view.h"

namespace tracebridge {

// Returns how many more bytes the form has at least that begins with `bytes`; 0 when it is whole.
std::size_t MissingOfOpenTracingBinary(opentelemetry::nostd::string_view bytes) noexcept;

// Returns `context` with what `bytes` say; as it is when they are of none of these forms (counted as malformed) or say
// nothing.
opentelemetry::context::Context FromOpenTracingBinary(
    opentelemetry::nostd::string_view bytes,
    const opentelemetry::context::Context& context) noexcept;

}  // namespace tracebridge
