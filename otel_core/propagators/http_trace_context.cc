#include "opentelemetry/trace/propagation/http_trace_context.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {
namespace {

using tracebridge::Count;
using tracebridge::CountMalformedHeader;
using tracebridge::Diagnostic;
using tracebridge::propagators::HexCase;
using tracebridge::propagators::HexReader;
using tracebridge::propagators::MakeSpanId;
using tracebridge::propagators::MakeTraceId;
using tracebridge::propagators::Remote;
using tracebridge::propagators::Trim;
using tracebridge::propagators::WriteHex;

// Where the fields of a traceparent begin. Later versions may only append to them.
constexpr std::size_t kTraceIdAt = kVersionSize + 1;
constexpr std::size_t kSpanIdAt = kTraceIdAt + kTraceIdSize + 1;
constexpr std::size_t kFlagsAt = kSpanIdAt + kSpanIdSize + 1;
static_assert(kFlagsAt + kTraceFlagsSize == kTraceParentSize);

constexpr std::uint64_t kKnownVersion = 0x00;
constexpr std::uint64_t kForbiddenVersion = 0xff;

// The flags that version 00 defines: "vendors MUST set those [others] to zero".
constexpr std::uint8_t kFlagsToSend = TraceFlags::kIsSampled | 0x02;
// All that may be read of the flags of a later version: "parse the sampled bit of flags".
constexpr std::uint8_t kFlagsOfLaterVersions = TraceFlags::kIsSampled;

bool HasExpectedEnd(nostd::string_view text, std::uint64_t version) {
  if (text.size() == kTraceParentSize) return true;
  return version != kKnownVersion && text[kTraceParentSize] == '-';
}

// Returns whether `text` is a valid traceparent.
bool Parse(nostd::string_view text, Remote& parsed) {
  if (text.size() < kTraceParentSize) return false;
  const char* p = text.data();
  if (p[kTraceIdAt - 1] != '-' || p[kSpanIdAt - 1] != '-' || p[kFlagsAt - 1] != '-') return false;

  HexReader<HexCase::kLowerOnly> reader;
  const std::uint64_t version = reader.Read<kVersionSize>(p);
  parsed.trace_id_high = reader.Read<kTraceIdSize / 2>(p + kTraceIdAt);
  parsed.trace_id_low = reader.Read<kTraceIdSize / 2>(p + kTraceIdAt + kTraceIdSize / 2);
  parsed.span_id = reader.Read<kSpanIdSize>(p + kSpanIdAt);
  parsed.flags = static_cast<std::uint8_t>(reader.Read<kTraceFlagsSize>(p + kFlagsAt));
  if (!reader.valid() || version == kForbiddenVersion || !HasExpectedEnd(text, version)) {
    return false;
  }
  if (version != kKnownVersion) parsed.flags &= kFlagsOfLaterVersions;
  return parsed.HasIds();
}

nostd::shared_ptr<TraceState> ParseTraceState(nostd::string_view text) {
  const nostd::string_view header = Trim(text);
  if (header.empty()) return TraceState::GetDefault();
  nostd::shared_ptr<TraceState> state = TraceState::FromHeader(header);
  const bool has_members = header.find_first_not_of(", \t") != nostd::string_view::npos;
  if (state->Empty() && has_members) CountMalformedHeader();
  return state;
}

// Returns `digits` with zeros in front, N characters; only zeros when there are more.
template <std::size_t N>
std::array<char, N> Padded(nostd::string_view digits) {
  std::array<char, N> text;
  text.fill('0');
  if (digits.size() <= N) std::copy(digits.begin(), digits.end(), text.end() - digits.size());
  return text;
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

    const auto state = tracebridge::WithoutDebugId(span_context);
    if (!state->Empty()) carrier.Set(kTraceState, state->ToHeader());
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context HttpTraceContext::Extract(const context::propagation::TextMapCarrier& carrier,
                                           context::Context& context) noexcept {
  const nostd::string_view text = Trim(carrier.Get(kTraceParent));
  if (text.empty()) return context;

  Remote parent;
  if (!Parse(text, parent)) {
    CountMalformedHeader();
    return context;
  }
  try {
    auto state = ParseTraceState(carrier.Get(kTraceState));
    // Another header of this request, which may know more of this parent.
    if (context::internal::ContextAccess::Span(context) != nullptr) {
      return SetRemote(context, parent, state);
    }
    SpanContext remote(MakeTraceId(parent.trace_id_high, parent.trace_id_low),
                       MakeSpanId(parent.span_id), TraceFlags(parent.flags),
                       /*is_remote=*/true, std::move(state));
    return context::internal::ContextAccess::WithSpan(
        context, std::make_shared<DefaultSpan>(std::move(remote)), 0);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool HttpTraceContext::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kTraceParent) && callback(kTraceState);
}

bool HttpTraceContext::Prefixes(nostd::function_ref<bool(nostd::string_view)>) const noexcept {
  return true;
}

TraceId HttpTraceContext::TraceIdFromHex(nostd::string_view trace_id) {
  const auto text = Padded<kTraceIdSize>(trace_id);
  HexReader<HexCase::kAny> reader;
  const std::uint64_t high = reader.Read<kTraceIdSize / 2>(text.data());
  const std::uint64_t low = reader.Read<kTraceIdSize / 2>(text.data() + kTraceIdSize / 2);
  return reader.valid() ? MakeTraceId(high, low) : TraceId();
}

SpanId HttpTraceContext::SpanIdFromHex(nostd::string_view span_id) {
  const auto text = Padded<kSpanIdSize>(span_id);
  HexReader<HexCase::kAny> reader;
  const std::uint64_t id = reader.Read<kSpanIdSize>(text.data());
  return reader.valid() ? MakeSpanId(id) : SpanId();
}

TraceFlags HttpTraceContext::TraceFlagsFromHex(nostd::string_view trace_flags) {
  const auto text = Padded<kTraceFlagsSize>(trace_flags);
  HexReader<HexCase::kAny> reader;
  const std::uint64_t flags = reader.Read<kTraceFlagsSize>(text.data());
  return reader.valid() ? TraceFlags(static_cast<std::uint8_t>(flags)) : TraceFlags();
}

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
