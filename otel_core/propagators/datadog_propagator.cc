#include "tracebridge/datadog_propagator.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/decimal.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/plain_value.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "otel_core/propagators/trace_state_member.h"
#include "otel_core/propagators/whole_trace_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapCarrier;
using propagators::BaggageItems;
using propagators::HexCase;
using propagators::HighHalf;
using propagators::kMaxDecimalSize;
using propagators::LowHalf;
using propagators::MemberOf;
using propagators::Number;
using propagators::ReadDecimal;
using propagators::ReadHex;
using propagators::Remote;
using propagators::StateFields;
using propagators::TakeField;
using propagators::Trim;
using propagators::WriteDecimal;

constexpr nostd::string_view kTraceId = "x-datadog-trace-id";
constexpr nostd::string_view kParentId = "x-datadog-parent-id";
constexpr nostd::string_view kPriority = "x-datadog-sampling-priority";
constexpr nostd::string_view kOrigin = "x-datadog-origin";
constexpr nostd::string_view kTags = "x-datadog-tags";
constexpr nostd::string_view kBaggagePrefix = "ot-baggage-";

constexpr nostd::string_view kTagPrefix = "_dd.p.";
constexpr nostd::string_view kUpperHalf = "tid";     // of the trace id, 16 digits
constexpr nostd::string_view kDecisionMaker = "dm";  // whose decision the priority is
constexpr std::size_t kUpperHalfSize = 16;
constexpr std::size_t kMaxTagsSize = 512;  // characters of the header, also for Datadog's tracers

// Names of the fields of the trace state's member.
constexpr nostd::string_view kMember = "dd";
constexpr nostd::string_view kStatePriority = "s";
constexpr nostd::string_view kStateOrigin = "o";
constexpr nostd::string_view kStateTagPrefix = "t.";

std::optional<int> ReadPriority(nostd::string_view text) {
  int priority = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, priority);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return priority;
}

bool IsReserved(char c) { return c == ',' || c == ';' || c == '~'; }

// Adds a field with the characters that the trace state cannot hold replaced, as Datadog's tracers do.
void AddReplaced(nostd::string_view prefix, nostd::string_view name, nostd::string_view value,
                 StateFields* fields) {
  std::string replaced(value);
  for (char& c : replaced) {
    if (!propagators::IsPrintable(c) || IsReserved(c)) c = '_';
  }
  if (replaced != value) Count(Diagnostic::kHeaderFieldDropped);
  fields->Add(prefix, name, replaced);
}

// Takes the tags one by one. A malformed one is left out and counted; the others count.
void ReadTags(nostd::string_view text, Remote* remote, StateFields* fields) {
  if (text.size() > kMaxTagsSize) {
    Count(Diagnostic::kHeaderFieldDropped);
    return;
  }
  while (!text.empty()) {
    nostd::string_view value = TakeField(&text, ',');
    nostd::string_view name = TakeField(&value, '=');
    if (name.substr(0, kTagPrefix.size()) != kTagPrefix || value.empty()) {
      Count(Diagnostic::kHeaderFieldDropped);
      continue;
    }
    name.remove_prefix(kTagPrefix.size());
    if (name != kUpperHalf) {
      AddReplaced(kStateTagPrefix, name, value, fields);
    } else if (value.size() != kUpperHalfSize ||
               !ReadHex<HexCase::kAny>(value, &remote->trace_id_high)) {
      remote->trace_id_high = 0;
      Count(Diagnostic::kHeaderFieldDropped);
    }
  }
}

// Returns whether the headers name a trace.
bool Read(const TextMapCarrier& carrier, nostd::string_view trace_id, Remote* remote,
          StateFields* fields) {
  const nostd::string_view parent_id = Trim(carrier.Get(kParentId));
  if (!ReadDecimal(trace_id, &remote->trace_id_low) ||
      (!parent_id.empty() && !ReadDecimal(parent_id, &remote->span_id))) {
    return false;
  }

  const nostd::string_view text = Trim(carrier.Get(kPriority));
  const std::optional<int> priority = ReadPriority(text);
  if (priority.has_value()) {
    remote->flags = *priority > 0 ? trace::TraceFlags::kIsSampled : 0;
    if (*priority != 0 && *priority != 1) fields->Add("", kStatePriority, text);
  } else {
    remote->notes = WireNotes::kDeferred;
    if (!text.empty()) CountMalformedHeader();
  }
  const nostd::string_view origin = Trim(carrier.Get(kOrigin));
  if (!origin.empty()) AddReplaced("", kStateOrigin, origin, fields);
  ReadTags(Trim(carrier.Get(kTags)), remote, fields);
  if (remote->trace_id_high == 0) remote->notes |= WireNotes::kShortTraceId;
  return (remote->trace_id_high | remote->trace_id_low) != 0;
}

