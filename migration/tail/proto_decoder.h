// A Protobuf request body of POST /v1/traces, decoded.
#pragma once

#include <string_view>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Returns the spans of a serialized ExportTraceServiceRequest, in its order.
// Text that is not UTF-8 is an error, as proto3 demands.
DecodeResult DecodeProto(std::string_view body, const DecodeLimits& limits = {});

}  // namespace tracebridge::tail
