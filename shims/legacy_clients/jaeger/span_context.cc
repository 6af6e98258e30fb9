#include "shims/opentracing/span_context.h"

#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "jaegertracing/SpanContext.h"
#include "opentelemetry/trace/default_span.h"
#include "shims/legacy_clients/ids.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

namespace jaegertracing {
namespace {

namespace trace = opentelemetry::trace;
namespace clients = tracebridge::legacy_clients;
namespace shim = tracebridge::opentracing_shim;

constexpr auto kSampled = static_cast<unsigned char>(SpanContext::Flag::kSampled);
constexpr auto kDebug = static_cast<unsigned char>(SpanContext::Flag::kDebug);

std::string Hex(uint64_t number) {
  char digits[16];
  for (int i = 15; i >= 0; --i, number >>= 4) digits[i] = "0123456789abcdef"[number & 0xF];
  return std::string(digits, sizeof digits);
}

// Hexadecimal digits of `in`, at most `most`, up to a colon or the end, neither of which is taken. "" for other characters.
std::string TakeDigits(std::istream& in, size_t most) {
  std::string digits;
  for (int c = in.peek(); c != std::istream::traits_type::eof() && c != ':'; c = in.peek()) {
    const bool is_digit =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!is_digit || digits.size() == most) return "";
    digits += static_cast<char>(in.get());
  }
  return digits;
}

uint64_t ToNumber(std::string_view digits) {
  uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number;
}

bool TakeColon(std::istream& in) {
  if (in.peek() != ':') return false;
  in.get();
  return true;
}

// `:<digits>`. False for anything else.
bool TakePart(std::istream& in, size_t most, uint64_t* number) {
  if (!TakeColon(in)) return false;
  const std::string digits = TakeDigits(in, most);
  *number = ToNumber(digits);
  return !digits.empty();
}

std::unique_ptr<opentracing::SpanContext> MadeOf(const trace::SpanContext& context,
                                                 const SpanContext::StrMap& items) {
  auto made = std::make_unique<shim::SpanContextShim>(
      shim::SpanPointer(new trace::DefaultSpan(context)), shim::BaggagePointer());
  for (const auto& item : items) made->SetBaggageItem(item.first, item.second);
  return made;
}

}  // namespace

TraceID TraceID::fromStream(std::istream& in) {
  const std::string digits = TakeDigits(in, 32);
  const std::string_view text(digits);
  if (text.size() <= 16) return {0, ToNumber(text)};
  return {ToNumber(text.substr(0, text.size() - 16)), ToNumber(text.substr(text.size() - 16))};
}

std::string TraceID::text() const { return (_high == 0 ? "" : Hex(_high)) + Hex(_low); }

SpanContext SpanContext::fromStream(std::istream& in) {
  const TraceID trace_id = TraceID::fromStream(in);
  uint64_t span_id = 0;
  uint64_t parent_id = 0;
  uint64_t flags = 0;
  if (!trace_id.isValid() || !TakePart(in, 16, &span_id) || !TakePart(in, 16, &parent_id) ||
      !TakePart(in, 2, &flags)) {
    return SpanContext();
  }
  in.clear();
  return SpanContext(trace_id, span_id, parent_id, static_cast<unsigned char>(flags), StrMap());
}

SpanContext::SpanContext(const TraceID& traceID, uint64_t spanID, uint64_t parentID,
                         unsigned char flags, const StrMap& baggage, const std::string& debugID,
                         const std::string& traceState)
    : _traceID(traceID), _spanID(spanID), _parentID(parentID), _debugID(debugID) {
  take(MadeOf(clients::RemoteContext(traceID.high(), traceID.low(), spanID, (flags & kSampled) != 0,
                                     (flags & kDebug) != 0, traceState),
              baggage));
}

SpanContext::SpanContext(const opentracing::SpanContext& made, uint64_t parentID) noexcept
    : _parentID(parentID), _wrapped(&made) {
  std::optional<trace::SpanContext> copy;
  const trace::SpanContext* const otel = shim::ToOtel(made, &copy);
  if (otel == nullptr) return;
  const auto trace_id = otel->trace_id().Id();
  _traceID = TraceID(clients::ToNumber(trace_id.data()), clients::ToNumber(trace_id.data() + 8));
  _spanID = clients::ToNumber(otel->span_id().Id().data());
}

