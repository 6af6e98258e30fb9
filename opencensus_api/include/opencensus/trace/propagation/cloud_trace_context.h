// The `X-Cloud-Trace-Context` header: trace id in hexadecimal, span id in decimal, options.
//
//   12345678901234567890123456789012/12345;o=1
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "opencensus/trace/span_context.h"

namespace opencensus {
namespace trace {
namespace propagation {

// Returns the context that `header` says, invalid (all zeros) when it is malformed. The options are
// one digit from 0 to 3; 1 and 3 mean sampled, and so does nothing else. They may be missing.
SpanContext FromCloudTraceContextHeader(absl::string_view header);

// Returns the header's value.
std::string ToCloudTraceContextHeader(const SpanContext& ctx);

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
