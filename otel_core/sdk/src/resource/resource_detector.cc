#include "opentelemetry/sdk/resource/resource_detector.h"

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "otel_core/sdk/src/common/environment.h"
#include "otel_core/sdk/src/common/key_value_list.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
namespace {

ResourceAttributes FromEnvironment(const tracebridge::core::Environment& environment) {
  ResourceAttributes attributes;
  if (const auto text = environment("OTEL_RESOURCE_ATTRIBUTES")) {
    const auto list = tracebridge::core::ParseKeyValueList(*text);
    if (list) {
      for (const auto& [key, value] : *list) attributes.SetAttribute(key, value);
    } else {
      OTEL_INTERNAL_LOG_WARN("OTEL_RESOURCE_ATTRIBUTES is ignored: " << list.error().message);
    }
  }
  if (const auto name = environment("OTEL_SERVICE_NAME")) {
    attributes.SetAttribute(SemanticConventions::kServiceName, *name);
  }
  return attributes;
}

}  // namespace

Resource ResourceDetector::Create(const ResourceAttributes& attributes,
                                  const std::string& schema_url) {
  return Resource(attributes, schema_url);
}

Resource OTELResourceDetector::Detect() noexcept try {
  return Create(FromEnvironment(tracebridge::core::ProcessEnvironment()));
} catch (...) {
  return Resource();
}

}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
