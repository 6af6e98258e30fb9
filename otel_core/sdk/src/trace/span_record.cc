#include "opentelemetry/sdk/trace/span_record.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <string>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/sdk/src/common/block_pool.h"
#include "otel_core/sdk/src/common/utf8.h"
#include "otel_core/sdk/src/common/wire.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace wire = tracebridge::wire;
namespace {

using opentelemetry::common::AttributeValue;
using tracebridge::sdk::BlockKind;
using wire::Tag;

// Field numbers of opentelemetry.proto.trace.v1 and common.v1.
constexpr std::uint8_t kSpanTraceState = Tag(3, wire::kBytes);
constexpr std::uint8_t kSpanName = Tag(5, wire::kBytes);
constexpr std::uint8_t kSpanAttributes = Tag(9, wire::kBytes);
constexpr std::uint8_t kSpanEvents = Tag(11, wire::kBytes);
constexpr std::uint8_t kSpanLinks = Tag(13, wire::kBytes);
constexpr std::uint8_t kSpanStatus = Tag(15, wire::kBytes);
constexpr std::uint8_t kStatusMessage = Tag(2, wire::kBytes);
constexpr std::uint8_t kStatusCode = Tag(3, wire::kVarint);
constexpr std::uint8_t kEventTime = Tag(1, wire::kFixed64);
constexpr std::uint8_t kEventName = Tag(2, wire::kBytes);
constexpr std::uint8_t kEventAttributes = Tag(3, wire::kBytes);
constexpr std::uint8_t kEventDropped = Tag(4, wire::kVarint);
constexpr std::uint8_t kLinkTraceId = Tag(1, wire::kBytes);
constexpr std::uint8_t kLinkSpanId = Tag(2, wire::kBytes);
constexpr std::uint8_t kLinkTraceState = Tag(3, wire::kBytes);
constexpr std::uint8_t kLinkAttributes = Tag(4, wire::kBytes);
constexpr std::uint8_t kLinkDropped = Tag(5, wire::kVarint);
constexpr std::uint8_t kLinkFlags = Tag(6, wire::kFixed32);
constexpr std::uint8_t kKeyValueKey = Tag(1, wire::kBytes);
constexpr std::uint8_t kKeyValueValue = Tag(2, wire::kBytes);
constexpr std::uint8_t kAnyText = Tag(1, wire::kBytes);
constexpr std::uint8_t kAnyBool = Tag(2, wire::kVarint);
constexpr std::uint8_t kAnyInt = Tag(3, wire::kVarint);
constexpr std::uint8_t kAnyDouble = Tag(4, wire::kFixed64);
constexpr std::uint8_t kAnyArray = Tag(5, wire::kBytes);
constexpr std::uint8_t kAnyBytes = Tag(7, wire::kBytes);
constexpr std::uint8_t kArrayValues = Tag(1, wire::kBytes);

// OTLP's SpanFlags: whether "is remote" is known, and what it is.
constexpr std::uint32_t kHasIsRemote = 0x100;
constexpr std::uint32_t kIsRemote = 0x200;

constexpr std::size_t kMaxBufferBytes = std::size_t{1} << 30;
constexpr std::size_t kMaxKeptSpill = 16 * 1024;
// Room for the length of a message that is not known until it is written: most are short.
constexpr std::size_t kLengthRoom = 1;

const std::uint8_t* Data(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string_view View(const std::uint8_t* begin, const std::uint8_t* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

struct FieldAt {
  unsigned number;
  unsigned type;
  std::string_view payload;  // of a fixed or varint field: its bytes
  const std::uint8_t* next;
};

FieldAt ReadField(const std::uint8_t* p) {
  FieldAt field{static_cast<unsigned>(*p) >> 3, *p & 7u, {}, nullptr};
  ++p;
  std::uint64_t length = 0;
  switch (field.type) {
    case wire::kBytes:
      p = wire::GetVarint(p, &length);
      break;
    case wire::kFixed64:
      length = 8;
      break;
    case wire::kFixed32:
      length = 4;
      break;
    default:
      while (p[length++] >= 0x80) {
      }
  }
  field.next = p + length;
  field.payload = View(p, field.next);
  return field;
}

// One of 64 bits. Keys of one instrumentation differ in length or at their ends, mostly.
std::uint64_t KeyBit(std::string_view key) {
  const auto first = static_cast<unsigned char>(key.front());
  const auto last = static_cast<unsigned char>(key.back());
  return std::uint64_t{1} << ((key.size() * 7 + first * 3u + last * 5u) & 63);
}

constexpr std::size_t kMaxScalar = 11;

using Pair = std::uint64_t __attribute__((vector_size(16)));

// Copies `size` bytes and returns 0 when all of them are ASCII. Unlike memcpy and a loop, reads each byte once and calls
// nothing.
inline std::uint64_t CopyText(std::uint8_t* to, const char* from, std::size_t size) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  const auto copy = [&](auto word, std::size_t at) {
    std::memcpy(&word, from + at, sizeof word);
    std::memcpy(to + at, &word, sizeof word);
    return word;
  };
  std::uint64_t high = 0;
  if (size >= 16) {
    Pair pair{};
    for (std::size_t at = 0; at + 16 < size; at += 16) pair |= copy(Pair{}, at);
    pair |= copy(Pair{}, size - 16);
    high = pair[0] | pair[1];
  } else if (size >= 8) {
    high = copy(std::uint64_t{}, 0) | copy(std::uint64_t{}, size - 8);
  } else if (size >= 4) {
    high = std::uint64_t{copy(std::uint32_t{}, 0)} | copy(std::uint32_t{}, size - 4);
  } else if (size != 0) {
    // As numbers: were they bytes, GCC 12 would keep them as bytes on the stack and load them as more.
    const unsigned first = static_cast<unsigned char>(from[0]);
    const unsigned middle = static_cast<unsigned char>(from[size / 2]);
    const unsigned last = static_cast<unsigned char>(from[size - 1]);
    to[0] = static_cast<std::uint8_t>(first);
    to[size / 2] = static_cast<std::uint8_t>(middle);
    to[size - 1] = static_cast<std::uint8_t>(last);
    high = first | middle | last;
  }
  return high & kHighBits;
}

// Sizes and bytes of the scalar AnyValues.
struct Bool {
  bool value;
  std::size_t size() const { return 2; }
  std::uint8_t* Put(std::uint8_t* p) const {
    *p++ = kAnyBool;
    *p++ = value ? 1 : 0;
    return p;
  }
};

struct Int {
  std::int64_t value;
  std::size_t size() const { return 1 + wire::VarintSize(static_cast<std::uint64_t>(value)); }
  std::uint8_t* Put(std::uint8_t* p) const {
    *p++ = kAnyInt;
    return wire::PutVarint(p, static_cast<std::uint64_t>(value));
  }
};

struct Double {
  double value;
  std::size_t size() const { return 9; }
  std::uint8_t* Put(std::uint8_t* p) const {
    *p++ = kAnyDouble;
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return wire::PutFixed64(p, bits);
  }
};

template <std::uint8_t kTag>
struct Delimited {
  std::string_view value;
  std::size_t size() const { return 1 + wire::DelimitedSize(value.size()); }
  std::uint8_t* Put(std::uint8_t* p) const {
    *p++ = kTag;
    return wire::PutDelimited(p, value);
  }
};
using Text = Delimited<kAnyText>;
using Bytes = Delimited<kAnyBytes>;

// "Integer values which do not fit into the signed 64-bit range become the decimal text"
// (specification 1.60.0, common/attribute-type-mapping.md, "Integer Values").
struct Unsigned {
  explicit Unsigned(std::uint64_t v) : value(v) {
    if (FitsInt()) return;
    char* p = digits + sizeof digits;
    for (; v != 0; v /= 10) *--p = static_cast<char>('0' + v % 10);
    text = {p, static_cast<std::size_t>(digits + sizeof digits - p)};
  }
  Unsigned(const Unsigned&) = delete;
  Unsigned& operator=(const Unsigned&) = delete;
  bool FitsInt() const {
    return value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  }
  std::size_t size() const {
    return FitsInt() ? Int{static_cast<std::int64_t>(value)}.size() : Text{text}.size();
  }
  std::uint8_t* Put(std::uint8_t* p) const {
    return FitsInt() ? Int{static_cast<std::int64_t>(value)}.Put(p) : Text{text}.Put(p);
  }
  std::uint64_t value;
  char digits[20];
  std::string_view text;
};

Bool ToAny(bool value) { return {value}; }
Int ToAny(std::int32_t value) { return {value}; }
Int ToAny(std::uint32_t value) { return {value}; }
Int ToAny(std::int64_t value) { return {value}; }
Unsigned ToAny(std::uint64_t value) { return Unsigned(value); }
Double ToAny(double value) { return {value}; }
Text ToAny(std::string_view value) { return {value}; }

template <class Element>
class Array {
 public:
  explicit Array(nostd::span<const Element> values) : values_(values) {
    for (const Element& value : values_) payload_ += 1 + wire::DelimitedSize(ToAny(value).size());
  }
  std::size_t size() const { return 1 + wire::DelimitedSize(payload_); }
  std::uint8_t* Put(std::uint8_t* p) const {
    *p++ = kAnyArray;
    p = wire::PutVarint(p, payload_);
    for (const Element& value : values_) {
      const auto any = ToAny(value);
      *p++ = kArrayValues;
      p = any.Put(wire::PutVarint(p, any.size()));
    }
    return p;
  }

 private:
  nostd::span<const Element> values_;
  std::size_t payload_ = 0;
};

// A link's `opentracing.ref_type` (semantic conventions, general/trace-compatibility.md, "OpenTracing").
template <std::size_t kSize>
struct RefTypeWire {
  constexpr explicit RefTypeWire(const char (&value)[kSize]) : bytes{} {
    constexpr char kKey[] = "opentracing.ref_type";
    constexpr std::size_t kKeySize = sizeof kKey - 1;
    std::uint8_t* p = bytes;
    *p++ = kLinkAttributes;
    *p++ = static_cast<std::uint8_t>(sizeof bytes - 2);
    *p++ = kKeyValueKey;
    *p++ = static_cast<std::uint8_t>(kKeySize);
    for (std::size_t i = 0; i < kKeySize; ++i) *p++ = static_cast<std::uint8_t>(kKey[i]);
    *p++ = kKeyValueValue;
    *p++ = static_cast<std::uint8_t>(2 + kValueSize);
    *p++ = kAnyText;
    *p++ = static_cast<std::uint8_t>(kValueSize);
    for (std::size_t i = 0; i < kValueSize; ++i) *p++ = static_cast<std::uint8_t>(value[i]);
  }
  static constexpr std::size_t kValueSize = kSize - 1;
  std::uint8_t bytes[2 + 2 + 20 + 2 + 2 + kSize - 1];
};
constexpr RefTypeWire kChildOfWire("child_of");
constexpr RefTypeWire kFollowsFromWire("follows_from");

}  // namespace

// ---- reading

std::string_view MessageView::NextField(std::string_view* rest, unsigned field) {
  const std::uint8_t* p = Data(*rest);
  const std::uint8_t* const end = p + rest->size();
  while (p != end) {
    const FieldAt at = ReadField(p);
    p = at.next;
    if (at.number == field && at.type == wire::kBytes) {
      *rest = View(p, end);
      return at.payload;
    }
  }
  *rest = {};
  return {};
}

std::string_view MessageView::Bytes(unsigned field) const {
  std::string_view rest = wire_;
  return NextField(&rest, field);
}

std::uint64_t MessageView::Number(unsigned field, std::uint64_t otherwise) const {
  const std::uint8_t* p = Data(wire_);
  const std::uint8_t* const end = p + wire_.size();
  while (p != end) {
    const FieldAt at = ReadField(p);
    if (at.number == field && at.type == wire::kVarint) wire::GetVarint(p + 1, &otherwise);
    if (at.number == field && at.type == wire::kFixed32) otherwise = wire::GetFixed(p + 1, 4);
    if (at.number == field && at.type == wire::kFixed64) otherwise = wire::GetFixed(p + 1, 8);
    p = at.next;
  }
  return otherwise;
}

ValueView::Type ValueView::type() const {
  if (wire_.empty()) return Type::kEmpty;
  switch (*Data(wire_)) {
    case kAnyText:
      return Type::kText;
    case kAnyBool:
      return Type::kBool;
    case kAnyInt:
      return Type::kInt;
    case kAnyDouble:
      return Type::kDouble;
    case kAnyArray:
      return Type::kArray;
    default:
      return Type::kBytes;
  }
}

bool ValueView::AsBool() const { return Number(2) != 0; }
std::int64_t ValueView::AsInt() const { return static_cast<std::int64_t>(Number(3)); }
double ValueView::AsDouble() const {
  const std::uint64_t bits = Number(4);
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}
std::string_view ValueView::AsText() const { return MessageView::Bytes(1); }
std::string_view ValueView::AsBytes() const { return MessageView::Bytes(7); }
FieldRange<ValueView> ValueView::AsArray() const { return {MessageView::Bytes(5), 1}; }

opentelemetry::common::SystemTimestamp EventView::time() const {
  return opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(Number(1)));
}

