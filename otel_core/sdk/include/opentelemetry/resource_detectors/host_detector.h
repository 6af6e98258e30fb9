// What the operating system says of this host.
#pragma once

#include "opentelemetry/sdk/resource/resource_detector.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace resource_detector {

// Detects `host.name`, `host.arch` and `os.type`.
class HostResourceDetector : public opentelemetry::sdk::resource::ResourceDetector {
 public:
  opentelemetry::sdk::resource::Resource Detect() noexcept override;
};

}  // namespace resource_detector
OPENTELEMETRY_END_NAMESPACE
