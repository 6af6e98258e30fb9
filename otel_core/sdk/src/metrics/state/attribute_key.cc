#include "otel_core/sdk/src/metrics/state/attribute_key.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/common/attribute_utils.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using opentelemetry::sdk::common::OwnedAttributeValue;

// Reads what AttributeKey wrote, in this process: it is whole.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }

  template <class T>
  T Number() {
    T value;
    std::memcpy(&value, Take(sizeof value).data(), sizeof value);
    return value;
  }
  char Tag() { return Take(1)[0]; }
  std::string Text() {
    const auto size = Number<std::uint32_t>();
    return std::string(Take(size));
  }

  OwnedAttributeValue Value() {
    const char tag = Tag();
    switch (tag) {
      case 'i':
        return Number<std::int64_t>();
      case 'u':
        return Number<std::uint64_t>();
      case 'd':
        return Number<double>();
      case 'b':
        return Number<std::uint64_t>() != 0;
      case 's':
        return Text();
      case 'x': {
        const std::string bytes = Text();
        return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
      }
      default:
        return List();
    }
  }

 private:
  std::string_view Take(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  // All elements have one type, the first one's.
  OwnedAttributeValue List() {
    std::vector<OwnedAttributeValue> values(Number<std::uint32_t>());
    for (OwnedAttributeValue& value : values) {
      Text();  // the empty name
      value = Value();
    }
    if (values.empty()) return std::vector<std::string>();
    return nostd::visit([&](const auto& first) { return ListOf(first, values); }, values[0]);
  }

  template <class T>
  static OwnedAttributeValue ListOf(const T&, std::vector<OwnedAttributeValue>& values) {
    if constexpr (std::is_constructible_v<OwnedAttributeValue, std::vector<T>>) {
      std::vector<T> list;
      for (OwnedAttributeValue& value : values) {
        if (T* element = nostd::get_if<T>(&value)) list.push_back(std::move(*element));
      }
      return list;
    } else {
      return std::vector<std::string>();
    }
  }

  std::string_view bytes_;
};

nostd::string_view AsApi(const std::string& value) { return value; }
template <class T>
nostd::span<const T> AsApi(const std::vector<T>& value) {
  return {value.data(), value.size()};
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
T AsApi(T value) {
  return value;
}

char TagOf(std::uint64_t value) noexcept {
  return value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ? 'i' : 'u';
}

// The writers return the byte after the last one written.
char* Tagged(char* p, char tag) noexcept {
  *p = tag;
  return p + 1;
}

// Most texts are short: two words that overlap.
template <class Word>
void CopyEnds(char* p, const char* text, std::size_t size) noexcept {
  Word first;
  Word last;
  std::memcpy(&first, text, sizeof first);
  std::memcpy(&last, text + size - sizeof last, sizeof last);
  std::memcpy(p, &first, sizeof first);
  std::memcpy(p + size - sizeof last, &last, sizeof last);
}

char* PutText(char* p, std::string_view text) noexcept {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::memcpy(p, &size, sizeof size);
  p += sizeof size;
  if (size > 32) {
    std::memcpy(p, text.data(), size);
  } else if (size > 16) {
    CopyEnds<unsigned char[16]>(p, text.data(), size);
  } else if (size >= 8) {
    CopyEnds<std::uint64_t>(p, text.data(), size);
  } else if (size >= 4) {
    CopyEnds<std::uint32_t>(p, text.data(), size);
  } else {
    for (std::size_t i = 0; i < size; ++i) p[i] = text[i];
  }
  return p + size;
}

// Appends an owned value as the borrowed one that it was made of.
void AppendOwned(const std::string& key, const OwnedAttributeValue& owned, AttributeKey* out) {
  nostd::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          const std::vector<nostd::string_view> views(value.begin(), value.end());
          out->Append(key, nostd::span<const nostd::string_view>(views.data(), views.size()));
        } else if constexpr (std::is_same_v<T, std::vector<bool>>) {
          const auto flags = std::make_unique<bool[]>(value.size());
          std::copy(value.begin(), value.end(), flags.get());
          out->Append(key, nostd::span<const bool>(flags.get(), value.size()));
        } else {
          out->Append(key, AsApi(value));
        }
      },
      owned);
}

}  // namespace

