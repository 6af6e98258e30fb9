// Detectors find out by themselves what a Resource should say.
#pragma once

#include <string>

#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {

class ResourceDetector {
 public:
  ResourceDetector() = default;
  ResourceDetector(const ResourceDetector&) = delete;
  ResourceDetector(ResourceDetector&&) = delete;
  ResourceDetector& operator=(const ResourceDetector&) = delete;
  ResourceDetector& operator=(ResourceDetector&&) = delete;
  virtual ~ResourceDetector() = default;

  // Returns what was found, which may be nothing.
  virtual Resource Detect() = 0;

 protected:
  // Returns a Resource of exactly these attributes (unlike Resource::Create).
  static Resource Create(const ResourceAttributes& attributes,
                         const std::string& schema_url = std::string{});
};

// Reads OTEL_RESOURCE_ATTRIBUTES ("key=value,key=value", percent-encoded) and OTEL_SERVICE_NAME,
// which wins over a `service.name` in the former. A malformed OTEL_RESOURCE_ATTRIBUTES is ignored
// as a whole and reported.
//
// Source: OpenTelemetry specification 1.60.0, resource/sdk.md, "Specifying resource information via
// an environment variable".
class OTELResourceDetector : public ResourceDetector {
 public:
  Resource Detect() noexcept override;
};

}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