opentelemetry::trace::TraceId LinkView::trace_id() const {
  return opentelemetry::trace::TraceId(
      nostd::span<const std::uint8_t, opentelemetry::trace::TraceId::kSize>(Data(Bytes(1)), 16));
}

opentelemetry::trace::SpanId LinkView::span_id() const {
  return opentelemetry::trace::SpanId(
      nostd::span<const std::uint8_t, opentelemetry::trace::SpanId::kSize>(Data(Bytes(2)), 8));
}

// ---- life

void SpanRecord::SetSpanLimits(const SpanLimits& limits) noexcept {
  own_limits_ = limits;
  limits_ = &own_limits_;
}

std::unique_ptr<SpanRecord> SpanRecord::Create() noexcept {
  std::unique_ptr<SpanRecord> record(new (std::nothrow) SpanRecord);
  if (record == nullptr) tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  return record;
}

SpanRecord::SpanRecord() noexcept {
  static_assert(sizeof(SpanRecord) <=
                tracebridge::sdk::kBlockSizes[static_cast<unsigned>(BlockKind::kRecord)]);
  is_span_record_ = true;
  attributes_.tag = kSpanAttributes;
}

SpanRecord::~SpanRecord() {
  if (data_ == inline_) return;
  tracebridge::sdk::Attachment& spare = tracebridge::sdk::AttachmentOf(this);
  if (capacity_ <= kMaxKeptSpill && spare.data == nullptr) {
    spare = {data_, capacity_};
  } else {
    std::free(data_);
  }
}

