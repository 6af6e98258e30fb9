// A finished span as a member of OTLP's ScopeSpans: tag, length, and the Span.
//
//   12 5e  0a 10 <trace id>  12 08 <span id>  22 08 <parent>  30 02  39 <start>  41 <end>  85 01 <flags>  2a 0a "GET /items" ...
//
// A record holds what varies in length in this form already (span_record.h): what is written here are the fields of fixed size,
// and one copy.
//
// Source: opentelemetry-proto 1.10, trace/v1/trace.proto "Span", "ScopeSpans".
#pragma once

#include <cstddef>
#include <cstdint>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge::otlp {

// Returns the bytes of the Span alone.
std::size_t SpanSize(const opentelemetry::sdk::trace::SpanRecord& span) noexcept;

// Returns the bytes of the member whose Span has `span_size` bytes.
std::size_t MemberSize(std::size_t span_size) noexcept;

// Writes the member and returns its end; `span_size` is SpanSize(span). The caller has made room.
std::uint8_t* PutMember(std::uint8_t* p, const opentelemetry::sdk::trace::SpanRecord& span,
                        std::size_t span_size) noexcept;

}  // namespace tracebridge::otlp
