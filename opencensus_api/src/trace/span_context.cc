// The text forms of span contexts and of their parts.
#include "opencensus/trace/span_context.h"

#include "opencensus_api/src/hex.h"

namespace opencensus {
namespace trace {

using ::tracebridge::opencensus_api::WriteHex;

// For users in C++11 and C++14, where a reference to one of these needs a definition.
constexpr size_t TraceId::kSize;
constexpr size_t SpanId::kSize;
constexpr size_t TraceOptions::kSize;

std::string TraceId::ToHex() const { return ::tracebridge::opencensus_api::ToHex(rep_, kSize); }
std::string SpanId::ToHex() const { return ::tracebridge::opencensus_api::ToHex(rep_, kSize); }
std::string TraceOptions::ToHex() const {
  return ::tracebridge::opencensus_api::ToHex(rep_, kSize);
}

std::string SpanContext::ToString() const {
  uint8_t bytes[TraceId::kSize + SpanId::kSize + TraceOptions::kSize];
  trace_id_.CopyTo(bytes);
  span_id_.CopyTo(bytes + TraceId::kSize);
  trace_options_.CopyTo(bytes + TraceId::kSize + SpanId::kSize);

  std::string text(2 * sizeof(bytes) + 2, '-');
  char* out = WriteHex(bytes, TraceId::kSize, &text[0]);
  out = WriteHex(bytes + TraceId::kSize, SpanId::kSize, out + 1);
  WriteHex(bytes + TraceId::kSize + SpanId::kSize, TraceOptions::kSize, out + 1);
  return text;
}

}  // namespace trace
}  // namespace opencensus
