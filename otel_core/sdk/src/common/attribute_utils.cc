#include "opentelemetry/sdk/common/attribute_utils.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {
namespace {

using opentelemetry::common::AttributeValue;
using opentelemetry::common::KeyValueIterable;

template <typename Map>
void SetAll(const KeyValueIterable& attributes, Map* map) {
  attributes.ForEachKeyValue([map](nostd::string_view key, const AttributeValue& value) noexcept {
    map->SetAttribute(key, value);
    return true;
  });
}

template <typename Map>
bool Set(Map* map, nostd::string_view key, const AttributeValue& value,
         std::size_t max_length) noexcept {
  try {
    AttributeInsertOrAssign(*map, key, nostd::visit(AttributeConverter(max_length), value));
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

OwnedAttributeValue AttributeConverter::operator()(bool v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(int32_t v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(uint32_t v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(int64_t v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(uint64_t v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(double v) { return v; }
OwnedAttributeValue AttributeConverter::operator()(nostd::string_view v) { return Cut(v); }
OwnedAttributeValue AttributeConverter::operator()(const std::string& v) { return Cut(v); }
OwnedAttributeValue AttributeConverter::operator()(const char* v) {
  return Cut(v == nullptr ? nostd::string_view() : nostd::string_view(v));
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const uint8_t> v) {
  const std::size_t kept = (std::min)(v.size(), max_length_);
  return std::vector<uint8_t>(v.data(), v.data() + kept);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const bool> v) {
  return convertSpan<bool>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const int32_t> v) {
  return convertSpan<int32_t>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const uint32_t> v) {
  return convertSpan<uint32_t>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const int64_t> v) {
  return convertSpan<int64_t>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const uint64_t> v) {
  return convertSpan<uint64_t>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const double> v) {
  return convertSpan<double>(v);
}
OwnedAttributeValue AttributeConverter::operator()(nostd::span<const nostd::string_view> v) {
  std::vector<std::string> owned;
  owned.reserve(v.size());
  for (const nostd::string_view text : v) owned.push_back(Cut(text));
  return owned;
}

std::string AttributeConverter::Cut(nostd::string_view v) const {
  return std::string(v.data(), Utf8SafePrefixLength(v.data(), v.size(), max_length_));
}

AttributeMap::AttributeMap() = default;
AttributeMap::AttributeMap(const AttributeMap&) = default;
AttributeMap::AttributeMap(AttributeMap&&) noexcept = default;
AttributeMap& AttributeMap::operator=(const AttributeMap&) = default;
AttributeMap& AttributeMap::operator=(AttributeMap&&) noexcept = default;
AttributeMap::~AttributeMap() = default;

AttributeMap::AttributeMap(const KeyValueIterable& attributes) { ConstructFrom(attributes); }

AttributeMap::AttributeMap(const KeyValueIterable* attributes) {
  if (attributes != nullptr) ConstructFrom(*attributes);
}

AttributeMap::AttributeMap(
    std::initializer_list<std::pair<nostd::string_view, AttributeValue>> attributes) {
  for (const auto& [key, value] : attributes) SetAttribute(key, value);
}

void AttributeMap::ConstructFrom(const KeyValueIterable& attributes) { SetAll(attributes, this); }

bool AttributeMap::SetAttribute(nostd::string_view key, const AttributeValue& value,
                                std::size_t max_length) noexcept {
  return Set(this, key, value, max_length);
}

bool AttributeMap::EqualTo(const KeyValueIterable& attributes) const noexcept {
  if (attributes.size() != size()) return false;
  return attributes.ForEachKeyValue(
      [this](nostd::string_view key, const AttributeValue& value) noexcept {
        // A loop, not find(): a lookup would have to allocate the key.
        for (const auto& [owned_key, owned_value] : *this) {
          if (owned_key == key) return nostd::visit(AttributeEqualToVisitor(), owned_value, value);
        }
        return false;
      });
}

OrderedAttributeMap::OrderedAttributeMap(const KeyValueIterable& attributes) {
  SetAll(attributes, this);
}

OrderedAttributeMap::OrderedAttributeMap(
    std::initializer_list<std::pair<nostd::string_view, AttributeValue>> attributes) {
  for (const auto& [key, value] : attributes) SetAttribute(key, value);
}

void OrderedAttributeMap::SetAttribute(nostd::string_view key, const AttributeValue& value,
                                       std::size_t max_length) noexcept {
  Set(this, key, value, max_length);
}

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
