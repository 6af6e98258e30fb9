#include "tracebridge/ot_binary.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/propagators/baggage_items.h"
#include "otel_core/propagators/remote_context.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using propagators::BaggageItems;
using propagators::Remote;

// Tags: field number and wire type.
constexpr std::uint64_t kTraceIdTag = 1 << 3 | 1;
constexpr std::uint64_t kSpanIdTag = 2 << 3 | 1;
constexpr std::uint64_t kSampledTag = 3 << 3 | 0;
constexpr std::uint64_t kBaggageTag = 4 << 3 | 2;
constexpr std::uint64_t kKeyTag = 1 << 3 | 2;
constexpr std::uint64_t kValueTag = 2 << 3 | 2;
constexpr std::uint64_t kLightStepContextTag = 2 << 3 | 2;

constexpr std::size_t kLengthSize = 4;

// The fields of one message. Each function takes what it returns off the front; false: malformed.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  bool AtEnd() const { return rest_.empty(); }

  bool Varint(std::uint64_t* number) {
    *number = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      *number |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Fixed64(std::uint64_t* number) {
    if (rest_.size() < 8) return false;
    *number = 0;
    for (std::size_t i = 8; i-- > 0;) {
      *number = *number << 8 | static_cast<unsigned char>(rest_[i]);
    }
    rest_.remove_prefix(8);
    return true;
  }

  bool Bytes(std::string_view* bytes) {
    std::uint64_t size = 0;
    if (!Varint(&size) || size > rest_.size()) return false;
    *bytes = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(bytes->size());
    return true;
  }

  // A field that nobody knows.
  bool Skip(std::uint64_t tag) {
    std::uint64_t number = 0;
    std::string_view bytes;
    switch (tag & 7) {
      case 0:
        return Varint(&number);
      case 1:
        return Fixed64(&number);
      case 2:
        return Bytes(&bytes);
      case 5:
        if (rest_.size() < 4) return false;
        rest_.remove_prefix(4);
        return true;
      default:
        return false;  // groups are of no version of this message
    }
  }

 private:
  std::string_view rest_;
};

bool ReadItem(std::string_view bytes, BaggageItems* items) {
  FieldReader fields(bytes);
  std::string_view key;
  std::string_view value;
  while (!fields.AtEnd()) {
    std::uint64_t tag = 0;
    if (!fields.Varint(&tag)) return false;
    const bool read = tag == kKeyTag     ? fields.Bytes(&key)
                      : tag == kValueTag ? fields.Bytes(&value)
                                         : fields.Skip(tag);
    if (!read) return false;
  }
  items->Add(std::string(key), std::string(value));
  return true;
}

bool ReadState(std::string_view bytes, Remote* remote, BaggageItems* items) {
  FieldReader fields(bytes);
  std::uint64_t sampled = 0;
  while (!fields.AtEnd()) {
    std::uint64_t tag = 0;
    std::string_view item;
    if (!fields.Varint(&tag)) return false;
    const bool read = tag == kTraceIdTag   ? fields.Fixed64(&remote->trace_id_low)
                      : tag == kSpanIdTag  ? fields.Fixed64(&remote->span_id)
                      : tag == kSampledTag ? fields.Varint(&sampled)
                      : tag == kBaggageTag ? fields.Bytes(&item) && ReadItem(item, items)
                                           : fields.Skip(tag);
    if (!read) return false;
  }
  if (sampled != 0) remote->flags |= trace::TraceFlags::kIsSampled;
  remote->notes |= WireNotes::kShortTraceId;
  return remote->HasIds();
}

Context FromState(std::string_view bytes, const Context& context) {
  Remote remote;
  BaggageItems items;
  if (!ReadState(bytes, &remote, &items)) {
    CountMalformedHeader();
    return context;
  }
  Context result = SetRemote(context, remote);
  return items.AddTo(result);
}

void AppendVarint(std::uint64_t number, std::string* to) {
  for (; number >= 0x80; number >>= 7) to->push_back(static_cast<char>(number | 0x80));
  to->push_back(static_cast<char>(number));
}

void AppendFixed64(std::uint64_t tag, std::uint64_t number, std::string* to) {
  AppendVarint(tag, to);
  for (int i = 0; i < 8; ++i, number >>= 8) to->push_back(static_cast<char>(number & 0xff));
}

void AppendBytes(std::uint64_t tag, std::string_view bytes, std::string* to) {
  AppendVarint(tag, to);
  AppendVarint(bytes.size(), to);
  to->append(bytes);
}

// Returns whether there was something to say.
bool AppendState(const Context& context, std::string* to) {
  const trace::SpanContext span_context = trace::GetSpanContext(context);
  const std::uint64_t trace_id = propagators::LowHalf(span_context.trace_id());
  if (!span_context.IsValid() || trace_id == 0) return false;
  AppendFixed64(kTraceIdTag, trace_id, to);
  AppendFixed64(kSpanIdTag, propagators::Number(span_context.span_id()), to);
  if (span_context.IsSampled()) {
    AppendVarint(kSampledTag, to);
    AppendVarint(1, to);
  }

  propagators::BaggageRoom room;
  std::string item;
  opentelemetry::baggage::GetBaggage(context)->GetAllEntries(
      [&](nostd::string_view key, nostd::string_view value) {
        if (!room.Take(key.size() + value.size())) return true;
        try {  // here, for GetAllEntries is noexcept
          item.clear();
          AppendBytes(kKeyTag, key, &item);
          AppendBytes(kValueTag, value, &item);
          AppendBytes(kBaggageTag, item, to);
          return true;
        } catch (...) {
          Count(Diagnostic::kOutOfMemory);
          return false;
        }
      });
  return true;
}

}  // namespace

bool BasicTracerBinary::ToBytes(const Context& context, std::string* bytes) const noexcept {
  try {
    bytes->assign(kLengthSize, '\0');
    if (AppendState(context, bytes)) {
      const std::size_t size = bytes->size() - kLengthSize;
      for (std::size_t i = 0; i < kLengthSize; ++i) {
        (*bytes)[i] = static_cast<char>(size >> (8 * (kLengthSize - 1 - i)) & 0xff);
      }
      return true;
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  bytes->clear();
  return false;
}

Context BasicTracerBinary::FromBytes(nostd::string_view bytes,
                                     const Context& context) const noexcept {
  try {
    if (bytes.empty()) return context;
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < kLengthSize && i < bytes.size(); ++i) {
      size = size << 8 | static_cast<unsigned char>(bytes[i]);
    }
    if (bytes.size() < kLengthSize || size > bytes.size() - kLengthSize) {
      CountMalformedHeader();
      return context;
    }
    if (size == 0) return context;
    return FromState(bytes.substr(kLengthSize, static_cast<std::size_t>(size)), context);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

bool LightStepBinary::ToBytes(const Context& context, std::string* bytes) const noexcept {
  try {
    bytes->clear();
    std::string state;
    if (!AppendState(context, &state)) return false;
    AppendBytes(kLightStepContextTag, state, bytes);
    return true;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    bytes->clear();
    return false;
  }
}

Context LightStepBinary::FromBytes(nostd::string_view bytes,
                                   const Context& context) const noexcept {
  try {
    std::string_view state;
    for (FieldReader fields(bytes); !fields.AtEnd();) {
      std::uint64_t tag = 0;
      const bool read = fields.Varint(&tag) &&
                        (tag == kLightStepContextTag ? fields.Bytes(&state) : fields.Skip(tag));
      if (!read) {
        CountMalformedHeader();
        return context;
      }
    }
    return state.empty() ? context : FromState(state, context);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

}  // namespace tracebridge
