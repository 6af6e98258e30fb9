// The attributes of a measurement that are left after a view's processor: what makes a series.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <utility>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/sdk/common/attributemap_hash.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AttributesProcessor;

// Keeps its hash; call UpdateHash() after a change.
class FilteredOrderedAttributeMap : public opentelemetry::sdk::common::OrderedAttributeMap {
 public:
  FilteredOrderedAttributeMap() { UpdateHash(); }
  FilteredOrderedAttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes)
      : OrderedAttributeMap(attributes) {
    UpdateHash();
  }
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  FilteredOrderedAttributeMap(const opentelemetry::common::KeyValueIterable& attributes)
      : OrderedAttributeMap(attributes) {
    UpdateHash();
  }
  // Without those that `processor`, which may be null, does not keep.
  FilteredOrderedAttributeMap(const opentelemetry::common::KeyValueIterable& attributes,
                              const AttributesProcessor* processor);
  FilteredOrderedAttributeMap(
      std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes,
      const AttributesProcessor* processor);

  bool operator==(const FilteredOrderedAttributeMap& other) const {
    return hash_ == other.hash_ && static_cast<const OrderedAttributeMap&>(*this) ==
                                       static_cast<const OrderedAttributeMap&>(other);
  }

  std::size_t GetHash() const { return hash_; }
  void UpdateHash() { hash_ = opentelemetry::sdk::common::GetHashForAttributeMap(*this); }

 private:
  std::size_t hash_ = 0;
};

class FilteredOrderedAttributeMapHash {
 public:
  std::size_t operator()(const FilteredOrderedAttributeMap& attributes) const {
    return attributes.GetHash();
  }
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
