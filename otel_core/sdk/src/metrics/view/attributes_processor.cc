#include "opentelemetry/sdk/metrics/view/attributes_processor.h"

#include <algorithm>
#include <utility>

#include "otel_core/sdk/src/metrics/view/wildcard.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

std::set<std::string, std::less<>> KeysOf(const FilterAttributeMap& map) {
  std::set<std::string, std::less<>> keys;
  for (const auto& entry : map) keys.insert(entry.first);
  return keys;
}

MetricAttributes Filter(const opentelemetry::common::KeyValueIterable& attributes,
                        const AttributesProcessor& processor) noexcept {
  return MetricAttributes(attributes, &processor);
}

bool MatchesAny(const std::vector<std::string>& patterns, nostd::string_view key) noexcept {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return tracebridge::sdk::MatchesWildcard(pattern, key);
  });
}

}  // namespace

FilteredOrderedAttributeMap::FilteredOrderedAttributeMap(
    const opentelemetry::common::KeyValueIterable& attributes,
    const AttributesProcessor* processor) {
  attributes.ForEachKeyValue(
      [&](nostd::string_view key, const opentelemetry::common::AttributeValue& value) noexcept {
        if (processor == nullptr || processor->isPresent(key)) SetAttribute(key, value);
        return true;
      });
  UpdateHash();
}

FilteredOrderedAttributeMap::FilteredOrderedAttributeMap(
    std::initializer_list<std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
        attributes,
    const AttributesProcessor* processor) {
  for (const auto& [key, value] : attributes) {
    if (processor == nullptr || processor->isPresent(key)) SetAttribute(key, value);
  }
  UpdateHash();
}

MetricAttributes DefaultAttributesProcessor::process(
    const opentelemetry::common::KeyValueIterable& attributes) const noexcept {
  return Filter(attributes, *this);
}

FilteringAttributesProcessor::FilteringAttributesProcessor(
    const FilterAttributeMap& allowed_attribute_keys)
    : allowed_(KeysOf(allowed_attribute_keys)) {}

MetricAttributes FilteringAttributesProcessor::process(
    const opentelemetry::common::KeyValueIterable& attributes) const noexcept {
  return Filter(attributes, *this);
}

bool FilteringAttributesProcessor::isPresent(nostd::string_view key) const noexcept {
  return allowed_.find(key) != allowed_.end();
}

FilteringExcludeAttributesProcessor::FilteringExcludeAttributesProcessor(
    const FilterAttributeMap& exclude_list)
    : excluded_(KeysOf(exclude_list)) {}

MetricAttributes FilteringExcludeAttributesProcessor::process(
    const opentelemetry::common::KeyValueIterable& attributes) const noexcept {
  return Filter(attributes, *this);
}

bool FilteringExcludeAttributesProcessor::isPresent(nostd::string_view key) const noexcept {
  return excluded_.find(key) == excluded_.end();
}

IncludeExcludeAttributesProcessor::IncludeExcludeAttributesProcessor(
    bool include_all, std::vector<std::string> included_patterns,
    std::vector<std::string> excluded_patterns)
    : include_all_(include_all),
      included_patterns_(std::move(included_patterns)),
      excluded_patterns_(std::move(excluded_patterns)) {}

MetricAttributes IncludeExcludeAttributesProcessor::process(
    const opentelemetry::common::KeyValueIterable& attributes) const noexcept {
  return Filter(attributes, *this);
}

bool IncludeExcludeAttributesProcessor::isPresent(nostd::string_view key) const noexcept {
  return (include_all_ || MatchesAny(included_patterns_, key)) &&
         !MatchesAny(excluded_patterns_, key);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
