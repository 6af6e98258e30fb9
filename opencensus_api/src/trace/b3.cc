#include "opencensus/trace/propagation/b3.h"

#include "opencensus_api/src/hex.h"
#include "opencensus_api/src/malformed.h"

namespace opencensus {
namespace trace {
namespace propagation {
namespace {
using ::tracebridge::opencensus_api::Case;
using ::tracebridge::opencensus_api::IfValid;
using ::tracebridge::opencensus_api::Malformed;
using ::tracebridge::opencensus_api::ReadHex;

constexpr size_t kLongTraceId = 2 * TraceId::kSize;
constexpr size_t kShortTraceId = kLongTraceId / 2;

bool IsSampledHeader(absl::string_view value) {
  return value.empty() || value == "0" || value == "1";
}

bool IsFlagsHeader(absl::string_view value) { return value.empty() || value == "1"; }

// Fills the 16 bytes of `trace_id` from the right.
bool ReadTraceId(absl::string_view hex, uint8_t* trace_id) {
  if (hex.size() != kLongTraceId && hex.size() != kShortTraceId) return false;
  return ReadHex(hex, Case::kAny, trace_id + (kLongTraceId - hex.size()) / 2);
}

}  // namespace

SpanContext FromB3Headers(absl::string_view b3_trace_id, absl::string_view b3_span_id,
                          absl::string_view b3_sampled, absl::string_view b3_flags) {
  uint8_t trace_id[TraceId::kSize] = {};
  uint8_t span_id[SpanId::kSize];
  if (!IsSampledHeader(b3_sampled) || !IsFlagsHeader(b3_flags) ||
      b3_span_id.size() != 2 * SpanId::kSize || !ReadTraceId(b3_trace_id, trace_id) ||
      !ReadHex(b3_span_id, Case::kAny, span_id)) {
    // Without ids it may be a decision alone, which B3 allows.
    return Malformed(!b3_trace_id.empty() || !b3_span_id.empty());
  }
  const bool sampled = b3_sampled == "1" || b3_flags == "1";
  return IfValid(
      SpanContext(TraceId(trace_id), SpanId(span_id), TraceOptions().WithSampling(sampled)));
}

std::string ToB3TraceIdHeader(const SpanContext& ctx) { return ctx.trace_id().ToHex(); }

std::string ToB3SpanIdHeader(const SpanContext& ctx) { return ctx.span_id().ToHex(); }

std::string ToB3SampledHeader(const SpanContext& ctx) {
  return ctx.trace_options().IsSampled() ? "1" : "0";
}

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
