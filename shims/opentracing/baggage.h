// Baggage: OpenTracing's items are OpenTelemetry's entries. Each set is immutable; a change makes a
// new one. A null pointer is the empty set, which most spans have and which costs nothing.
#pragma once

#include <string>
#include <string_view>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"

namespace tracebridge::opentracing_shim {

using BaggagePointer = opentelemetry::nostd::shared_ptr<opentelemetry::baggage::Baggage>;

bool IsEmpty(const BaggagePointer& baggage) noexcept;

// Returns the value of `key`, or the empty string.
std::string Item(const BaggagePointer& baggage, std::string_view key);

// Returns `baggage` with `key` set to `value`, whatever bytes they hold: propagators encode them.
// Throws std::bad_alloc only.
BaggagePointer WithItem(const BaggagePointer& baggage, std::string_view key,
                        std::string_view value);

// Returns the items of both; of `first` where both have a key. Throws std::bad_alloc only.
BaggagePointer Union(const BaggagePointer& first, const BaggagePointer& second);

// Returns the baggage of `context`; null when it has none or an empty one.
BaggagePointer BaggageOf(const opentelemetry::context::Context& context) noexcept;

// Returns `context` with `baggage`, and itself where that is what it has already.
opentelemetry::context::Context WithBaggage(const opentelemetry::context::Context& context,
                                            const BaggagePointer& baggage);

}  // namespace tracebridge::opentracing_shim
