// Counts what a Protobuf body would become, before anything is allocated for it.
//
// Two bytes of a body (`4a 00`, an empty attribute) become a hundred bytes of objects, and nested
// values become a recursion; so a body is walked first, by the table in wire_budget.cc.
#pragma once

#include <optional>
#include <string_view>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

enum class WireRequest { kTraces, kMetrics };

// Returns why an ExportTraceServiceRequest or ExportMetricsServiceRequest must not be decoded: it is over `limits`, or not
// Protobuf (also: the group encoding, which OTLP does not use). Needs no memory that depends on the
// body.
std::optional<DecodeError> CheckWireBudget(std::string_view body, WireRequest request,
                                           const DecodeLimits& limits);

}  // namespace tracebridge::tail
