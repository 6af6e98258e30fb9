// What a collector's HTTP response means for the batch.
//
//   200                            ->  delivered
//   200, partial_success {2, "x"}  ->  delivered, 2 spans or points rejected: x
//   429, 502, 503, 504             ->  transient
//   anything else                  ->  refused
//
// Source: opentelemetry-proto 1.10, docs/specification.md, "OTLP/HTTP Response".
#pragma once

#include <string_view>

#include "otel_core/exporters/otlp/src/http/delivery.h"

namespace tracebridge::otlp {

// Returns the meaning of a response of `status` with this body. A body that cannot be read tells
// nothing, and is no error: a proxy may have written it.
Attempt ReadResponse(long status, std::string_view content_type, std::string_view body);

// Returns `text` fit for one line of a log: printable ASCII, 200 characters at most.
std::string OneLine(std::string_view text);

}  // namespace tracebridge::otlp
