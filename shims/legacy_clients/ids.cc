#include "shims/legacy_clients/ids.h"

#include "opentelemetry/trace/trace_state.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::legacy_clients {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

void Put(std::uint64_t number, std::uint8_t* bytes) noexcept {
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[i] = static_cast<std::uint8_t>(number);
}

}  // namespace

std::uint64_t ToNumber(const std::uint8_t* bytes) noexcept {
  // Written out: one instruction to the compiler, which a loop is not.
  const auto at = [bytes](int i) { return std::uint64_t{bytes[i]} << (56 - 8 * i); };
  return at(0) | at(1) | at(2) | at(3) | at(4) | at(5) | at(6) | at(7);
}

trace::SpanContext RemoteContext(std::uint64_t trace_id_high, std::uint64_t trace_id_low,
                                 std::uint64_t span_id, bool is_sampled, bool is_debug,
                                 const std::string& trace_state) {
  std::uint8_t trace_bytes[16];
  std::uint8_t span_bytes[8];
  Put(trace_id_high, trace_bytes);
  Put(trace_id_low, trace_bytes + 8);
  Put(span_id, span_bytes);
  return {trace::TraceId(nostd::span<const std::uint8_t, 16>(trace_bytes)),
          trace::SpanId(nostd::span<const std::uint8_t, 8>(span_bytes)),
          trace::TraceFlags(is_sampled ? trace::TraceFlags::kIsSampled : std::uint8_t{0}),
          /*is_remote=*/true,
          trace::TraceState::FromHeader(trace_state),
          is_debug ? WireNotes::kDebug : std::uint8_t{0}};
}

}  // namespace tracebridge::legacy_clients
