// A Protobuf request body of POST /v1/metrics, decoded.
#pragma once

#include <string_view>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Returns the metrics of a serialized ExportMetricsServiceRequest, in its order.
// Text that is not UTF-8 is an error, as proto3 demands.
MetricsResult DecodeMetricsProto(std::string_view body, const DecodeLimits& limits = {});

}  // namespace tracebridge::tail