// What the trace state says of the trace, as headers.
class StateReader {
 public:
  explicit StateReader(const trace::SpanContext& span_context)
      : priority_(span_context.IsSampled() ? 1 : 0),
        member_(MemberOf(*span_context.trace_state(), kMember)) {
    propagators::ForEachStateField(member_,
                                   [this](nostd::string_view name, nostd::string_view value) {
                                     if (name != kStatePriority) return;
                                     const std::optional<int> said = ReadPriority(value);
                                     if (!said.has_value() || (*said > 0) != (priority_ > 0)) {
                                       is_overruled_ = true;
                                     } else {
                                       priority_ = *said;
                                     }
                                   });
  }

  int priority() const { return priority_; }

  std::string Origin() const {
    std::string origin;
    propagators::ForEachStateField(member_, [&](nostd::string_view name, nostd::string_view value) {
      if (name == kStateOrigin) AppendValue(value, &origin);
    });
    return origin;
  }

  // Appends the tags to `*tags`: each is four characters longer than in the trace state, so all of them and the upper
  // half stay below kMaxTagsSize.
  void AppendTags(std::string* tags) const {
    propagators::ForEachStateField(member_, [&](nostd::string_view name, nostd::string_view value) {
      if (name.substr(0, kStateTagPrefix.size()) != kStateTagPrefix) return;
      name.remove_prefix(kStateTagPrefix.size());
      if (name.empty() || value.empty()) return;
      if (name == kUpperHalf || (is_overruled_ && name == kDecisionMaker)) return;
      if (!tags->empty()) *tags += ',';
      tags->append(kTagPrefix).append(name).append("=");
      AppendValue(value, tags);
    });
  }

  bool has_member() const { return !member_.empty(); }

 private:
  static void AppendValue(nostd::string_view value, std::string* to) {
    for (const char c : value) to->push_back(c == '~' ? '=' : c);
  }

  int priority_;
  bool is_overruled_ = false;  // a sampler has decided otherwise since
  nostd::string_view member_;
};

void SetDecimal(nostd::string_view name, std::uint64_t number, TextMapCarrier& carrier) {
  char text[kMaxDecimalSize];
  carrier.Set(name, {text, WriteDecimal(number, text)});
}

void InjectTags(const StateReader& state, std::uint64_t upper_half, TextMapCarrier& carrier) {
  constexpr nostd::string_view kUpperHalfTag = "_dd.p.tid=";
  char text[kUpperHalfTag.size() + kUpperHalfSize];
  std::size_t size = 0;
  if (upper_half != 0) {
    std::uint8_t bytes[kUpperHalfSize / 2];
    propagators::StoreBigEndian(upper_half, bytes);
    std::memcpy(text, kUpperHalfTag.data(), kUpperHalfTag.size());
    propagators::WriteHex(bytes, sizeof bytes, text + kUpperHalfTag.size());
    size = sizeof text;
  }
  if (!state.has_member()) {
    if (size != 0) carrier.Set(kTags, {text, size});
    return;
  }
  std::string tags(text, size);
  state.AppendTags(&tags);
  if (!tags.empty()) carrier.Set(kTags, tags);
}

void InjectSpan(const trace::SpanContext& span_context, TextMapCarrier& carrier) {
  const StateReader state(span_context);
  SetDecimal(kTraceId, LowHalf(span_context.trace_id()), carrier);
  SetDecimal(kParentId, Number(span_context.span_id()), carrier);
  if ((span_context.wire_notes() & WireNotes::kDeferred) == 0) {
    char text[kMaxDecimalSize];
    const auto end = std::to_chars(text, text + sizeof text, state.priority()).ptr;
    carrier.Set(kPriority, {text, static_cast<std::size_t>(end - text)});
  }
  if (state.has_member()) {
    const std::string origin = state.Origin();
    if (!origin.empty()) carrier.Set(kOrigin, origin);
  }
  InjectTags(state, HighHalf(span_context.trace_id()), carrier);
}

}  // namespace

void DatadogPropagator::Inject(TextMapCarrier& carrier, const context::Context& context) noexcept {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  if (!span_context.IsValid()) return;
  try {
    InjectSpan(span_context, carrier);
    propagators::WritePrefixed(*opentelemetry::baggage::GetBaggage(context), kBaggagePrefix,
                               propagators::AppendPlain, carrier);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context DatadogPropagator::Extract(const TextMapCarrier& carrier,
                                            context::Context& context) noexcept {
  const nostd::string_view trace_id = Trim(carrier.Get(kTraceId));
  if (trace_id.empty()) return context;
  try {
    Remote remote;
    StateFields fields;
    if (!Read(carrier, trace_id, &remote, &fields)) {
      CountMalformedHeader();
      return context;
    }
    BaggageItems items;
    propagators::ReadPrefixed(carrier, kBaggagePrefix, propagators::AppendFromPlain, &items);
    propagators::TakeWholeTraceId(&items, &remote);
    if (remote.trace_id_high != 0) remote.notes &= ~WireNotes::kShortTraceId;
    context::Context with_span =
        propagators::SetRemoteOrDecision(context, remote, {kMember, fields.text()});
    return items.AddTo(with_span);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool DatadogPropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kTraceId) && callback(kParentId) && callback(kPriority) && callback(kOrigin) &&
         callback(kTags);
}

bool DatadogPropagator::Prefixes(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kBaggagePrefix);
}

}  // namespace tracebridge