// On request paths: one look at the room for an attribute that is not a list, and no call for short texts.
void AttributeKey::Append(nostd::string_view key,
                          const opentelemetry::common::AttributeValue& value) {
  using namespace opentelemetry::common;  // NOLINT(google-build-using-namespace): the types
  switch (static_cast<AttributeType>(value.index())) {
    case kTypeBool:
      return PutPair(key, 'b', static_cast<std::uint64_t>(*nostd::get_if<bool>(&value) ? 1 : 0));
    case kTypeInt:
      return PutPair(key, 'i', std::int64_t{*nostd::get_if<std::int32_t>(&value)});
    case kTypeInt64:
      return PutPair(key, 'i', *nostd::get_if<std::int64_t>(&value));
    case kTypeUInt:
      return PutPair(key, 'i', std::int64_t{*nostd::get_if<std::uint32_t>(&value)});
    case kTypeUInt64:
      return PutPair(key, TagOf(*nostd::get_if<std::uint64_t>(&value)),
                     *nostd::get_if<std::uint64_t>(&value));
    case kTypeDouble:
      return PutPair(key, 'd', *nostd::get_if<double>(&value));
    case kTypeCString: {
      const char* const text = *nostd::get_if<const char*>(&value);
      return PutPair(key, 's', text == nullptr ? nostd::string_view() : nostd::string_view(text));
    }
    case kTypeString:
      return PutPair(key, 's', *nostd::get_if<nostd::string_view>(&value));
    case kTypeSpanByte: {
      const auto& bytes = *nostd::get_if<nostd::span<const std::uint8_t>>(&value);
      return PutPair(key, 'x', {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    case kTypeSpanBool:
    case kTypeSpanInt:
    case kTypeSpanInt64:
    case kTypeSpanUInt:
    case kTypeSpanDouble:
    case kTypeSpanString:
    case kTypeSpanUInt64:
      return PutListPair(key, value);
  }
}

void AttributeKey::PutPair(nostd::string_view key, char tag, nostd::string_view text) {
  char* const p = Room(key.size() + text.size() + 9);
  char* const end = PutText(Tagged(PutText(p, key), tag), text);
  size_ += static_cast<std::size_t>(end - p);
}

template <class Number>
void AttributeKey::PutPair(nostd::string_view key, char tag, Number number) {
  static_assert(sizeof number == 8);
  char* const p = Room(key.size() + 13);
  char* const end = Tagged(PutText(p, key), tag);
  std::memcpy(end, &number, 8);
  size_ += static_cast<std::size_t>(end + 8 - p);
}

void AttributeKey::PutListPair(nostd::string_view key,
                               const opentelemetry::common::AttributeValue& value) {
  char* const p = Room(key.size() + 4);
  size_ += static_cast<std::size_t>(PutText(p, key) - p);
  nostd::visit(
      [this](const auto& list) {
        using T = std::decay_t<decltype(list)>;
        if constexpr (!std::is_arithmetic_v<T> && !std::is_same_v<T, const char*> &&
                      !std::is_same_v<T, nostd::string_view>) {
          PutList(list);
        }
      },
      value);
}

void AttributeKey::AppendAll(const PointAttributes& attributes) {
  for (const auto& [name, value] : attributes) AppendOwned(name, value, this);
}

// Each element as a pair without a name.
template <class Span>
void AttributeKey::PutList(const Span& values) {
  const auto size = static_cast<std::uint32_t>(values.size());
  char* const p = Room(5);
  std::memcpy(Tagged(p, 'l'), &size, sizeof size);
  size_ += 5;
  for (const auto& value : values) Append({}, value);
}

char* AttributeKey::Room(std::size_t size) {
  if (__builtin_expect(size > capacity_ - size_, 0)) Grow(size);
  return data_ + size_;
}

void AttributeKey::Grow(std::size_t size) {
  const std::size_t capacity = std::max(2 * capacity_, size_ + size);
  std::unique_ptr<char[]> memory(new char[capacity]);
  std::memcpy(memory.get(), data_, size_);
  heap_ = std::move(memory);
  data_ = heap_.get();
  capacity_ = capacity;
}

// Eight bytes at a time, each multiplied into the whole. The seed is not known outside of the process.
std::uint64_t AttributeKey::Hash(std::uint64_t seed) const noexcept {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15u;
  std::uint64_t hash = seed ^ (size_ * kFactor);
  __extension__ using Wide = unsigned __int128;
  const auto mix = [&hash](std::uint64_t word) {
    const Wide product = static_cast<Wide>(hash ^ word) * kFactor;
    hash = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  const char* p = data_;
  std::size_t left = size_;
  for (; left >= 8; p += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    mix(word);
  }
  std::uint64_t last = 0;
  std::memcpy(&last, p, left);
  mix(last);
  return hash;
}

std::string CanonicalKey(const PointAttributes& attributes) {
  AttributeKey key;
  key.AppendAll(attributes);
  return std::string(key.bytes());
}

PointAttributes AttributesOf(std::string_view bytes) {
  PointAttributes attributes;
  for (Reader reader(bytes); !reader.at_end();) {
    std::string name = reader.Text();
    attributes[std::move(name)] = reader.Value();
  }
  return attributes;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
