// Names of resource attributes, where programs written for opentelemetry-cpp 1.19 look for them.
// Newer programs take them from opentelemetry/semconv/.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
namespace SemanticConventions {

static constexpr const char* kContainerId = "container.id";
static constexpr const char* kContainerName = "container.name";
static constexpr const char* kDeploymentEnvironment = "deployment.environment";
static constexpr const char* kDeploymentEnvironmentName = "deployment.environment.name";
static constexpr const char* kHostArch = "host.arch";
static constexpr const char* kHostId = "host.id";
static constexpr const char* kHostIp = "host.ip";
static constexpr const char* kHostName = "host.name";
static constexpr const char* kHostType = "host.type";
static constexpr const char* kOsName = "os.name";
static constexpr const char* kOsType = "os.type";
static constexpr const char* kOsVersion = "os.version";
static constexpr const char* kProcessCommand = "process.command";
static constexpr const char* kProcessCommandArgs = "process.command_args";
static constexpr const char* kProcessCommandLine = "process.command_line";
static constexpr const char* kProcessExecutableName = "process.executable.name";
static constexpr const char* kProcessExecutablePath = "process.executable.path";
static constexpr const char* kProcessOwner = "process.owner";
static constexpr const char* kProcessParentPid = "process.parent_pid";
static constexpr const char* kProcessPid = "process.pid";
static constexpr const char* kServiceInstanceId = "service.instance.id";
static constexpr const char* kServiceName = "service.name";
static constexpr const char* kServiceNamespace = "service.namespace";
static constexpr const char* kServiceVersion = "service.version";
static constexpr const char* kTelemetryDistroName = "telemetry.distro.name";
static constexpr const char* kTelemetryDistroVersion = "telemetry.distro.version";
static constexpr const char* kTelemetrySdkLanguage = "telemetry.sdk.language";
static constexpr const char* kTelemetrySdkName = "telemetry.sdk.name";
static constexpr const char* kTelemetrySdkVersion = "telemetry.sdk.version";

}  // namespace SemanticConventions
}  // namespace resource
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
