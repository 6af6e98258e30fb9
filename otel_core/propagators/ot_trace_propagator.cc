#include "tracebridge/ot_trace_propagator.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/base64.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/plain_value.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "otel_core/propagators/whole_trace_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/ot_binary.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::TextMapCarrier;
using propagators::BaggageItems;
using propagators::EqualsIgnoringCase;
using propagators::HexCase;
using propagators::Remote;
using propagators::Trim;

constexpr nostd::string_view kTraceId = "ot-tracer-traceid";
constexpr nostd::string_view kSpanId = "ot-tracer-spanid";
constexpr nostd::string_view kSampled = "ot-tracer-sampled";
constexpr nostd::string_view kBaggagePrefix = "ot-baggage-";
constexpr nostd::string_view kSpanContext = "x-ot-span-context";

constexpr std::size_t kMaxSpanContextSize = 16384;  // characters of base64

// Go's ParseBool, which the basic tracer reads with, in any case. Anything else is as good as nothing.
struct BoolWord {
  std::string_view word;
  bool value;
};
constexpr BoolWord kBoolWords[] = {{"true", true},   {"1", true},  {"t", true},
                                   {"false", false}, {"0", false}, {"f", false}};

void SetSampled(std::string_view text, Remote* remote) {
  for (const BoolWord& row : kBoolWords) {
    if (!EqualsIgnoringCase(text, row.word)) continue;
    if (row.value) remote->flags |= trace::TraceFlags::kIsSampled;
    return;
  }
  remote->notes |= WireNotes::kDeferred;
}

bool ReadIds(std::string_view trace_id, std::string_view span_id, Remote* remote) {
  return propagators::ReadHex128<HexCase::kAny>(trace_id, &remote->trace_id_high,
                                                &remote->trace_id_low) &&
         propagators::ReadHex<HexCase::kAny>(span_id, &remote->span_id) && remote->HasIds();
}

void SetNumber(TextMapCarrier& carrier, nostd::string_view name, const std::uint8_t* bytes) {
  char digits[16];
  propagators::WriteHex(bytes, 8, digits);
  carrier.Set(name, {digits, sizeof digits});
}

}  // namespace

void OtTracePropagator::Inject(TextMapCarrier& carrier, const Context& context) noexcept {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  const std::uint8_t* const trace_id = span_context.trace_id().Id().data();
  if (!span_context.IsValid() || propagators::LowHalf(span_context.trace_id()) == 0) return;

  SetNumber(carrier, kTraceId, trace_id + 8);
  SetNumber(carrier, kSpanId, span_context.span_id().Id().data());
  if ((span_context.wire_notes() & WireNotes::kDeferred) == 0) {
    carrier.Set(kSampled, span_context.IsSampled() ? "true" : "false");
  }
  if (options_.remember_trace_id && propagators::HighHalf(span_context.trace_id()) != 0) {
    char digits[32];
    propagators::WriteHex(trace_id, trace::TraceId::kSize, digits);
    carrier.Set(propagators::kWholeTraceIdHeader, {digits, sizeof digits});
  }
  try {
    propagators::WritePrefixed(*opentelemetry::baggage::GetBaggage(context), kBaggagePrefix,
                               propagators::AppendPlain, carrier);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

Context OtTracePropagator::Extract(const TextMapCarrier& carrier, Context& context) noexcept {
  try {
    const std::string_view trace_id = Trim(carrier.Get(kTraceId));
    const std::string_view span_id = Trim(carrier.Get(kSpanId));
    if (trace_id.empty() && span_id.empty()) {
      if (!options_.read_span_context_header) return context;
      const std::string_view text = Trim(carrier.Get(kSpanContext));
      std::string bytes;
      if (text.empty()) return context;
      if (text.size() <= kMaxSpanContextSize && propagators::DecodeBase64(text, &bytes)) {
        return LightStepBinary().FromBytes(bytes, context);
      }
      CountMalformedHeader();
      return context;
    }

    Remote remote;
    if (!ReadIds(trace_id, span_id, &remote)) {
      CountMalformedHeader();
      return context;
    }
    SetSampled(Trim(carrier.Get(kSampled)), &remote);

    BaggageItems items;
    ReadPrefixed(carrier, kBaggagePrefix, propagators::AppendFromPlain, &items);
    propagators::TakeWholeTraceId(&items, &remote);
    if (remote.trace_id_high == 0 && trace_id.size() <= 16)
      remote.notes |= WireNotes::kShortTraceId;
    Context result = SetRemote(context, remote);
    return items.AddTo(result);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool OtTracePropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kTraceId) && callback(kSpanId) && callback(kSampled);
}

bool OtTracePropagator::Prefixes(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kBaggagePrefix) && (!options_.read_span_context_header || callback(kSpanContext));
}

}  // namespace tracebridge
