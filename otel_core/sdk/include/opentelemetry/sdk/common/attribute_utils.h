// Attribute values that own what they refer to, and maps from keys to such values.
//
// An API call hands over an AttributeValue, which only points at the caller's characters and
// arrays. Whatever outlives the call is kept as an OwnedAttributeValue:
//
//   string_view, const char*  ->  std::string
//   span<const T>             ->  std::vector<T>
//   everything else           ->  itself
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace common {

using OwnedAttributeValue =
    nostd::variant<bool, int32_t, uint32_t, int64_t, double, std::string, std::vector<bool>,
                   std::vector<int32_t>, std::vector<uint32_t>, std::vector<int64_t>,
                   std::vector<double>, std::vector<std::string>, uint64_t, std::vector<uint64_t>,
                   std::vector<uint8_t>>;

// The index of each alternative of OwnedAttributeValue.
enum OwnedAttributeType : std::uint8_t {
  kTypeBool,
  kTypeInt,
  kTypeUInt,
  kTypeInt64,
  kTypeDouble,
  kTypeString,
  kTypeSpanBool,
  kTypeSpanInt,
  kTypeSpanUInt,
  kTypeSpanInt64,
  kTypeSpanDouble,
  kTypeSpanString,
  kTypeUInt64,
  kTypeSpanUInt64,
  kTypeSpanByte
};

// Returns how many bytes of `data` to keep so that at most `max_bytes` remain and no UTF-8 sequence
// is cut in two. Bytes that are not UTF-8 are counted one by one.
inline std::size_t Utf8SafePrefixLength(const char* data, std::size_t size,
                                        std::size_t max_bytes) noexcept {
  if (size <= max_bytes) return size;
  const auto byte = [data](std::size_t i) { return static_cast<unsigned char>(data[i]); };
  std::size_t cut = max_bytes;
  for (int steps = 0; steps < 3 && cut > 0 && (byte(cut) & 0xC0) == 0x80; ++steps) --cut;
  const bool cut_is_before_a_character = cut == max_bytes || byte(cut) >= 0xC0;
  return cut_is_before_a_character ? cut : max_bytes;
}

// Visitor that makes the owned copy of an AttributeValue. Text and byte arrays are shortened to
// `max_length` bytes (text at a character boundary); each string of an array by itself.
struct AttributeConverter {
  AttributeConverter() = default;
  explicit AttributeConverter(std::size_t max_length) noexcept : max_length_(max_length) {}

  OwnedAttributeValue operator()(bool v) { return v; }
  OwnedAttributeValue operator()(int32_t v) { return v; }
  OwnedAttributeValue operator()(uint32_t v) { return v; }
  OwnedAttributeValue operator()(int64_t v) { return v; }
  OwnedAttributeValue operator()(uint64_t v) { return v; }
  OwnedAttributeValue operator()(double v) { return v; }
  OwnedAttributeValue operator()(nostd::string_view v) { return Text(v); }
  OwnedAttributeValue operator()(const std::string& v) { return Text({v.data(), v.size()}); }
  OwnedAttributeValue operator()(const char* v) {
    return Text(v == nullptr ? nostd::string_view{} : nostd::string_view{v});
  }
  OwnedAttributeValue operator()(nostd::span<const uint8_t> v) {
    const std::size_t kept = v.size() < max_length_ ? v.size() : max_length_;
    return std::vector<uint8_t>(v.data(), v.data() + kept);
  }
  OwnedAttributeValue operator()(nostd::span<const bool> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const int32_t> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const uint32_t> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const int64_t> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const uint64_t> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const double> v) { return Array(v); }
  OwnedAttributeValue operator()(nostd::span<const nostd::string_view> v) {
    std::vector<std::string> strings;
    strings.reserve(v.size());
    for (const nostd::string_view& text : v) strings.push_back(Text(text));
    return strings;
  }

 private:
  std::string Text(nostd::string_view v) const {
    return std::string(v.data(), Utf8SafePrefixLength(v.data(), v.size(), max_length_));
  }
  template <typename T>
  static std::vector<T> Array(nostd::span<const T> v) {
    return std::vector<T>(v.begin(), v.end());
  }

  std::size_t max_length_ = (std::numeric_limits<std::size_t>::max)();
};

// Visitor over an OwnedAttributeValue and an AttributeValue: true when both hold the same value of
// the same type, where an owned string or array has the type of what it was copied from.
struct AttributeEqualToVisitor {
  template <typename T, typename U>
  bool operator()(const T&, const U&) const noexcept {
    return false;
  }
  template <typename T>
  bool operator()(const T& owned, const T& value) const noexcept {
    return owned == value;
  }
  bool operator()(const std::string& owned, const char* value) const noexcept {
    return value != nullptr && owned == value;
  }
  bool operator()(const std::string& owned, nostd::string_view value) const noexcept {
    return nostd::string_view(owned) == value;
  }
  template <typename T>
  bool operator()(const std::vector<T>& owned, const nostd::span<const T>& value) const noexcept {
    return SameItems(owned, value);
  }
  bool operator()(const std::vector<std::string>& owned,
                  const nostd::span<const nostd::string_view>& value) const noexcept {
    return SameItems(owned, value);
  }

 private:
  template <typename Owned, typename Value>
  static bool SameItems(const Owned& owned, const Value& value) noexcept {
    if (owned.size() != value.size()) return false;
    std::size_t i = 0;
    for (const auto& item : owned) {
      if (!(item == value[i++])) return false;
    }
    return true;
  }
};

// Attributes by key, in no particular order.
class AttributeMap : public std::unordered_map<std::string, OwnedAttributeValue> {
 public:
  AttributeMap() = default;

  // A null pointer stands for no attributes.
  AttributeMap(const opentelemetry::common::KeyValueIterable& attributes) {
    ConstructFrom(attributes);
  }
  AttributeMap(const opentelemetry::common::KeyValueIterable* attributes) {
    if (attributes != nullptr) ConstructFrom(*attributes);
  }
  AttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes) {
    for (const auto& attribute : attributes) SetAttribute(attribute.first, attribute.second);
  }

  void ConstructFrom(const opentelemetry::common::KeyValueIterable& attributes) {
    attributes.ForEachKeyValue(
        [this](nostd::string_view key, opentelemetry::common::AttributeValue value) noexcept {
          SetAttribute(key, value);
          return true;
        });
  }

  const std::unordered_map<std::string, OwnedAttributeValue>& GetAttributes() const noexcept {
    return *this;
  }

  // Keeps a copy of `value` under `key`, in place of what was there; text and bytes are shortened
  // to `max_length` bytes. Returns false, and changes nothing, when memory is exhausted.
  bool SetAttribute(nostd::string_view key, const opentelemetry::common::AttributeValue& value,
                    std::size_t max_length = (std::numeric_limits<std::size_t>::max)()) noexcept
      try {
    insert_or_assign(std::string(key), nostd::visit(AttributeConverter(max_length), value));
    return true;
  } catch (...) {
    return false;
  }

  bool EqualTo(const opentelemetry::common::KeyValueIterable& attributes) const noexcept {
    if (attributes.size() != size()) return false;
    return attributes.ForEachKeyValue(
        [this](nostd::string_view key, opentelemetry::common::AttributeValue value) noexcept {
          // A scan, because find() would need a std::string of the key.
          for (const auto& own : *this) {
            if (nostd::string_view(own.first) == key) {
              return nostd::visit(AttributeEqualToVisitor(), own.second, value);
            }
          }
          return false;
        });
  }
};

// Attributes by key, in the order of the keys.
class OrderedAttributeMap : public std::map<std::string, OwnedAttributeValue> {
 public:
  OrderedAttributeMap() = default;

  OrderedAttributeMap(const opentelemetry::common::KeyValueIterable& attributes) {
    attributes.ForEachKeyValue(
        [this](nostd::string_view key, opentelemetry::common::AttributeValue value) noexcept {
          SetAttribute(key, value);
          return true;
        });
  }
  OrderedAttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes) {
    for (const auto& attribute : attributes) SetAttribute(attribute.first, attribute.second);
  }

  const std::map<std::string, OwnedAttributeValue>& GetAttributes() const noexcept { return *this; }

  // As AttributeMap::SetAttribute.
  void SetAttribute(nostd::string_view key, const opentelemetry::common::AttributeValue& value,
                    std::size_t max_length = (std::numeric_limits<std::size_t>::max)()) noexcept
      try {
    insert_or_assign(std::string(key), nostd::visit(AttributeConverter(max_length), value));
  } catch (...) {
    // Out of memory: the attribute is lost, the program is not.
  }
};

}  // namespace common
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