void* SpanRecord::operator new(std::size_t, const std::nothrow_t&) noexcept {
  return tracebridge::sdk::AllocateBlock(BlockKind::kRecord);
}

void SpanRecord::operator delete(void* record) noexcept {
  if (record != nullptr) tracebridge::sdk::FreeBlock(BlockKind::kRecord, record);
}

// ---- the buffer

// Makes room for `more` bytes behind size_. Returns false, and counts, when it cannot.
inline bool SpanRecord::Reserve(std::size_t more) noexcept {
  return __builtin_expect(more <= capacity_ - size_, 1) || Grow(size_ + more);
}

bool SpanRecord::Grow(std::size_t needed) noexcept {
  void* grown = nullptr;
  std::size_t capacity = 2 * needed;
  if (needed <= kMaxBufferBytes) {
    if (data_ != inline_) {
      grown = std::realloc(data_, capacity);
    } else {
      tracebridge::sdk::Attachment& spare = tracebridge::sdk::AttachmentOf(this);
      if (spare.size >= needed) {
        grown = spare.data;
        capacity = spare.size;
        spare = {};
      } else {
        grown = std::malloc(capacity);
      }
      if (grown != nullptr) std::memcpy(grown, inline_, size_);
    }
  }
  if (grown == nullptr) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return false;
  }
  data_ = static_cast<std::uint8_t*>(grown);
  capacity_ = static_cast<std::uint32_t>(capacity);
  return true;
}

