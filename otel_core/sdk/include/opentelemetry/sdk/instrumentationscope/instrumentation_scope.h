// Who made a span: the name, version, schema and attributes that a tracer was asked for with.
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>

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
  InstrumentationScope(const InstrumentationScope&);
  InstrumentationScope(InstrumentationScope&&) noexcept;
  InstrumentationScope& operator=(const InstrumentationScope&);
  InstrumentationScope& operator=(InstrumentationScope&&) noexcept;
  ~InstrumentationScope();

  static nostd::unique_ptr<InstrumentationScope> Create(
      nostd::string_view name, nostd::string_view version = "", nostd::string_view schema_url = "",
      InstrumentationScopeAttributes&& attributes = {});

  static nostd::unique_ptr<InstrumentationScope> Create(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const InstrumentationScopeAttributes& attributes);

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

  bool operator==(const InstrumentationScope& other) const noexcept;

  bool equal(nostd::string_view name, nostd::string_view version,
             nostd::string_view schema_url = "",
             const opentelemetry::common::KeyValueIterable* attributes = nullptr) const noexcept;

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
                       nostd::string_view schema_url, InstrumentationScopeAttributes&& attributes);

  std::string name_;
  std::string version_;
  std::string schema_url_;
  std::size_t hash_code_;
  InstrumentationScopeAttributes attributes_;
};

}  // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
