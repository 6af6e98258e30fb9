#include "opencensus/trace/propagation/trace_context.h"

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

// 00-404142434445464748494a4b4c4d4e4f-6162636465666768-01
// 0  3                                36               53
constexpr size_t kTraceId = 3;
constexpr size_t kSpanId = kTraceId + 2 * TraceId::kSize + 1;
constexpr size_t kOptions = kSpanId + 2 * SpanId::kSize + 1;
constexpr size_t kLength = kOptions + 2 * TraceOptions::kSize;

}  // namespace

SpanContext FromTraceParentHeader(absl::string_view header) {
  uint8_t trace_id[TraceId::kSize];
  uint8_t span_id[SpanId::kSize];
  uint8_t options[TraceOptions::kSize];
  if (header.size() != kLength || header.substr(0, kTraceId) != "00-" ||
      header[kSpanId - 1] != '-' || header[kOptions - 1] != '-' ||
      !ReadHex(header.substr(kTraceId, 2 * TraceId::kSize), Case::kLower, trace_id) ||
      !ReadHex(header.substr(kSpanId, 2 * SpanId::kSize), Case::kLower, span_id) ||
      !ReadHex(header.substr(kOptions), Case::kLower, options)) {
    return Malformed(!header.empty());
  }
  return IfValid(SpanContext(TraceId(trace_id), SpanId(span_id), TraceOptions(options)));
}

std::string ToTraceParentHeader(const SpanContext& ctx) { return "00-" + ctx.ToString(); }

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
