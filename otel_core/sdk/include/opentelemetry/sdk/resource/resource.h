// A Resource says what produces the telemetry: the service, the host, the process.
//
//   Resource::Create({{"service.name", "shop"}})
//     ->  service.name: "shop", telemetry.sdk.name: "tracebridge", telemetry.sdk.language: "cpp",
//     ...
//
// Source: OpenTelemetry specification 1.60.0, resource/sdk.md.
// Why `telemetry.sdk.name` is not "opentelemetry": docs/RATIONALE.md, "Why is the SDK called
// tracebridge in the data?".
#pragma once

#include <string>

#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {

using ResourceAttributes = opentelemetry::sdk::common::AttributeMap;

// Immutable but for assignment; may be read from any thread.
class Resource {
 public:
  // No attributes are added by the constructors: what is given is what it has.
  Resource() noexcept;
  Resource(const ResourceAttributes& attributes) noexcept;
  Resource(const ResourceAttributes& attributes, const std::string& schema_url) noexcept;

  Resource(const Resource& other);
  Resource(Resource&&) = default;
  Resource& operator=(const Resource& other);
  Resource& operator=(Resource&&) = default;
  ~Resource() = default;

  const ResourceAttributes& GetAttributes() const noexcept;
  const std::string& GetSchemaURL() const noexcept;

  // Returns the attributes of both; where both have a key, `other` wins. The schema URL is that of
  // `other` unless it has none.
  Resource Merge(const Resource& other) const noexcept;

  // Returns `attributes`, over those of OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME, over
  // GetDefault(); and if none of them has it, `service.name` "unknown_service:<executable>".
  static Resource Create(const ResourceAttributes& attributes,
                         const std::string& schema_url = std::string{});

  // Returns the Resource without attributes. Lives for ever.
  static Resource& GetEmpty();

  // Returns the `telemetry.sdk.*` attributes of this library. Lives for ever.
  static Resource& GetDefault();

 private:
  ResourceAttributes attributes_;
  std::string schema_url_;
};

}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
