// Ids as numbers, as legacy clients have them.
#pragma once

#include <cstdint>
#include <string>

#include "opentelemetry/trace/span_context.h"

namespace tracebridge::legacy_clients {

std::uint64_t ToNumber(const std::uint8_t* bytes) noexcept;  // of 8, the highest first

// Returns the context of a span of another process.
opentelemetry::trace::SpanContext RemoteContext(std::uint64_t trace_id_high,
                                                std::uint64_t trace_id_low, std::uint64_t span_id,
                                                bool is_sampled, bool is_debug = false,
                                                const std::string& trace_state = "");

}  // namespace tracebridge::legacy_clients
