#include "tracebridge/xray_propagator.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "otel_core/propagators/trace_state_member.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using context::propagation::TextMapCarrier;
using propagators::EqualsIgnoringCase;
using propagators::HexCase;
using propagators::MemberOf;
using propagators::ReadHex;
using propagators::Remote;
using propagators::StateFields;
using propagators::TakeField;
using propagators::Trim;
using propagators::WriteHex;

constexpr nostd::string_view kHeader = "x-amzn-trace-id";
constexpr nostd::string_view kMember = "xray";

// Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1
constexpr char kRoot[] = "Root=1-";
constexpr char kParent[] = ";Parent=";
constexpr char kSampled[] = ";Sampled=";
constexpr std::size_t kTimeSize = 8;     // digits
constexpr std::size_t kUniqueSize = 24;  // digits
constexpr std::size_t kSpanIdSize = 16;  // digits
constexpr std::size_t kMaxSize =
    sizeof kRoot + kTimeSize + 1 + kUniqueSize + sizeof kParent + kSpanIdSize + sizeof kSampled + 1;

// Reads `1-5759e988-bd862e3fe1be46a994272793`.
bool ReadRoot(nostd::string_view text, Remote* remote) {
  if (TakeField(&text, '-') != "1") return false;
  const nostd::string_view time = TakeField(&text, '-');
  std::uint64_t seconds = 0;
  std::uint64_t middle = 0;
  if (time.size() != kTimeSize || text.size() != kUniqueSize ||
      !ReadHex<HexCase::kAny>(time, &seconds) ||
      !ReadHex<HexCase::kAny>(text.substr(0, 8), &middle) ||
      !ReadHex<HexCase::kAny>(text.substr(8), &remote->trace_id_low)) {
    return false;
  }
  remote->trace_id_high = seconds << 32 | middle;
  return (remote->trace_id_high | remote->trace_id_low) != 0;
}

bool ReadParent(nostd::string_view text, Remote* remote) {
  return text.size() == kSpanIdSize && ReadHex<HexCase::kAny>(text, &remote->span_id);
}

// Returns false when `text` is two headers joined into one.
bool ReadSampled(nostd::string_view text, Remote* remote) {
  if (text.find(',') != nostd::string_view::npos) return false;
  const bool decides = text == "0" || text == "1";
  remote->flags = text == "1" ? trace::TraceFlags::kIsSampled : 0;
  remote->notes = decides ? 0 : WireNotes::kDeferred;
  if (!decides && !text.empty() && text != "?") CountMalformedHeader();
  return true;
}

// The fields that the span context says. A load balancer's `Self` is about its own hop.
bool IsOfTheHop(nostd::string_view name) {
  for (const nostd::string_view field : {"root", "parent", "sampled", "self"}) {
    if (EqualsIgnoringCase(name, field)) return true;
  }
  return false;
}

// Returns whether `text` is a header. Of a field that comes twice the last counts, as for the peers.
bool Read(nostd::string_view text, Remote* remote, StateFields* others) {
  bool has_root = false;
  remote->notes = WireNotes::kDeferred;
  while (!text.empty()) {
    nostd::string_view value = TakeField(&text, ';');
    const nostd::string_view name = Trim(TakeField(&value, '='));
    value = Trim(value);
    bool is_good = true;
    if (EqualsIgnoringCase(name, "root")) {
      is_good = has_root = ReadRoot(value, remote);
    } else if (EqualsIgnoringCase(name, "parent")) {
      is_good = ReadParent(value, remote);
    } else if (EqualsIgnoringCase(name, "sampled")) {
      is_good = ReadSampled(value, remote);
    } else if (!name.empty() && !IsOfTheHop(name)) {
      others->Add("", name, value);
    }
    if (!is_good) return false;
  }
  return has_root;
}

// Appends the fields of the trace state's member, which anybody may have written: they say neither ids nor a decision.
void AppendOthers(nostd::string_view member, std::string* header) {
  propagators::ForEachStateField(member, [&](nostd::string_view name, nostd::string_view value) {
    if (Trim(name).empty()) return;
    if (IsOfTheHop(Trim(name))) return Count(Diagnostic::kHeaderFieldDropped);
    header->append(";").append(name).append("=").append(value);
    std::replace(header->end() - static_cast<std::ptrdiff_t>(value.size()), header->end(), '~',
                 '=');
  });
}

char* Put(nostd::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

std::size_t Write(const trace::SpanContext& span_context, char* text) {
  const std::uint8_t* trace_id = span_context.trace_id().Id().data();
  char* end = Put(kRoot, text);
  WriteHex(trace_id, kTimeSize / 2, end);
  end += kTimeSize;
  *end++ = '-';
  WriteHex(trace_id + kTimeSize / 2, kUniqueSize / 2, end);
  end = Put(kParent, end + kUniqueSize);
  WriteHex(span_context.span_id().Id().data(), trace::SpanId::kSize, end);
  end += kSpanIdSize;
  if ((span_context.wire_notes() & WireNotes::kDeferred) == 0) {
    end = Put(kSampled, end);
    *end++ = span_context.IsSampled() ? '1' : '0';
  }
  return static_cast<std::size_t>(end - text);
}

}  // namespace

void XRayPropagator::Inject(TextMapCarrier& carrier, const context::Context& context) noexcept {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  if (!span_context.IsValid()) return;
  char text[kMaxSize];
  const std::size_t size = Write(span_context, text);
  const nostd::string_view others = MemberOf(*span_context.trace_state(), kMember);
  if (others.empty()) {
    carrier.Set(kHeader, {text, size});
    return;
  }
  try {
    std::string header(text, size);
    AppendOthers(others, &header);
    carrier.Set(kHeader, header);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

context::Context XRayPropagator::Extract(const TextMapCarrier& carrier,
                                         context::Context& context) noexcept {
  const nostd::string_view text = Trim(carrier.Get(kHeader));
  if (text.empty()) return context;
  try {
    Remote remote;
    StateFields others;
    if (Read(text, &remote, &others)) {
      return propagators::SetRemoteOrDecision(context, remote, {kMember, others.text()});
    }
    CountMalformedHeader();
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return context;
}

bool XRayPropagator::Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kHeader);
}

}  // namespace tracebridge
