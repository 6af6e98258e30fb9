// The `traceparent` header, in the version that OpenCensus knew:
//
//   00-404142434445464748494a4b4c4d4e4f-6162636465666768-01
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "opencensus/trace/span_context.h"

namespace opencensus {
namespace trace {
namespace propagation {

// Returns the context that `header` says, invalid (all zeros) when it is malformed. Stricter than
// the later W3C recommendation: another version than 00, and any further character, is malformed.
// So are upper-case digits. All eight flags are kept.
SpanContext FromTraceParentHeader(absl::string_view header);

// Returns the header's value, 55 characters, also for an invalid context.
std::string ToTraceParentHeader(const SpanContext& ctx);

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