void SpanRecord::Erase(std::size_t begin, std::size_t end) noexcept {
  std::memmove(data_ + begin, data_ + end, size_ - end);
  size_ -= static_cast<std::uint32_t>(end - begin);
}

std::string_view SpanRecord::Field(std::uint8_t tag) const {
  std::string_view rest = wire();
  return MessageView::NextField(&rest, tag >> 3u);
}

// Sets the one text field `tag`; an empty text removes it.
void SpanRecord::ReplaceText(std::uint8_t tag, std::string_view text) noexcept {
  if (!Reserve(1 + wire::DelimitedSize(text.size()))) return;
  if (size_ != 0) {
    const std::string_view old = Field(tag);
    if (old.data() != nullptr) {
      const auto payload = static_cast<std::size_t>(Data(old) - data_);
      Erase(payload - 1 - wire::VarintSize(old.size()), payload + old.size());
    }
  }
  if (text.empty()) return;
  std::uint8_t* p = data_ + size_;
  *p++ = tag;
  size_ = static_cast<std::uint32_t>(wire::PutDelimited(p, text) - data_);
}

// ---- attributes

// Makes the entry of `key`, new or overwritten, up to its value of `value_size` bytes. Returns
// where the value goes, or null when the attribute is dropped.
std::uint8_t* SpanRecord::Open(AttributeList* list, std::uint32_t limit, std::string_view key,
                               std::size_t value_size) noexcept {
  const std::size_t body =
      1 + wire::DelimitedSize(key.size()) + 1 + wire::DelimitedSize(value_size);
  const std::size_t entry = 1 + wire::DelimitedSize(body);
  const std::uint64_t bit = KeyBit(key);

  std::size_t at = size_;
  if ((list->seen & bit) != 0) {
    const std::uint8_t* p = data_ + list->begin;
    const std::uint8_t* const end = data_ + size_;
    while (p != end) {
      const FieldAt field = ReadField(p);
      if (*p == list->tag && ReadField(Data(field.payload)).payload == key) {
        const auto begin = static_cast<std::size_t>(p - data_);
        const auto old_size = static_cast<std::size_t>(field.next - p);
        if (old_size == entry) {
          at = begin;
        } else {
          if (!Reserve(entry)) return nullptr;
          Erase(begin, begin + old_size);
          at = size_;
        }
        --list->count;
        break;
      }
      p = field.next;
    }
  }

  if (at == size_) {
    if (list->count >= limit || !Reserve(entry)) {
      ++list->dropped;
      return nullptr;
    }
    size_ += static_cast<std::uint32_t>(entry);
  }
  ++list->count;
  list->seen |= bit;
  std::uint8_t* p = data_ + at;
  *p++ = list->tag;
  p = wire::PutVarint(p, body);
  *p++ = kKeyValueKey;
  p = wire::PutDelimited(p, key);
  *p++ = kKeyValueValue;
  return wire::PutVarint(p, value_size);
}

template <class Value>
void SpanRecord::PutValue(AttributeList* list, std::uint32_t limit, std::string_view key,
                          const Value& value) noexcept {
  std::uint8_t* p = Open(list, limit, key, value.size());
  if (p != nullptr) value.Put(p);
}

