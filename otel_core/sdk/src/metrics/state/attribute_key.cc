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

template <class Word>
Word Load(const char* p) noexcept {
  Word word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

// Returns the byte after the last one written.
template <class Word>
char* Store(char* p, Word word) noexcept {
  std::memcpy(p, &word, sizeof word);
  return p + sizeof word;
}

// What 32 bits can say the size of.
constexpr std::size_t kMaxText = std::numeric_limits<std::uint32_t>::max();

// The hash while it is made: in registers.
struct Mixer {
  const std::uint64_t seed;
  std::uint64_t hash;

  // Of what follows. Multiplied, so that no word of a text, which a stranger may choose, makes up for it.
  void Begin(char tag, std::size_t size) noexcept {
    hash += (static_cast<std::uint64_t>(size) << 8 | static_cast<unsigned char>(tag)) * (seed | 1);
  }

  void Mix(std::uint64_t first, std::uint64_t second) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(first ^ seed) * (second ^ hash);
    hash = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
};

// Most texts are short: two words that overlap.
inline char* PutText(char* p, std::string_view text, char tag, Mixer* mixer) noexcept {
  const std::size_t size = text.size();
  const char* from = text.data();
  p = Store(p, static_cast<std::uint32_t>(size));
  char* const end = p + size;
  mixer->Begin(tag, size);
  if (size >= 8) {
    for (; end - p > 16; from += 16, p += 16) {
      const auto first = Load<std::uint64_t>(from);
      const auto second = Load<std::uint64_t>(from + 8);
      Store(Store(p, first), second);
      mixer->Mix(first, second);
    }
    // The last 16 bytes at most. What is left may be fewer than 8: then some are the text's before.
    const auto last = Load<std::uint64_t>(text.data() + size - 8);
    std::uint64_t first = 0;
    if (end - p >= 8) {
      first = Load<std::uint64_t>(from);
      Store(p, first);
    }
    Store(end - 8, last);
    mixer->Mix(first, last);
  } else if (size >= 4) {
    const auto first = Load<std::uint32_t>(from);
    const auto last = Load<std::uint32_t>(from + size - 4);
    Store(p, first);
    Store(end - 4, last);
    mixer->Mix(first, last);
  } else {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) {
      p[i] = from[i];
      word = word << 8 | static_cast<unsigned char>(from[i]);
    }
    mixer->Mix(word, 0);
  }
  return end;
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
  key = key.substr(0, kMaxText);
  text = text.substr(0, kMaxText);
  char* const p = Room(key.size() + text.size() + 9);
  Mixer mixer{seed_, hash_};
  char* const value = PutText(p, key, 'k', &mixer);
  char* const end = PutText(Store(value, tag), text, tag, &mixer);
  hash_ = mixer.hash;
  size_ += static_cast<std::size_t>(end - p);
}

template <class Number>
void AttributeKey::PutPair(nostd::string_view key, char tag, Number number) {
  static_assert(sizeof number == 8);
  key = key.substr(0, kMaxText);
  char* const p = Room(key.size() + 13);
  Mixer mixer{seed_, hash_};
  char* const end = Store(Store(PutText(p, key, 'k', &mixer), tag), number);
  std::uint64_t word;
  std::memcpy(&word, &number, sizeof word);
  mixer.Begin(tag, sizeof word);
  mixer.Mix(word, 0);
  hash_ = mixer.hash;
  size_ += static_cast<std::size_t>(end - p);
}

void AttributeKey::PutListPair(nostd::string_view key,
                               const opentelemetry::common::AttributeValue& value) {
  key = key.substr(0, kMaxText);
  char* const p = Room(key.size() + 4);
  Mixer mixer{seed_, hash_};
  size_ += static_cast<std::size_t>(PutText(p, key, 'k', &mixer) - p);
  hash_ = mixer.hash;
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
  Store(Store(p, 'l'), size);
  size_ += 5;
  Mixer mixer{seed_, hash_};
  mixer.Begin('l', size);
  mixer.Mix(size, 0);
  hash_ = mixer.hash;
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