SpanContext SpanContext::owning(std::unique_ptr<opentracing::SpanContext> made) {
  SpanContext context(*made, 0);
  std::optional<trace::SpanContext> copy;
  if (const auto* const otel = shim::ToOtel(*made, &copy)) {
    context._debugID = tracebridge::DebugIdOf(*otel);
  }
  context.take(std::move(made));
  return context;
}

void SpanContext::take(std::unique_ptr<opentracing::SpanContext> made) noexcept {
  _owned = std::move(made);
  _wrapped = _owned.get();
}

SpanContext::SpanContext(const SpanContext& other)
    : opentracing::SpanContext(),
      tracebridge::WrappedSpanContext(),
      _traceID(other._traceID),
      _spanID(other._spanID),
      _parentID(other._parentID),
      _debugID(other._debugID) {
  if (other._wrapped != nullptr) take(other._wrapped->Clone());
}

SpanContext& SpanContext::operator=(SpanContext other) {
  swap(other);
  return *this;
}

void SpanContext::swap(SpanContext& other) {
  std::swap(_traceID, other._traceID);
  std::swap(_spanID, other._spanID);
  std::swap(_parentID, other._parentID);
  std::swap(_debugID, other._debugID);
  std::swap(_wrapped, other._wrapped);
  std::swap(_owned, other._owned);
}

const SpanContext::StrMap& SpanContext::baggage() const {
  StrMap items;
  ForeachBaggageItem([&items](const std::string& key, const std::string& value) {
    items[key] = value;
    return true;
  });
  const std::lock_guard<std::mutex> lock(_mutex);
  if (items != _baggage) _baggage = std::move(items);
  return _baggage;
}

SpanContext SpanContext::withBaggage(const StrMap& baggage) const {
  return SpanContext(_traceID, _spanID, _parentID, flags(), baggage, _debugID, traceState());
}

unsigned char SpanContext::flags() const {
  std::optional<trace::SpanContext> made;
  const trace::SpanContext* const otel =
      _wrapped == nullptr ? nullptr : shim::ToOtel(*_wrapped, &made);
  if (otel == nullptr) return 0;
  const bool is_debug = (otel->wire_notes() & tracebridge::WireNotes::kDebug) != 0;
  return static_cast<unsigned char>((otel->IsSampled() ? kSampled : 0) | (is_debug ? kDebug : 0));
}

const std::string& SpanContext::traceState() const {
  std::optional<trace::SpanContext> made;
  const trace::SpanContext* const otel =
      _wrapped == nullptr ? nullptr : shim::ToOtel(*_wrapped, &made);
  std::string text = otel == nullptr ? "" : tracebridge::WithoutDebugId(*otel)->ToHeader();
  const std::lock_guard<std::mutex> lock(_mutex);
  if (text != _traceState) _traceState = std::move(text);
  return _traceState;
}

void SpanContext::ForeachBaggageItem(
    std::function<bool(const std::string& key, const std::string& value)> f) const {
  if (_wrapped != nullptr) _wrapped->ForeachBaggageItem(std::move(f));
}

std::unique_ptr<opentracing::SpanContext> SpanContext::Clone() const noexcept {
  try {
    return std::unique_ptr<opentracing::SpanContext>(new SpanContext(*this));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;
  }
}

std::string SpanContext::ToTraceID() const noexcept {
  return _wrapped == nullptr ? "" : _wrapped->ToTraceID();
}
std::string SpanContext::ToSpanID() const noexcept {
  return _wrapped == nullptr ? "" : _wrapped->ToSpanID();
}

std::string SpanContext::text() const {
  std::ostringstream text;
  text << _traceID << ':' << Hex(_spanID) << ':' << Hex(_parentID) << ':' << std::hex
       << static_cast<unsigned>(flags());
  return text.str();
}

bool operator==(const SpanContext& lhs, const SpanContext& rhs) {
  return lhs._traceID == rhs._traceID && lhs._spanID == rhs._spanID &&
         lhs._parentID == rhs._parentID && lhs.flags() == rhs.flags() &&
         lhs._debugID == rhs._debugID && lhs.baggage() == rhs.baggage() &&
         lhs.traceState() == rhs.traceState();
}

}  // namespace jaegertracing