bool SpanRecord::PutText(AttributeList* list, std::uint32_t limit, std::string_view key,
                         std::string_view value) noexcept {
  if (value.size() > limits_->attribute_value_length_limit) {
    value = tracebridge::FirstCharacters(value, limits_->attribute_value_length_limit);
  }
  if (!tracebridge::IsValidUtf8(value)) return false;
  PutValue(list, limit, key, Text{value});
  return true;
}

// Precondition: `key` is not empty.
void SpanRecord::Put(AttributeList* list, std::uint32_t limit, std::string_view key,
                     const AttributeValue& value) noexcept {
  namespace api = opentelemetry::common;
  try {
    std::string valid_key;
    if (!tracebridge::IsValidUtf8(key)) key = valid_key = tracebridge::ReplaceInvalidUtf8(key);

    const auto text = [&](std::string_view v) {
      if (!PutText(list, limit, key, v)) {
        PutText(list, limit, key, tracebridge::ReplaceInvalidUtf8(v));
      }
    };
    const auto scalar = [&](auto v) { PutValue(list, limit, key, ToAny(v)); };
    const auto array = [&](auto v) {
      using Element = std::remove_const_t<std::remove_pointer_t<decltype(v.data())>>;
      PutValue(list, limit, key, Array<Element>(v));
    };

    switch (value.index()) {
      case api::kTypeBool:
        return scalar(*nostd::get_if<bool>(&value));
      case api::kTypeInt:
        return scalar(*nostd::get_if<std::int32_t>(&value));
      case api::kTypeInt64:
        return scalar(*nostd::get_if<std::int64_t>(&value));
      case api::kTypeUInt:
        return scalar(*nostd::get_if<std::uint32_t>(&value));
      case api::kTypeDouble:
        return scalar(*nostd::get_if<double>(&value));
      case api::kTypeCString: {
        const char* v = *nostd::get_if<const char*>(&value);
        return text(v == nullptr ? std::string_view() : std::string_view(v));
      }
      case api::kTypeString: {
        const auto& v = *nostd::get_if<nostd::string_view>(&value);
        return text({v.data(), v.size()});
      }
      case api::kTypeSpanBool:
        return array(*nostd::get_if<nostd::span<const bool>>(&value));
      case api::kTypeSpanInt:
        return array(*nostd::get_if<nostd::span<const std::int32_t>>(&value));
      case api::kTypeSpanInt64:
        return array(*nostd::get_if<nostd::span<const std::int64_t>>(&value));
      case api::kTypeSpanUInt:
        return array(*nostd::get_if<nostd::span<const std::uint32_t>>(&value));
      case api::kTypeSpanDouble:
        return array(*nostd::get_if<nostd::span<const double>>(&value));
      case api::kTypeUInt64:
        return scalar(*nostd::get_if<std::uint64_t>(&value));
      case api::kTypeSpanUInt64:
        return array(*nostd::get_if<nostd::span<const std::uint64_t>>(&value));
      case api::kTypeSpanString: {
        const auto& given = *nostd::get_if<nostd::span<const nostd::string_view>>(&value);
        std::vector<std::string> valid;
        std::vector<std::string_view> texts;
        valid.reserve(given.size());
        texts.reserve(given.size());
        for (const nostd::string_view& v : given) {
          std::string_view item = tracebridge::FirstCharacters(
              {v.data(), v.size()}, limits_->attribute_value_length_limit);
          if (!tracebridge::IsValidUtf8(item)) {
            item = valid.emplace_back(tracebridge::ReplaceInvalidUtf8(item));
          }
          texts.push_back(item);
        }
        return PutValue(list, limit, key, Array<std::string_view>({texts.data(), texts.size()}));
      }
      case api::kTypeSpanByte: {
        const auto& v = *nostd::get_if<nostd::span<const std::uint8_t>>(&value);
        const std::string_view bytes(reinterpret_cast<const char*>(v.data()), v.size());
        return PutValue(list, limit, key,
                        Bytes{bytes.substr(0, limits_->attribute_value_length_limit)});
      }
      default:
        ++list->dropped;  // a valueless variant
    }
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    ++list->dropped;
  }
}

bool SpanRecord::PutList(AttributeList* list, std::uint32_t limit,
                         const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  return attributes.ForEachKeyValue(
      [&](nostd::string_view key, const AttributeValue& value) noexcept {
        const std::string_view name(key.data(), key.size());
        if (name.empty()) return true;
        // As SetAttribute: a short text, which most are, is appended; Put takes everything.
        const auto* text = nostd::get_if<nostd::string_view>(&value);
        if (text == nullptr || !PutSmallText(list, limit, name, {text->data(), text->size()})) {
          Put(list, limit, name, value);
        }
        return true;
      });
}

