#include "opentelemetry/trace/propagation/http_trace_context.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::propagators::HexCase;
using tracebridge::propagators::ReadHex;
using tracebridge::propagators::Trim;
using tracebridge::propagators::WriteHex;

// Where the fields of a traceparent begin. Later versions may only append to them.
constexpr std::size_t kTraceIdAt = kVersionSize + 1;
constexpr std::size_t kSpanIdAt = kTraceIdAt + kTraceIdSize + 1;
constexpr std::size_t kFlagsAt = kSpanIdAt + kSpanIdSize + 1;
static_assert(kFlagsAt + kTraceFlagsSize == kTraceParentSize);

constexpr std::uint8_t kKnownVersion = 0x00;
constexpr std::uint8_t kForbiddenVersion = 0xff;

// The flags that version 00 defines: "vendors MUST set those [others] to zero".
constexpr std::uint8_t kFlagsToSend = TraceFlags::kIsSampled | 0x02;
// All that may be read of the flags of a later version: "parse the sampled bit of flags".
constexpr std::uint8_t kFlagsOfLaterVersions = TraceFlags::kIsSampled;

struct TraceParent {
  std::uint8_t trace_id[TraceId::kSize];
  std::uint8_t span_id[SpanId::kSize];
  std::uint8_t flags;
};

bool HasExpectedEnd(nostd::string_view text, std::uint8_t version) {
  if (text.size() == kTraceParentSize) return true;
  return version != kKnownVersion && text[kTraceParentSize] == '-';
}

// Returns whether `text` is a traceparent; ids of zeros are found out by the caller.
bool Parse(nostd::string_view text, TraceParent& parsed) {
  if (text.size() < kTraceParentSize) return false;
  const char* p = text.data();
  if (p[kTraceIdAt - 1] != '-' || p[kSpanIdAt - 1] != '-' || p[kFlagsAt - 1] != '-') return false;

  constexpr HexCase kLower = HexCase::kLowerOnly;
  std::uint8_t version;
  const bool digits = ReadHex<kLower>(p, &version, sizeof version) &
                      ReadHex<kLower>(p + kTraceIdAt, parsed.trace_id, TraceId::kSize) &
                      ReadHex<kLower>(p + kSpanIdAt, parsed.span_id, SpanId::kSize) &
                      ReadHex<kLower>(p + kFlagsAt, &parsed.flags, sizeof parsed.flags);
  if (!digits || version == kForbiddenVersion || !HasExpectedEnd(text, version)) return false;

  if (version != kKnownVersion) parsed.flags &= kFlagsOfLaterVersions;
  return true;
}

nostd::shared_ptr<TraceState> ParseTraceState(nostd::string_view text) {
  const nostd::string_view header = Trim(text);
  if (header.empty()) return TraceState::GetDefault();
  nostd::shared_ptr<TraceState> state = TraceState::FromHeader(header);
  const bool has_members = header.find_first_not_of(", \t") != nostd::string_view::npos;
  if (state->Empty() && has_members) Count(Diagnostic::kHeaderMalformed);
  return state;
}

// Reads up to N bytes from digits of either case, aligned to the right.
template <std::size_t N>
void ReadPadded(nostd::string_view digits, std::uint8_t (&bytes)[N]) {
  char text[2 * N];
  std::memset(text, '0', sizeof text);
  if (digits.size() <= sizeof text) {
    std::copy(digits.begin(), digits.end(), std::end(text) - digits.size());
  }
  const bool valid = digits.size() <= sizeof text && ReadHex<HexCase::kAny>(text, bytes, N);
  if (!valid) std::memset(bytes, 0, N);
}

}  // namespace

void HttpTraceContext::Inject(context::propagation::TextMapCarrier& carrier,
                              const context::Context& context) noexcept {
  try {
    const SpanContext span_context = GetSpanContext(context);
    if (!span_context.IsValid()) return;

    const std::uint8_t flags = span_context.trace_flags().flags() & kFlagsToSend;
    char text[kTraceParentSize];
    text[0] = text[1] = '0';
    text[kTraceIdAt - 1] = text[kSpanIdAt - 1] = text[kFlagsAt - 1] = '-';
    WriteHex(span_context.trace_id().Id().data(), TraceId::kSize, text + kTraceIdAt);
    WriteHex(span_context.span_id().Id().data(), SpanId::kSize, text + kSpanIdAt);
    WriteHex(&flags, sizeof flags, text + kFlagsAt);
    carrier.Set(kTraceParent, {text, sizeof text});

    const auto& state = span_context.trace_state();
    if (state != nullptr && !state->Empty()) carrier.Set(kTraceState, state->ToHeader());
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context HttpTraceContext::Extract(const context::propagation::TextMapCarrier& carrier,
                                           context::Context& context) noexcept {
  const nostd::string_view text = Trim(carrier.Get(kTraceParent));
  if (text.empty()) return context;

  TraceParent parent;
  if (!Parse(text, parent)) {
    Count(Diagnostic::kHeaderMalformed);
    return context;
  }
  const TraceId trace_id(parent.trace_id);
  const SpanId span_id(parent.span_id);
  if (!trace_id.IsValid() || !span_id.IsValid()) {
    Count(Diagnostic::kHeaderMalformed);
    return context;
  }

  try {
    const SpanContext remote(trace_id, span_id, TraceFlags(parent.flags), /*is_remote=*/true,
                             ParseTraceState(carrier.Get(kTraceState)));
    return SetSpan(context, std::make_shared<DefaultSpan>(remote));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool HttpTraceContext::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kTraceParent) && callback(kTraceState);
}

TraceId HttpTraceContext::TraceIdFromHex(nostd::string_view trace_id) {
  std::uint8_t bytes[TraceId::kSize];
  ReadPadded(trace_id, bytes);
  return TraceId(bytes);
}

SpanId HttpTraceContext::SpanIdFromHex(nostd::string_view span_id) {
  std::uint8_t bytes[SpanId::kSize];
  ReadPadded(span_id, bytes);
  return SpanId(bytes);
}

TraceFlags HttpTraceContext::TraceFlagsFromHex(nostd::string_view trace_flags) {
  std::uint8_t bytes[1];
  ReadPadded(trace_flags, bytes);
  return TraceFlags(bytes[0]);
}

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
