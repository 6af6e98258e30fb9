#include "opentelemetry/trace/propagation/jaeger.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/jaeger_flags.h"
#include "otel_core/propagators/percent.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {
namespace {

using baggage::Baggage;
using context::propagation::TextMapCarrier;
using tracebridge::Count;
using tracebridge::CountMalformedHeader;
using tracebridge::Diagnostic;
using tracebridge::kDebugIdKey;
using tracebridge::WireNotes;
using tracebridge::propagators::AppendPercentDecoded;
using tracebridge::propagators::AppendPercentEncoded;
using tracebridge::propagators::BaggageItems;
using tracebridge::propagators::HexCase;
using tracebridge::propagators::ReadHex;
using tracebridge::propagators::ReadHex128;
using tracebridge::propagators::Remote;
using tracebridge::propagators::StateMember;
using tracebridge::propagators::TakeField;
using tracebridge::propagators::Trim;
using tracebridge::propagators::WriteHex;

// `<trace id>:<span id>:<parent id>:<flags>`, with colons percent-encoded and flags of up to 16 digits.
constexpr std::size_t kMaxSize = 32 + 3 + 16 + 3 + 16 + 3 + 16;
// What we write: `<trace id>:<span id>:0:<two digits>`.
constexpr std::size_t kWrittenSize = 32 + 1 + 16 + 1 + 1 + 1 + 2;

constexpr std::size_t kMaxDebugIdSize = 1024;  // bytes of the header

// A value as Jaeger's HTTP codec reads it: one bad escape, and nothing is decoded.
void DecodeValue(std::string_view value, std::string* to) {
  const std::size_t before = to->size();
  if (AppendPercentDecoded(value, to)) return;
  to->resize(before);
  to->append(value);
}

bool ReadFields(nostd::string_view text, Remote* remote) {
  if (std::count(text.begin(), text.end(), ':') != 3) return false;
  const nostd::string_view trace_id = TakeField(&text, ':');
  const nostd::string_view span_id = TakeField(&text, ':');
  TakeField(&text,
            ':');  // the parent's id, which nobody needs: some clients send "", or more than an id
  std::uint64_t flags = 0;
  if (!ReadHex128<HexCase::kAny>(trace_id, &remote->trace_id_high, &remote->trace_id_low) ||
      !ReadHex<HexCase::kAny>(span_id, &remote->span_id) || !ReadHex<HexCase::kAny>(text, &flags)) {
    return false;
  }
  tracebridge::propagators::SetJaegerFlags(flags, remote);
  if (trace_id.size() <= 16) remote->notes |= WireNotes::kShortTraceId;
  return remote->HasIds();
}

// Ruby's client sends `%3A` for `:`.
bool ReadTrace(nostd::string_view text, Remote* remote) {
  if (text.size() > kMaxSize) return false;
  if (text.find('%') == nostd::string_view::npos) return ReadFields(text, remote);
  std::string decoded;
  return AppendPercentDecoded(text, &decoded) && ReadFields(decoded, remote);
}

// `user=42, plan=gold`: what is no pair is left out.
void ReadBaggageList(nostd::string_view header, BaggageItems* items) {
  if (header.empty()) return;
  if (header.size() > Baggage::kMaxSize) return Count(Diagnostic::kBaggageLimit);
  std::string decoded;
  DecodeValue(header, &decoded);
  for (nostd::string_view rest = decoded; !rest.empty();) {
    nostd::string_view pair = Trim(TakeField(&rest, ','));
    if (pair.empty()) continue;
    if (std::count(pair.begin(), pair.end(), '=') != 1) {
      CountMalformedHeader();
      continue;
    }
    const nostd::string_view key = Trim(TakeField(&pair, '='));
    if (!items->Add(std::string(key), std::string(Trim(pair)))) return;
  }
}

// A decision alone, with a text for the first span. Beside a parent that another format names only the text counts.
context::Context SetDebugId(const context::Context& context, nostd::string_view text) {
  Remote decision;
  decision.flags = TraceFlags::kIsSampled;
  decision.notes = WireNotes::kDebug | WireNotes::kNoIds;
  if (text.size() > kMaxDebugIdSize) {
    Count(Diagnostic::kHeaderFieldDropped);
    return SetRemote(context, decision);
  }
  std::string id;
  DecodeValue(text, &id);
  if (TraceState::IsValidValue(id)) {
    decision.notes |= WireNotes::kDebugId;
  } else {
    Count(Diagnostic::kHeaderFieldDropped);  // it cannot become an attribute
  }
  auto result = (decision.notes & WireNotes::kDebugId) != 0
                    ? SetRemote(context, decision, StateMember{kDebugIdKey, id})
                    : SetRemote(context, decision);
  return result.SetValue(kDebugIdKey, Baggage::GetDefault()->Set(kDebugIdKey, id));
}

}  // namespace

