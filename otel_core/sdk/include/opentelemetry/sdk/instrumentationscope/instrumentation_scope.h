// Who made a span: the name, version, schema and attributes that a tracer was asked for with.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::instrumentationscope {

using InstrumentationScopeAttributes = opentelemetry::sdk::common::AttributeMap;

class InstrumentationScope {
 public:
  InstrumentationScope(const InstrumentationScope&) = default;
  InstrumentationScope(InstrumentationScope&&) = default;
  InstrumentationScope& operator=(const InstrumentationScope&) = default;
  InstrumentationScope& operator=(InstrumentationScope&&) = default;
  ~InstrumentationScope() = default;

  static nostd::unique_ptr<InstrumentationScope> Create(
      nostd::string_view name, nostd::string_view version = "", nostd::string_view schema_url = "",
      InstrumentationScopeAttributes&& attributes = {}) {
    return nostd::unique_ptr<InstrumentationScope>(
        new InstrumentationScope(name, version, schema_url, std::move(attributes)));
  }

  static nostd::unique_ptr<InstrumentationScope> Create(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const InstrumentationScopeAttributes& attributes) {
    return Create(name, version, schema_url, InstrumentationScopeAttributes(attributes));
  }

  template <
      class ArgumentType,
      std::enable_if_t<opentelemetry::common::detail::is_key_value_iterable<ArgumentType>::value>* =
          nullptr>
  static nostd::unique_ptr<InstrumentationScope> Create(nostd::string_view name,
                                                        nostd::string_view version,
                                                        nostd::string_view schema_url,
                                                        const ArgumentType& attributes) {
    auto scope = Create(name, version, schema_url);
    for (const auto& attribute : attributes) scope->SetAttribute(attribute.first, attribute.second);
    return scope;
  }

  // Over name, version and schema URL.
  std::size_t HashCode() const noexcept { return hash_code_; }

  bool operator==(const InstrumentationScope& other) const noexcept {
    return name_ == other.name_ && version_ == other.version_ && schema_url_ == other.schema_url_ &&
           attributes_ == other.attributes_;
  }

  bool equal(nostd::string_view name, nostd::string_view version,
             nostd::string_view schema_url = "",
             const opentelemetry::common::KeyValueIterable* attributes = nullptr) const noexcept {
    if (name_ != name || version_ != version || schema_url_ != schema_url) return false;
    return attributes == nullptr ? attributes_.empty() : attributes_.EqualTo(*attributes);
  }

  const std::string& GetName() const noexcept { return name_; }
  const std::string& GetVersion() const noexcept { return version_; }
  const std::string& GetSchemaURL() const noexcept { return schema_url_; }
  const InstrumentationScopeAttributes& GetAttributes() const noexcept { return attributes_; }

  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept {
    attributes_.SetAttribute(key, value);
  }

 private:
  InstrumentationScope(nostd::string_view name, nostd::string_view version,
                       nostd::string_view schema_url, InstrumentationScopeAttributes&& attributes)
      : name_(name),
        version_(version),
        schema_url_(schema_url),
        hash_code_(std::hash<std::string>{}(name_ + version_ + schema_url_)),
        attributes_(std::move(attributes)) {}

  std::string name_;
  std::string version_;
  std::string schema_url_;
  std::size_t hash_code_;
  InstrumentationScopeAttributes attributes_;
};

}  // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
