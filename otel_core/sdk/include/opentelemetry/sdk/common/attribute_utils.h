// Attributes that own their values: the variant, the converter from the API's borrowed values, and
// two maps.
//
// Exporters and user code read finished spans, resources and scopes through these types. The
// request path does not use them; it writes wire bytes (sdk/trace/span_record.h).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

using OwnedAttributeValue =
    nostd::variant<bool, int32_t, uint32_t, int64_t, double, std::string, std::vector<bool>,
                   std::vector<int32_t>, std::vector<uint32_t>, std::vector<int64_t>,
                   std::vector<double>, std::vector<std::string>, uint64_t, std::vector<uint64_t>,
                   std::vector<uint8_t>>;

// The indexes of OwnedAttributeValue.
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
// is cut.
inline std::size_t Utf8SafePrefixLength(const char* data, std::size_t size,
                                        std::size_t max_bytes) noexcept {
  if (max_bytes >= size) return size;
  std::size_t kept = max_bytes;
  // Step back over continuation bytes to the lead byte of the sequence that the cut falls into.
  for (int steps = 0; kept > 0 && steps < 3 && (data[kept] & 0xC0) == 0x80; ++steps) --kept;
  return (data[kept] & 0xC0) == 0x80 ? max_bytes : kept;
}

// Copies an API value into an owned one; strings are cut at `max_length` bytes, on a character
// boundary.
struct AttributeConverter {
  AttributeConverter() = default;
  explicit AttributeConverter(std::size_t max_length) noexcept : max_length_(max_length) {}

  OwnedAttributeValue operator()(bool v);
  OwnedAttributeValue operator()(int32_t v);
  OwnedAttributeValue operator()(uint32_t v);
  OwnedAttributeValue operator()(int64_t v);
  OwnedAttributeValue operator()(uint64_t v);
  OwnedAttributeValue operator()(double v);
  OwnedAttributeValue operator()(nostd::string_view v);
  OwnedAttributeValue operator()(const std::string& v);
  OwnedAttributeValue operator()(const char* v);
  OwnedAttributeValue operator()(nostd::span<const uint8_t> v);
  OwnedAttributeValue operator()(nostd::span<const bool> v);
  OwnedAttributeValue operator()(nostd::span<const int32_t> v);
  OwnedAttributeValue operator()(nostd::span<const uint32_t> v);
  OwnedAttributeValue operator()(nostd::span<const int64_t> v);
  OwnedAttributeValue operator()(nostd::span<const uint64_t> v);
  OwnedAttributeValue operator()(nostd::span<const double> v);
  OwnedAttributeValue operator()(nostd::span<const nostd::string_view> v);

  template <typename T, typename U = T>
  OwnedAttributeValue convertSpan(nostd::span<const U> values) {
    return OwnedAttributeValue(std::vector<T>(values.begin(), values.end()));
  }

 private:
  std::string Cut(nostd::string_view v) const;

  std::size_t max_length_ = (std::numeric_limits<std::size_t>::max)();
};

// Compares an owned value with an API value: equal when type and content are.
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
    return owned == value;
  }
  bool operator()(const std::string& owned, nostd::string_view value) const noexcept {
    return owned == value;
  }
  bool operator()(const std::vector<std::string>& owned,
                  const nostd::span<const nostd::string_view>& value) const noexcept {
    return owned.size() == value.size() && std::equal(owned.begin(), owned.end(), value.begin());
  }
  template <typename T>
  bool operator()(const std::vector<T>& owned, const nostd::span<const T>& value) const noexcept {
    return owned.size() == value.size() && std::equal(owned.begin(), owned.end(), value.begin());
  }
};

template <typename Map, typename Value>
std::pair<typename Map::iterator, bool> AttributeInsertOrAssign(Map& map, nostd::string_view key,
                                                                Value&& value) {
  return map.insert_or_assign(std::string(key), std::forward<Value>(value));
}

// A map of attributes that owns keys and values.
class AttributeMap : public std::unordered_map<std::string, OwnedAttributeValue> {
 public:
  AttributeMap();
  AttributeMap(const AttributeMap&);
  AttributeMap(AttributeMap&&) noexcept;
  AttributeMap& operator=(const AttributeMap&);
  AttributeMap& operator=(AttributeMap&&) noexcept;
  ~AttributeMap();
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  AttributeMap(const opentelemetry::common::KeyValueIterable& attributes);
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  AttributeMap(const opentelemetry::common::KeyValueIterable* attributes);
  AttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes);

  void ConstructFrom(const opentelemetry::common::KeyValueIterable& attributes);

  const std::unordered_map<std::string, OwnedAttributeValue>& GetAttributes() const noexcept {
    return *this;
  }

  // Sets or overwrites; returns false, with the map unchanged, without memory.
  bool SetAttribute(nostd::string_view key, const opentelemetry::common::AttributeValue& value,
                    std::size_t max_length = (std::numeric_limits<std::size_t>::max)()) noexcept;

  bool EqualTo(const opentelemetry::common::KeyValueIterable& attributes) const noexcept;
};

// The same, in the order of the keys.
class OrderedAttributeMap : public std::map<std::string, OwnedAttributeValue> {
 public:
  OrderedAttributeMap() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  OrderedAttributeMap(const opentelemetry::common::KeyValueIterable& attributes);
  OrderedAttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes);

  const std::map<std::string, OwnedAttributeValue>& GetAttributes() const noexcept { return *this; }

  // Without memory the attribute is missing; that is all.
  void SetAttribute(nostd::string_view key, const opentelemetry::common::AttributeValue& value,
                    std::size_t max_length = (std::numeric_limits<std::size_t>::max)()) noexcept;
};

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
