#include "tracebridge/jaeger_binary.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/jaeger_flags.h"
#include "otel_core/propagators/remote_context.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using propagators::BaggageItems;
using propagators::Remote;

// Takes fields off the front; each function returns false when there is less than it takes.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  // A number of `size` bytes.
  bool Number(std::size_t size, std::uint64_t* number) {
    if (rest_.size() < size) return false;
    *number = 0;
    for (const char c : rest_.substr(0, size))
      *number = *number << 8 | static_cast<unsigned char>(c);
    rest_.remove_prefix(size);
    return true;
  }

  // A length of four bytes and as many bytes. A length is signed: one below zero is more than there is.
  bool Bytes(std::string_view* bytes) {
    std::uint64_t size = 0;
    if (!Number(4, &size) || size > rest_.size()) return false;
    *bytes = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(bytes->size());
    return true;
  }

 private:
  std::string_view rest_;
};

// A count below zero counts as none, as in Go's client.
bool ReadBaggage(Reader* reader, BaggageItems* items) {
  std::uint64_t count = 0;
  if (!reader->Number(4, &count)) return false;
  if (count > INT32_MAX) return true;
  for (std::string_view key, value; count > 0; --count) {
    if (!reader->Bytes(&key) || !reader->Bytes(&value)) return false;
    items->Add(std::string(key), std::string(value));
  }
  return true;
}

bool Read(std::string_view bytes, Remote* remote, BaggageItems* items) {
  Reader reader(bytes);
  std::uint64_t parent_id = 0;
  std::uint64_t flags = 0;
  if (!reader.Number(8, &remote->trace_id_high) || !reader.Number(8, &remote->trace_id_low) ||
      !reader.Number(8, &remote->span_id) || !reader.Number(8, &parent_id) ||
      !reader.Number(1, &flags)) {
    return false;
  }
  propagators::SetJaegerFlags(flags, remote);
  if (remote->trace_id_high == 0) remote->notes |= WireNotes::kShortTraceId;
  return ReadBaggage(&reader, items) && remote->HasIds();
}

void AppendNumber(std::size_t size, std::uint64_t number, std::string* to) {
  while (size-- > 0) to->push_back(static_cast<char>(number >> (8 * size) & 0xff));
}

void AppendBytes(std::string_view bytes, std::string* to) {
  AppendNumber(4, bytes.size(), to);
  to->append(bytes);
}

// Returns how many items were appended.
std::uint64_t AppendItems(const Context& context, std::string* to) {
  propagators::BaggageRoom room;
  std::uint64_t count = 0;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        if (!room.Take(key.size() + value.size())) return true;
        const std::size_t before = to->size();
        try {  // here, for GetAllEntries is noexcept
          AppendBytes(key, to);
          AppendBytes(value, to);
          ++count;
          return true;
        } catch (...) {
          to->resize(before);
          Count(Diagnostic::kOutOfMemory);
          return false;
        }
      });
  return count;
}

}  // namespace

bool JaegerBinary::ToBytes(const Context& context, std::string* bytes) const noexcept {
  try {
    bytes->clear();
    const trace::SpanContext span_context = trace::GetSpanContext(context);
    if (!span_context.IsValid()) return false;
    std::string items;
    const std::uint64_t count = AppendItems(context, &items);
    AppendNumber(8, propagators::HighHalf(span_context.trace_id()), bytes);
    AppendNumber(8, propagators::LowHalf(span_context.trace_id()), bytes);
    AppendNumber(8, propagators::Number(span_context.span_id()), bytes);
    AppendNumber(8, 0, bytes);
    AppendNumber(1, propagators::JaegerFlags(span_context), bytes);
    AppendNumber(4, count, bytes);
    bytes->append(items);
    return true;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    bytes->clear();
    return false;
  }
}

Context JaegerBinary::FromBytes(nostd::string_view bytes, const Context& context) const noexcept {
  try {
    if (bytes.empty()) return context;
    Remote remote;
    BaggageItems items;
    if (!Read(bytes, &remote, &items)) {
      CountMalformedHeader();
      return context;
    }
    Context result = SetRemote(context, remote);
    return items.AddTo(result);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

}  // namespace tracebridge
