#include "opentelemetry/resource_detectors/process_detector.h"

#include <unistd.h>

#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "otel_core/sdk/src/resource/executable.h"
#include "otel_core/sdk/src/resource/schema_url.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace resource_detector {

namespace names = sdk::resource::SemanticConventions;

sdk::resource::Resource ProcessResourceDetector::Detect() noexcept try {
  sdk::resource::ResourceAttributes attributes;
  attributes.SetAttribute(names::kProcessPid, static_cast<int64_t>(getpid()));
  const std::string path = tracebridge::core::ExecutablePath();
  if (!path.empty()) {
    attributes.SetAttribute(names::kProcessExecutablePath, path);
    attributes.SetAttribute(names::kProcessExecutableName, tracebridge::core::ExecutableName());
  }
  return Create(attributes, tracebridge::core::kSchemaUrl);
} catch (...) {
  return sdk::resource::Resource();
}

}  // namespace resource_detector
OPENTELEMETRY_END_NAMESPACE
