#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"

#include <functional>
#include <utility>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::instrumentationscope {

InstrumentationScope::InstrumentationScope(const InstrumentationScope&) = default;
InstrumentationScope::InstrumentationScope(InstrumentationScope&&) noexcept = default;
InstrumentationScope& InstrumentationScope::operator=(const InstrumentationScope&) = default;
InstrumentationScope& InstrumentationScope::operator=(InstrumentationScope&&) noexcept = default;
InstrumentationScope::~InstrumentationScope() = default;

InstrumentationScope::InstrumentationScope(nostd::string_view name, nostd::string_view version,
                                           nostd::string_view schema_url,
                                           InstrumentationScopeAttributes&& attributes)
    : name_(name),
      version_(version),
      schema_url_(schema_url),
      hash_code_(std::hash<std::string>{}(name_ + version_ + schema_url_)),
      attributes_(std::move(attributes)) {}

nostd::unique_ptr<InstrumentationScope> InstrumentationScope::Create(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    InstrumentationScopeAttributes&& attributes) {
  return nostd::unique_ptr<InstrumentationScope>(
      new InstrumentationScope(name, version, schema_url, std::move(attributes)));
}

nostd::unique_ptr<InstrumentationScope> InstrumentationScope::Create(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    const InstrumentationScopeAttributes& attributes) {
  return Create(name, version, schema_url, InstrumentationScopeAttributes(attributes));
}

bool InstrumentationScope::operator==(const InstrumentationScope& other) const noexcept {
  return name_ == other.name_ && version_ == other.version_ && schema_url_ == other.schema_url_ &&
         attributes_ == other.attributes_;
}

bool InstrumentationScope::equal(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    const opentelemetry::common::KeyValueIterable* attributes) const noexcept {
  if (name_ != name || version_ != version || schema_url_ != schema_url) return false;
  return attributes == nullptr ? attributes_.empty() : attributes_.EqualTo(*attributes);
}

}  // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
