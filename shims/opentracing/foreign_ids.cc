#include "shims/opentracing/foreign_ids.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "opentelemetry/nostd/span.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

using Id128 = std::array<uint8_t, 16>;

constexpr size_t kHexDigits64 = 16;
constexpr size_t kHexDigits128 = 32;
constexpr size_t kDecimalDigits64 = 20;

void PutBigEndian(uint64_t number, uint8_t* bytes) noexcept {
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[i] = static_cast<uint8_t>(number);
}

bool ReadNumber(std::string_view text, int base, uint64_t* number) noexcept {
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *number, base);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

bool IsLongDecimal(std::string_view text) noexcept {
  return text.size() > kHexDigits64 && text.size() <= kDecimalDigits64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool Read(std::string_view text, int base, Id128* id) noexcept {
  *id = {};
  if (text.empty() || text.size() > kHexDigits128) return false;
  uint64_t high = 0;
  uint64_t low = 0;
  if (base == 16 && text.size() > kHexDigits64) {
    const size_t split = text.size() - kHexDigits64;
    if (!ReadNumber(text.substr(0, split), base, &high)) return false;
    text.remove_prefix(split);
  }
  if (!ReadNumber(text, base, &low)) return false;
  PutBigEndian(high, id->data());
  PutBigEndian(low, id->data() + 8);
  return true;
}

}  // namespace

std::optional<trace::SpanContext> ReadForeignIds(std::string_view trace_id,
                                                 std::string_view span_id) noexcept {
  const int base = IsLongDecimal(trace_id) || IsLongDecimal(span_id) ? 10 : 16;
  if (base == 16 && span_id.size() > kHexDigits64) return {};
  Id128 trace_bytes;
  Id128 span_bytes;
  if (!Read(trace_id, base, &trace_bytes) || !Read(span_id, base, &span_bytes)) return {};
  const trace::SpanContext context{
      trace::TraceId{nostd::span<const uint8_t, 16>{trace_bytes.data(), trace_bytes.size()}},
      trace::SpanId{nostd::span<const uint8_t, 8>{span_bytes.data() + 8, 8}},
      trace::TraceFlags{trace::TraceFlags::kIsSampled}, true};
  if (!context.IsValid()) return {};
  return context;
}

}  // namespace tracebridge::opentracing_shim
