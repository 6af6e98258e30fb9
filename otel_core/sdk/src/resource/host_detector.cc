#include "opentelemetry/resource_detectors/host_detector.h"

#include <sys/utsname.h>

#include <string_view>

#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "otel_core/sdk/src/resource/schema_url.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace resource_detector {
namespace {

namespace names = sdk::resource::SemanticConventions;

struct Architecture {
  std::string_view machine;  // uname -m
  const char* host_arch;     // semantic conventions, "host.arch"
};

constexpr Architecture kArchitectures[] = {
    {"x86_64", "amd64"},
    {"aarch64", "arm64"},
    {"ppc64le", "ppc64"},
    {"s390x", "s390x"},
};

}  // namespace

sdk::resource::Resource HostResourceDetector::Detect() noexcept try {
  sdk::resource::ResourceAttributes attributes;
  attributes.SetAttribute(names::kOsType, "linux");
  utsname host{};
  if (uname(&host) == 0) {
    attributes.SetAttribute(names::kHostName, host.nodename);
    const char* arch = host.machine;
    for (const Architecture& row : kArchitectures) {
      if (row.machine == host.machine) arch = row.host_arch;
    }
    attributes.SetAttribute(names::kHostArch, arch);
  }
  return Create(attributes, tracebridge::core::kSchemaUrl);
} catch (...) {
  return sdk::resource::Resource();
}

}  // namespace resource_detector
OPENTELEMETRY_END_NAMESPACE
