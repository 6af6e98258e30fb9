#include "opentelemetry/sdk/resource/resource.h"

#include "opentelemetry/sdk/resource/resource_detector.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "otel_core/sdk/src/resource/executable.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
namespace {

std::string UnknownService() {
  const std::string name = tracebridge::core::ExecutableName();
  return name.empty() ? "unknown_service" : "unknown_service:" + name;
}

}  // namespace

Resource::Resource() noexcept = default;

Resource::Resource(const ResourceAttributes& attributes) noexcept : attributes_(attributes) {}

Resource::Resource(const ResourceAttributes& attributes, const std::string& schema_url) noexcept
    : attributes_(attributes), schema_url_(schema_url) {}

const ResourceAttributes& Resource::GetAttributes() const noexcept { return attributes_; }

const std::string& Resource::GetSchemaURL() const noexcept { return schema_url_; }

Resource Resource::Merge(const Resource& other) const noexcept {
  ResourceAttributes merged = other.attributes_;
  merged.insert(attributes_.begin(), attributes_.end());
  return Resource(merged, other.schema_url_.empty() ? schema_url_ : other.schema_url_);
}

Resource Resource::Create(const ResourceAttributes& attributes, const std::string& schema_url) {
  Resource resource =
      GetDefault().Merge(OTELResourceDetector().Detect()).Merge(Resource(attributes, schema_url));
  if (resource.attributes_.count(SemanticConventions::kServiceName) == 0) {
    resource.attributes_.SetAttribute(SemanticConventions::kServiceName, UnknownService());
  }
  return resource;
}

Resource& Resource::GetEmpty() {
  static Resource* const empty = new Resource;
  return *empty;
}

Resource& Resource::GetDefault() {
  static Resource* const sdk = new Resource({
      {SemanticConventions::kTelemetrySdkLanguage, "cpp"},
      {SemanticConventions::kTelemetrySdkName, "tracebridge"},
      {SemanticConventions::kTelemetrySdkVersion, TRACEBRIDGE_VERSION},
  });
  return *sdk;
}

}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