// Appends an attribute whose lengths all fit one byte; `put` writes its value, returns the end, and sets bits of its second
// argument when it is not one for here. Returns false, with nothing changed, when the general way must be taken.
template <class PutAny>
__attribute__((always_inline)) inline bool SpanRecord::PutSmall(AttributeList* list,
                                                                std::uint32_t limit,
                                                                std::string_view key,
                                                                std::size_t max_any,
                                                                PutAny put) noexcept {
  // Tag, length, key's tag and length; then the value's tag and length.
  constexpr std::size_t kHead = 4, kValueHead = 2;
  const std::size_t max_entry = kHead + key.size() + kValueHead + max_any;
  if (max_entry > 2 + 127 || max_entry > capacity_ - size_ || list->count >= limit) return false;
  const std::uint64_t bit = KeyBit(key);
  if ((list->seen & bit) != 0) return false;

  std::uint8_t* const begin = data_ + size_;
  std::uint8_t* const value_head = begin + kHead + key.size();
  std::uint8_t* const any = value_head + kValueHead;
  std::uint64_t refused = CopyText(begin + kHead, key.data(), key.size());
  std::uint8_t* const end = put(any, &refused);
  if (refused != 0) return false;
  value_head[0] = kKeyValueValue;
  value_head[1] = static_cast<std::uint8_t>(end - any);
  wire::PutFixed32(
      begin, std::uint32_t{list->tag} | static_cast<std::uint32_t>(end - begin - 2) << 8 |
                 std::uint32_t{kKeyValueKey} << 16 | static_cast<std::uint32_t>(key.size()) << 24);
  size_ = static_cast<std::uint32_t>(end - data_);
  list->seen |= bit;
  ++list->count;
  return true;
}

__attribute__((always_inline)) inline bool SpanRecord::PutSmallText(
    AttributeList* list, std::uint32_t limit, std::string_view key,
    std::string_view value) noexcept {
  if (value.size() > limits_->attribute_value_length_limit) return false;
  return PutSmall(list, limit, key, 2 + value.size(),
                  [value](std::uint8_t* p, std::uint64_t* refused) {
                    p[0] = kAnyText;
                    p[1] = static_cast<std::uint8_t>(value.size());
                    *refused |= CopyText(p + 2, value.data(), value.size());
                    return p + 2 + value.size();
                  });
}

void SpanRecord::SetAttribute(nostd::string_view key_, const AttributeValue& value) noexcept {
  if (key_.empty()) return;
  const std::string_view key(key_.data(), key_.size());
  const std::uint32_t limit = limits_->attribute_count_limit;
  const auto small = [&](const auto& any) __attribute__((always_inline)) {
    return PutSmall(&attributes_, limit, key, kMaxScalar,
                    [&](std::uint8_t* p, std::uint64_t*) { return any.Put(p); });
  };
  // What instrumentation mostly sends, text first; Put takes everything.
  namespace types = opentelemetry::common;
  const std::size_t type = value.index();
  bool done = false;
  if (type == types::kTypeCString || type == types::kTypeString) {
    std::string_view text;
    bool is_text = true;
    if (const auto* view = nostd::get_if<nostd::string_view>(&value)) {
      text = {view->data(), view->size()};
    } else {
      const char* string = *nostd::get_if<const char*>(&value);
      is_text = string != nullptr;
      if (is_text) text = string;
    }
    done = is_text && PutSmallText(&attributes_, limit, key, text);
  } else if (const auto* number = nostd::get_if<std::int64_t>(&value)) {
    done = small(Int{*number});
  } else if (const auto* narrow = nostd::get_if<std::int32_t>(&value)) {
    done = small(Int{*narrow});
  } else if (const auto* real = nostd::get_if<double>(&value)) {
    done = small(Double{*real});
  } else if (const auto* truth = nostd::get_if<bool>(&value)) {
    done = small(Bool{*truth});
  }
  if (!done) Put(&attributes_, limit, key, value);
}

// ---- events and links

static std::uint32_t LinkFlags(const opentelemetry::trace::SpanContext& context) {
  return context.trace_flags().flags() | kHasIsRemote | (context.IsRemote() ? kIsRemote : 0);
}

// Writes one message behind the others; what is not closed is taken back.
class SpanRecord::MessageWriter {
 public:
  MessageWriter(SpanRecord* record, std::uint8_t tag, std::size_t room) noexcept
      : record_(record), begin_(record->size_), is_open_(record->Reserve(1 + kLengthRoom + room)) {
    if (!is_open_) return;
    record_->data_[begin_] = tag;
    record_->size_ += static_cast<std::uint32_t>(1 + kLengthRoom);
  }
  ~MessageWriter() {
    if (is_open_) record_->size_ = static_cast<std::uint32_t>(begin_);
  }
  MessageWriter(const MessageWriter&) = delete;
  MessageWriter& operator=(const MessageWriter&) = delete;

  bool is_open() const { return is_open_; }
  std::uint8_t* end() const { return record_->data_ + record_->size_; }
  void set_end(const std::uint8_t* end) {
    record_->size_ = static_cast<std::uint32_t>(end - record_->data_);
  }

