// What the operating system says of this process.
#pragma once

#include "opentelemetry/sdk/resource/resource_detector.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace resource_detector {

// Detects `process.pid`, `process.executable.name` and `process.executable.path`. Command line
// arguments are left out: they hold passwords too often.
class ProcessResourceDetector : public opentelemetry::sdk::resource::ResourceDetector {
 public:
  opentelemetry::sdk::resource::Resource Detect() noexcept override;
};

}  // namespace resource_detector
OPENTELEMETRY_END_NAMESPACE
