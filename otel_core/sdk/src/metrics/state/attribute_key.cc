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
        return Tag() != 0;
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
    for (OwnedAttributeValue& value : values) value = Value();
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

void AttributeKey::Append(nostd::string_view key,
                          const opentelemetry::common::AttributeValue& value) {
  PutText(key);
  nostd::visit(
      [this](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double> ||
                      std::is_same_v<T, nostd::string_view> || std::is_same_v<T, std::uint64_t>) {
          PutScalar(v);
        } else if constexpr (std::is_same_v<T, const char*>) {
          PutScalar(v == nullptr ? nostd::string_view() : nostd::string_view(v));
        } else if constexpr (std::is_arithmetic_v<T>) {
          PutScalar(static_cast<std::int64_t>(v));
        } else if constexpr (std::is_same_v<T, nostd::span<const std::uint8_t>>) {
          Put("x", 1);
          PutText({reinterpret_cast<const char*>(v.data()), v.size()});
        } else {
          PutList(v);
        }
      },
      value);
}

void AttributeKey::AppendAll(const PointAttributes& attributes) {
  for (const auto& [name, value] : attributes) AppendOwned(name, value, this);
}

template <class Span>
void AttributeKey::PutList(const Span& values) {
  const auto size = static_cast<std::uint32_t>(values.size());
  Put("l", 1);
  Put(&size, sizeof size);
  for (const auto& value : values) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double> ||
                  std::is_same_v<T, nostd::string_view> || std::is_same_v<T, std::uint64_t>) {
      PutScalar(value);
    } else {
      PutScalar(static_cast<std::int64_t>(value));
    }
  }
}

void AttributeKey::PutScalar(std::uint64_t value) {
  const bool fits = value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  PutNumber(fits ? 'i' : 'u', &value);
}

void AttributeKey::PutScalar(nostd::string_view value) {
  Put("s", 1);
  PutText(value);
}

void AttributeKey::PutScalarBool(bool value) {
  const char bytes[] = {'b', static_cast<char>(value ? 1 : 0)};
  Put(bytes, sizeof bytes);
}

void AttributeKey::PutNumber(char tag, const void* eight_bytes) {
  char bytes[9];
  bytes[0] = tag;
  std::memcpy(bytes + 1, eight_bytes, 8);
  Put(bytes, sizeof bytes);
}

void AttributeKey::PutText(nostd::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  Put(&size, sizeof size);
  Put(text.data(), text.size());
}

void AttributeKey::Put(const void* bytes, std::size_t size) {
  if (__builtin_expect(size > capacity_ - size_, 0)) Grow(size);
  if (size != 0) std::memcpy(data_ + size_, bytes, size);
  size_ += size;
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
