// Source: dd-opentracing-cpp 1.3.7, src/tags.cpp, src/version.cpp.
#include "datadog/tags.h"
#include "datadog/version.h"

namespace datadog {

namespace tags {
const std::string environment = "env";
const std::string service_name = "service.name";
const std::string span_type = "span.type";
const std::string operation_name = "operation";
const std::string resource_name = "resource.name";
const std::string analytics_event = "analytics.event";
const std::string manual_keep = "manual.keep";
const std::string manual_drop = "manual.drop";
const std::string version = "version";
}  // namespace tags

namespace version {
const std::string tracer_version = "v1.3.7";
const std::string cpp_version = std::to_string(__cplusplus);
}  // namespace version

}  // namespace datadog
