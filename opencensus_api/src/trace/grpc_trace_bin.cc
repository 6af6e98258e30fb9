#include "opencensus/trace/propagation/grpc_trace_bin.h"

#include "opencensus_api/src/malformed.h"

namespace opencensus {
namespace trace {
namespace propagation {
namespace {
using ::tracebridge::opencensus_api::IfValid;
using ::tracebridge::opencensus_api::Malformed;

// Where each field's number is; its bytes follow.
constexpr size_t kVersion = 0;
constexpr size_t kTraceId = 1;
constexpr size_t kSpanId = kTraceId + 1 + TraceId::kSize;
constexpr size_t kOptions = kSpanId + 1 + SpanId::kSize;
static_assert(kOptions + 1 + TraceOptions::kSize == kGrpcTraceBinHeaderLen, "29 bytes");

}  // namespace

SpanContext FromGrpcTraceBinHeader(absl::string_view header) {
  if (header.size() < static_cast<size_t>(kGrpcTraceBinHeaderLen) || header[kVersion] != 0 ||
      header[kTraceId] != 0 || header[kSpanId] != 1 || header[kOptions] != 2) {
    return Malformed(!header.empty());
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(header.data());
  const uint8_t options = bytes[kOptions + 1] & 1;
  return IfValid(SpanContext(TraceId(bytes + kTraceId + 1), SpanId(bytes + kSpanId + 1),
                             TraceOptions(&options)));
}

std::string ToGrpcTraceBinHeader(const SpanContext& ctx) {
  std::string header(kGrpcTraceBinHeaderLen, '\0');
  ToGrpcTraceBinHeader(ctx, reinterpret_cast<uint8_t*>(&header[0]));
  return header;
}

void ToGrpcTraceBinHeader(const SpanContext& ctx, uint8_t* out) {
  out[kVersion] = 0;
  out[kTraceId] = 0;
  ctx.trace_id().CopyTo(out + kTraceId + 1);
  out[kSpanId] = 1;
  ctx.span_id().CopyTo(out + kSpanId + 1);
  out[kOptions] = 2;
  ctx.trace_options().CopyTo(out + kOptions + 1);
}

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
