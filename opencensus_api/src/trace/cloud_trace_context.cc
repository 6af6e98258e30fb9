#include "opencensus/trace/propagation/cloud_trace_context.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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

constexpr size_t kTraceIdDigits = 2 * TraceId::kSize;
constexpr size_t kOptionsLength = 4;  // ";o=1"

SpanId ToSpanId(uint64_t number) {
  uint8_t bytes[SpanId::kSize];
  for (size_t i = SpanId::kSize; i-- > 0; number >>= 8) bytes[i] = static_cast<uint8_t>(number);
  return SpanId(bytes);
}

uint64_t ToNumber(const SpanId& span_id) {
  uint8_t bytes[SpanId::kSize];
  span_id.CopyTo(bytes);
  uint64_t number = 0;
  for (const uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

// Takes ";o=N" off the end of `*header`, when it is there. Returns false when N is not 0 to 3.
bool TakeOptions(absl::string_view* header, bool* sampled) {
  const absl::string_view options = header->substr(header->size() - kOptionsLength);
  if (options.substr(0, 3) != ";o=") return true;
  const char digit = options[3];
  if (digit < '0' || digit > '3') return false;
  *sampled = digit == '1' || digit == '3';
  header->remove_suffix(kOptionsLength);
  return true;
}

}  // namespace

SpanContext FromCloudTraceContextHeader(absl::string_view header) {
  if (header.size() < kTraceIdDigits + 2 || header[kTraceIdDigits] != '/') {
    return Malformed(!header.empty());
  }
  bool sampled = false;
  if (!TakeOptions(&header, &sampled)) return Malformed(/*was_there=*/true);

  uint64_t span_id = 0;
  uint8_t trace_id[TraceId::kSize];
  if (!absl::SimpleAtoi(header.substr(kTraceIdDigits + 1), &span_id) || span_id == 0 ||
      !ReadHex(header.substr(0, kTraceIdDigits), Case::kAny, trace_id)) {
    return Malformed(/*was_there=*/true);
  }
  return IfValid(
      SpanContext(TraceId(trace_id), ToSpanId(span_id), TraceOptions().WithSampling(sampled)));
}

std::string ToCloudTraceContextHeader(const SpanContext& ctx) {
  return absl::StrCat(ctx.trace_id().ToHex(), "/", ToNumber(ctx.span_id()),
                      ctx.trace_options().IsSampled() ? ";o=1" : ";o=0");
}

}  // namespace propagation
}  // namespace trace
}  // namespace opencensus
