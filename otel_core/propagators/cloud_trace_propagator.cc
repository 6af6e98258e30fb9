#include "tracebridge/cloud_trace_propagator.h"

#include <cstddef>
#include <cstdint>

#include "opentelemetry/trace/context.h"
#include "otel_core/propagators/decimal.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapCarrier;
using propagators::HexCase;
using propagators::kMaxDecimalSize;
using propagators::Number;
using propagators::ReadDecimal;
using propagators::ReadHex128;
using propagators::Remote;
using propagators::TakeField;
using propagators::Trim;
using propagators::WriteDecimal;
using propagators::WriteHex;

constexpr nostd::string_view kHeader = "x-cloud-trace-context";
constexpr std::size_t kTraceIdSize = 32;
constexpr std::uint64_t kTrue = 1;  // the bit of the options that says sampled
constexpr nostd::string_view kOption = "o=";
constexpr std::size_t kOptionSize = 4;  // ";o=1"

void ReadOptions(nostd::string_view options, Remote* remote) {
  remote->notes = WireNotes::kDeferred;
  while (!options.empty()) {
    const nostd::string_view option = Trim(TakeField(&options, ';'));
    if (option.substr(0, kOption.size()) != kOption) continue;
    std::uint64_t bits = 0;
    if (!ReadDecimal(option.substr(kOption.size()), &bits)) {
      CountMalformedHeader();
      continue;
    }
    remote->flags = (bits & kTrue) != 0 ? trace::TraceFlags::kIsSampled : 0;
    remote->notes = 0;
  }
}

// Returns whether `text` is a header. It has no comma: two headers joined into one are none.
bool Read(nostd::string_view text, Remote* remote) {
  if (text.find(',') != nostd::string_view::npos) return false;
  nostd::string_view span_id = Trim(TakeField(&text, ';'));
  const bool has_span_id = span_id.find('/') != nostd::string_view::npos;
  const nostd::string_view trace_id = TakeField(&span_id, '/');
  if (!ReadHex128<HexCase::kAny>(trace_id, &remote->trace_id_high, &remote->trace_id_low) ||
      (has_span_id && !ReadDecimal(span_id, &remote->span_id))) {
    return false;
  }
  ReadOptions(text, remote);
  if (trace_id.size() <= kTraceIdSize / 2) remote->notes |= WireNotes::kShortTraceId;
  return (remote->trace_id_high | remote->trace_id_low) != 0;
}

}  // namespace

void CloudTracePropagator::Inject(TextMapCarrier& carrier,
                                  const context::Context& context) noexcept {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  if (!span_context.IsValid()) return;

  char text[kTraceIdSize + 1 + kMaxDecimalSize + kOptionSize];
  WriteHex(span_context.trace_id().Id().data(), trace::TraceId::kSize, text);
  char* end = text + kTraceIdSize;
  *end++ = '/';
  end += WriteDecimal(Number(span_context.span_id()), end);
  if ((span_context.wire_notes() & WireNotes::kDeferred) == 0) {
    for (const char c : {';', 'o', '=', span_context.IsSampled() ? '1' : '0'}) *end++ = c;
  }
  carrier.Set(kHeader, {text, static_cast<std::size_t>(end - text)});
}

context::Context CloudTracePropagator::Extract(const TextMapCarrier& carrier,
                                               context::Context& context) noexcept {
  const nostd::string_view text = Trim(carrier.Get(kHeader));
  if (text.empty()) return context;
  Remote remote;
  if (!Read(text, &remote)) {
    CountMalformedHeader();
    return context;
  }
  return propagators::SetRemoteOrDecision(context, remote);
}

bool CloudTracePropagator::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kHeader);
}

}  // namespace tracebridge