  // Returns false without memory.
  bool Close() noexcept {
    const std::size_t payload = begin_ + 1 + kLengthRoom;
    const std::size_t length = record_->size_ - payload;
    if (const std::size_t more = wire::VarintSize(length) - kLengthRoom; more != 0) {
      if (!record_->Reserve(more)) return false;
      std::memmove(record_->data_ + payload + more, record_->data_ + payload, length);
      record_->size_ += static_cast<std::uint32_t>(more);
    }
    wire::PutVarint(record_->data_ + begin_ + 1, length);
    is_open_ = false;
    return true;
  }

 private:
  SpanRecord* record_;
  std::size_t begin_;
  bool is_open_;
};

void SpanRecord::AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                          const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  if (event_count_ >= limits_->event_count_limit) {
    ++dropped_events_count_;
    return;
  }
  std::string_view text(name.data(), name.size());
  std::string valid;
  if (!tracebridge::IsValidUtf8(text)) {
    try {
      text = valid = tracebridge::ReplaceInvalidUtf8(text);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      ++dropped_events_count_;
      return;
    }
  }

  MessageWriter event(this, kSpanEvents, 9 + 1 + wire::DelimitedSize(text.size()));
  if (!event.is_open()) {
    ++dropped_events_count_;
    return;
  }
  std::uint8_t* p = event.end();
  *p++ = kEventTime;
  p = wire::PutFixed64(p, static_cast<std::uint64_t>(timestamp.time_since_epoch().count()));
  *p++ = kEventName;
  event.set_end(wire::PutDelimited(p, text));

  AttributeList list;
  list.begin = size_;
  list.tag = kEventAttributes;
  PutList(&list, limits_->event_attribute_count_limit, attributes);
  if (list.dropped != 0 && Reserve(1 + wire::VarintSize(list.dropped))) {
    p = event.end();
    *p++ = kEventDropped;
    event.set_end(wire::PutVarint(p, list.dropped));
  }
  ++(event.Close() ? event_count_ : dropped_events_count_);
}

void SpanRecord::AddLink(const opentelemetry::trace::SpanContext& span_context,
                         const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  if (link_count_ >= limits_->link_count_limit) {
    ++dropped_links_count_;
    return;
  }
  std::string trace_state;
  try {
    trace_state = tracebridge::WithoutDebugId(span_context)->ToHeader();
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }

  MessageWriter link(this, kSpanLinks, 18 + 10 + 1 + wire::DelimitedSize(trace_state.size()) + 5);
  if (!link.is_open()) {
    ++dropped_links_count_;
    return;
  }
  std::uint8_t* p = link.end();
  *p++ = kLinkTraceId;
  p = wire::PutDelimited(
      p, View(span_context.trace_id().Id().data(), span_context.trace_id().Id().data() + 16));
  *p++ = kLinkSpanId;
  p = wire::PutDelimited(
      p, View(span_context.span_id().Id().data(), span_context.span_id().Id().data() + 8));
  if (!trace_state.empty()) {
    *p++ = kLinkTraceState;
    p = wire::PutDelimited(p, trace_state);
  }
  *p++ = kLinkFlags;
  link.set_end(wire::PutFixed32(p, LinkFlags(span_context)));

  AttributeList list;
  list.begin = size_;
  list.tag = kLinkAttributes;
  PutList(&list, limits_->link_attribute_count_limit, attributes);
  if (list.dropped != 0 && Reserve(1 + wire::VarintSize(list.dropped))) {
    p = link.end();
    *p++ = kLinkDropped;
    link.set_end(wire::PutVarint(p, list.dropped));
  }
  ++(link.Close() ? link_count_ : dropped_links_count_);
}

bool SpanRecord::LinkParent(const opentelemetry::trace::SpanContext& parent,
                            opentelemetry::trace::StartSpanOptions::ParentLink link) noexcept {
  constexpr std::size_t kFixed = 18 + 10 + 5;  // ids and flags
  if (link_count_ != 0 || limits_->link_count_limit == 0 ||
      limits_->link_attribute_count_limit == 0 ||
      limits_->attribute_value_length_limit < kFollowsFromWire.kValueSize ||
      parent.trace_state() == nullptr || !parent.trace_state()->Empty() ||
      !Reserve(2 + kFixed + sizeof kFollowsFromWire.bytes)) {
    return false;
  }
  const bool is_child_of = link == opentelemetry::trace::StartSpanOptions::ParentLink::kChildOf;
  const std::size_t type_size =
      is_child_of ? sizeof kChildOfWire.bytes : sizeof kFollowsFromWire.bytes;
  std::uint8_t* p = data_ + size_;
  *p++ = kSpanLinks;
  *p++ = static_cast<std::uint8_t>(kFixed + type_size);
  *p++ = kLinkTraceId;
  *p++ = 16;
  p = wire::PutRaw(p, parent.trace_id().Id().data(), 16);
  *p++ = kLinkSpanId;
  *p++ = 8;
  p = wire::PutRaw(p, parent.span_id().Id().data(), 8);
  *p++ = kLinkFlags;
  p = wire::PutFixed32(p, LinkFlags(parent));
  if (is_child_of) {
    wire::PutRaw(p, kChildOfWire.bytes, sizeof kChildOfWire.bytes);
  } else {
    wire::PutRaw(p, kFollowsFromWire.bytes, sizeof kFollowsFromWire.bytes);
  }
  size_ = static_cast<std::uint32_t>(p + type_size - data_);
  ++link_count_;
  return true;
}

