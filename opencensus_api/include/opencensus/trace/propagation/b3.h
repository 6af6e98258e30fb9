// The B3 headers X-B3-TraceId, X-B3-SpanId, X-B3-Sampled and X-B3-Flags. The parent span id and the
// single `b3` header are not used.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "opencensus/trace/span_context.h"

namespace opencensus {
namespace trace {
namespace propagation {

// Returns the context that the values say, invalid (all zeros) when one is malformed.
//
// `b3_trace_id`: 32 hexadecimal digits, or 16, which become the right half.
// `b3_span_id`:  16 hexadecimal digits.
// `b3_sampled`:  "1", "0", or empty for "0". Nothing else.
// `b3_flags`:    "1" (debug: sampled whatever b3_sampled says), or empty. Nothing else.
SpanContext FromB3Headers(absl::string_view b3_trace_id, absl::string_view b3_span_id,
                          absl::string_view b3_sampled, absl::string_view b3_flags);

// Return the value of the header: 32 digits, 16 digits, "1" or "0".
std::string ToB3TraceIdHeader(const SpanContext& ctx);
std::string ToB3SpanIdHeader(const SpanContext& ctx);
std::string ToB3SampledHeader(const SpanContext& ctx);

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