JaegerPropagator::JaegerPropagator() : JaegerPropagator(JaegerPropagatorOptions()) {}

JaegerPropagator::JaegerPropagator(JaegerPropagatorOptions options)
    : options_([&options] {
        std::string& prefix = options.baggage_header_prefix;
        std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                       tracebridge::propagators::LowerAscii);
        return std::move(options);
      }()) {}

void JaegerPropagator::Inject(TextMapCarrier& carrier, const context::Context& context) noexcept {
  const SpanContext span_context = GetSpanContext(context);
  if (span_context.IsValid()) {
    const bool is_short = (span_context.wire_notes() & WireNotes::kShortTraceId) != 0 &&
                          tracebridge::propagators::HighHalf(span_context.trace_id()) == 0;
    const std::size_t skipped = is_short ? 8 : 0;
    const std::uint8_t flags = tracebridge::propagators::JaegerFlags(span_context);
    char text[kWrittenSize];
    char* p = text;
    WriteHex(span_context.trace_id().Id().data() + skipped, TraceId::kSize - skipped, p);
    p += 2 * (TraceId::kSize - skipped);
    *p++ = ':';
    WriteHex(span_context.span_id().Id().data(), SpanId::kSize, p);
    p += 2 * SpanId::kSize;
    *p++ = ':';
    *p++ = '0';
    *p++ = ':';
    WriteHex(&flags, sizeof flags, p);
    p += 2;
    carrier.Set(options_.trace_context_header, {text, static_cast<std::size_t>(p - text)});
  }
  try {
    tracebridge::propagators::WritePrefixed(*baggage::GetBaggage(context),
                                            options_.baggage_header_prefix, AppendPercentEncoded,
                                            carrier);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context JaegerPropagator::Extract(const TextMapCarrier& carrier,
                                           context::Context& context) noexcept {
  try {
    context::Context result = context;
    Remote remote;
    const nostd::string_view text = Trim(carrier.Get(options_.trace_context_header));
    const nostd::string_view debug_id = Trim(carrier.Get(options_.debug_header));
    if (!text.empty() && ReadTrace(text, &remote)) {
      result = SetRemote(result, remote);
    } else if (!text.empty()) {
      CountMalformedHeader();
      remote = Remote();
    }
    if (!remote.HasIds() && !debug_id.empty()) result = SetDebugId(result, debug_id);

    BaggageItems items;
    ReadBaggageList(Trim(carrier.Get(options_.baggage_header)), &items);
    ReadPrefixed(carrier, options_.baggage_header_prefix, DecodeValue, &items);
    return items.AddTo(result);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool JaegerPropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(options_.trace_context_header);
}

bool JaegerPropagator::Prefixes(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(options_.baggage_header_prefix) && callback(options_.debug_header) &&
         callback(options_.baggage_header);
}

std::string JaegerPropagator::DebugId(const context::Context& context) {
  const context::ContextValue value = context.GetValue(kDebugIdKey);
  const auto* holder = nostd::get_if<nostd::shared_ptr<Baggage>>(&value);
  std::string id;
  if (holder != nullptr && *holder) (*holder)->GetValue(kDebugIdKey, id);
  return id;
}

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
