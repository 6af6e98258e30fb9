// Which attributes of a measurement a view keeps.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Stream configuration".
#pragma once

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/common/custom_hash_equality.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/state/filtered_ordered_attribute_map.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Keys are attributes' names; the values are not looked at.
using FilterAttributeMap =
    std::unordered_map<std::string, bool, opentelemetry::sdk::common::StringViewHash,
                       opentelemetry::sdk::common::StringViewEqual>;

// Asked on request paths, from any thread. With a class of the program's own, each measurement copies its attributes and
// takes a lock; with those below only the first of a set does.
class AttributesProcessor {
 public:
  AttributesProcessor() = default;
  AttributesProcessor(const AttributesProcessor&) = delete;
  AttributesProcessor(AttributesProcessor&&) = delete;
  AttributesProcessor& operator=(const AttributesProcessor&) = delete;
  AttributesProcessor& operator=(AttributesProcessor&&) = delete;
  virtual ~AttributesProcessor() = default;

  // Returns what is left of `attributes`. Without memory some may be missing.
  virtual MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept = 0;

  // Returns whether an attribute of that name is kept.
  virtual bool isPresent(nostd::string_view key) const noexcept = 0;
};

// Keeps all.
class DefaultAttributesProcessor : public AttributesProcessor {
 public:
  MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept override;
  bool isPresent(nostd::string_view /*key*/) const noexcept override { return true; }
};

// Keeps those that are named.
class FilteringAttributesProcessor : public AttributesProcessor {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  FilteringAttributesProcessor(const FilterAttributeMap& allowed_attribute_keys = {});

  MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept override;
  bool isPresent(nostd::string_view key) const noexcept override;

 private:
  std::set<std::string, std::less<>> allowed_;
};

// Keeps those that are not named.
class FilteringExcludeAttributesProcessor : public AttributesProcessor {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  FilteringExcludeAttributesProcessor(const FilterAttributeMap& exclude_list = {});

  MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept override;
  bool isPresent(nostd::string_view key) const noexcept override;

 private:
  std::set<std::string, std::less<>> excluded_;
};

// Keeps those that a pattern of the first list matches, or all, without those that one of the second does. In a pattern `*`
// is any text and `?` any character.
class IncludeExcludeAttributesProcessor final : public AttributesProcessor {
 public:
  IncludeExcludeAttributesProcessor(bool include_all, std::vector<std::string> included_patterns,
                                    std::vector<std::string> excluded_patterns);

  MetricAttributes process(
      const opentelemetry::common::KeyValueIterable& attributes) const noexcept override;
  bool isPresent(nostd::string_view key) const noexcept override;

 private:
  bool include_all_;
  std::vector<std::string> included_patterns_;
  std::vector<std::string> excluded_patterns_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