// ---- the rest

std::unique_ptr<SpanRecord> SpanRecord::Copy() const noexcept {
  std::unique_ptr<SpanRecord> copy = Create();
  if (copy == nullptr || !copy->Reserve(size_)) return nullptr;
  std::memcpy(copy->data_, data_, size_);
  copy->size_ = size_;
  copy->trace_id_ = trace_id_;
  copy->span_id_ = span_id_;
  copy->parent_span_id_ = parent_span_id_;
  copy->start_time_ = start_time_;
  copy->duration_ = duration_;
  copy->flags_ = flags_;
  copy->kind_ = kind_;
  copy->status_ = status_;
  copy->parent_is_remote_ = parent_is_remote_;
  copy->wire_notes_ = wire_notes_;
  copy->event_count_ = event_count_;
  copy->link_count_ = link_count_;
  copy->dropped_events_count_ = dropped_events_count_;
  copy->dropped_links_count_ = dropped_links_count_;
  copy->attributes_ = attributes_;
  RecordableAccess::is_sampled(*copy) = flags_.IsSampled();
  return copy;
}

void SpanRecord::Begin(const opentelemetry::trace::SpanContext& span_context,
                       const opentelemetry::trace::SpanContext& parent, nostd::string_view name,
                       opentelemetry::trace::SpanKind kind, const InstrumentationScope& scope,
                       const resource::Resource& resource, const SpanLimits& limits) noexcept {
  limits_ = &limits;
  kind_ = kind;
  flags_ = span_context.trace_flags();
  parent_is_remote_ = parent.IsRemote();
  scope_ = &scope;
  resource_ = &resource;
  SetIdentity(span_context, parent.span_id());
  if (size_ == 0 && name.size() < 0x80 && !name.empty() &&
      CopyText(inline_ + 2, name.data(), name.size()) == 0) {
    inline_[0] = kSpanName;
    inline_[1] = static_cast<std::uint8_t>(name.size());
    size_ = static_cast<std::uint32_t>(2 + name.size());
  } else {
    SetName(name);
  }
}

void SpanRecord::SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                             opentelemetry::trace::SpanId parent_span_id) noexcept {
  trace_id_ = span_context.trace_id();
  span_id_ = span_context.span_id();
  parent_span_id_ = parent_span_id;
  wire_notes_ = span_context.wire_notes();
  const auto& trace_state = span_context.trace_state();
  if (trace_state == nullptr || trace_state->Empty()) return;
  SetTraceState(*trace_state);
}

// Apart, as most traces have none.
__attribute__((noinline)) void SpanRecord::SetTraceState(
    const opentelemetry::trace::TraceState& trace_state) noexcept {
  try {
    ReplaceText(kSpanTraceState, trace_state.ToHeader());
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

void SpanRecord::SetName(nostd::string_view name) noexcept {
  const std::string_view text(name.data(), name.size());
  if (tracebridge::IsValidUtf8(text)) return ReplaceText(kSpanName, text);
  try {
    ReplaceText(kSpanName, tracebridge::ReplaceInvalidUtf8(text));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

void SpanRecord::SetStatus(opentelemetry::trace::StatusCode code,
                           nostd::string_view description) noexcept {
  std::string_view text(description.data(), description.size());
  std::string valid;
  if (!tracebridge::IsValidUtf8(text)) {
    try {
      text = valid = tracebridge::ReplaceInvalidUtf8(text);
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
      text = {};
    }
  }
  status_ = code;
  ReplaceText(kSpanStatus, {});
  if (code == opentelemetry::trace::StatusCode::kUnset) return;
  constexpr std::size_t kLongerLength = 4;
  MessageWriter status(this, kSpanStatus, 1 + wire::DelimitedSize(text.size()) + 2 + kLongerLength);
  if (!status.is_open()) return;
  std::uint8_t* p = status.end();
  if (!text.empty()) {
    *p++ = kStatusMessage;
    p = wire::PutDelimited(p, text);
  }
  *p++ = kStatusCode;
  status.set_end(wire::PutVarint(p, static_cast<std::uint64_t>(code)));
  status.Close();  // there is room
}

std::string_view SpanRecord::trace_state() const { return Field(kSpanTraceState); }
std::string_view SpanRecord::name() const { return Field(kSpanName); }
std::string_view SpanRecord::status_description() const {
  std::string_view status = Field(kSpanStatus);
  return MessageView::NextField(&status, 2);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
