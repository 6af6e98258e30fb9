#include "opentelemetry/sdk/resource/resource.h"

#include <utility>

#include "opentelemetry/sdk/resource/resource_detector.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "otel_core/sdk/src/resource/executable.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;

std::string UnknownService() {
  const std::string name = tracebridge::core::ExecutableName();
  return name.empty() ? "unknown_service" : "unknown_service:" + name;
}

// Adds copies of those of `from` whose keys `*to` lacks. Throws std::bad_alloc.
//
// Value by value: when a string's copy throws, the copy constructor of libstdc++'s variant (GCC 12) destroys what it has
// not made yet, and the process goes with it.
void AddMissing(const ResourceAttributes& from, ResourceAttributes* to) {
  for (const auto& [key, value] : from) {
    if (to->count(key) != 0) continue;
    nostd::visit(
        [&name = key, to](const auto& x) {
          auto copy = x;
          to->emplace(name, common::OwnedAttributeValue(std::move(copy)));
        },
        value);
  }
}

}  // namespace

Resource::Resource() noexcept = default;

Resource::Resource(const ResourceAttributes& attributes) noexcept : Resource(attributes, {}) {}

Resource::Resource(const ResourceAttributes& attributes, const std::string& schema_url) noexcept {
  try {
    AddMissing(attributes, &attributes_);
    schema_url_ = schema_url;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

Resource::Resource(const Resource& other) : schema_url_(other.schema_url_) {
  AddMissing(other.attributes_, &attributes_);
}

Resource& Resource::operator=(const Resource& other) {
  Resource copy(other);
  return *this = std::move(copy);
}

const ResourceAttributes& Resource::GetAttributes() const noexcept { return attributes_; }

const std::string& Resource::GetSchemaURL() const noexcept { return schema_url_; }

Resource Resource::Merge(const Resource& other) const noexcept {
  try {
    Resource merged(other);
    AddMissing(attributes_, &merged.attributes_);
    if (merged.schema_url_.empty()) merged.schema_url_ = schema_url_;
    return merged;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return Resource();
  }
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
