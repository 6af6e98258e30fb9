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
using ByteOrder = JaegerBinary::ByteOrder;
using propagators::BaggageItems;
using propagators::Remote;

// Takes fields off the front; each function returns false when there is less than it takes.
class Reader {
 public:
  Reader(std::string_view bytes, ByteOrder order) : rest_(bytes), order_(order) {}

  // A number of `size` bytes.
  bool Number(std::size_t size, std::uint64_t* number) {
    if (rest_.size() < size) return false;
    *number = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const char byte = rest_[order_ == ByteOrder::kBigEndian ? i : size - 1 - i];
      *number = *number << 8 | static_cast<unsigned char>(byte);
    }
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
  const ByteOrder order_;
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

bool Read(std::string_view bytes, ByteOrder order, Remote* remote, BaggageItems* items) {
  Reader reader(bytes, order);
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

class Writer {
 public:
  Writer(std::string* to, ByteOrder order) : to_(to), order_(order) {}

  void Number(std::size_t size, std::uint64_t number) {
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = order_ == ByteOrder::kBigEndian ? size - 1 - i : i;
      to_->push_back(static_cast<char>(number >> (8 * place) & 0xff));
    }
  }

  void Bytes(std::string_view bytes) {
    Number(4, bytes.size());
    to_->append(bytes);
  }

 private:
  std::string* const to_;
  const ByteOrder order_;
};

// Returns how many items were appended.
std::uint64_t AppendItems(const Context& context, ByteOrder order, std::string* to) {
  Writer writer(to, order);
  propagators::BaggageRoom room;
  std::uint64_t count = 0;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        if (!room.Take(key.size() + value.size())) return true;
        const std::size_t before = to->size();
        try {  // here, for GetAllEntries is noexcept
          writer.Bytes(key);
          writer.Bytes(value);
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
    const std::uint64_t count = AppendItems(context, order_, &items);
    Writer writer(bytes, order_);
    writer.Number(8, propagators::HighHalf(span_context.trace_id()));
    writer.Number(8, propagators::LowHalf(span_context.trace_id()));
    writer.Number(8, propagators::Number(span_context.span_id()));
    writer.Number(8, 0);
    writer.Number(1, propagators::JaegerFlags(span_context));
    writer.Number(4, count);
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
    if (!Read(bytes, order_, &remote, &items)) {
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
