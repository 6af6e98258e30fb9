// URLs for log lines.
#pragma once

#include <string>

namespace tracebridge::otlp {

// Returns `url` without what may be secret in it.
//
//   https://me:pw@collector:4318/v1/traces?key=1  ->  https://collector:4318/v1/traces
std::string LoggableUrl(const std::string& url);

}  // namespace tracebridge::otlp
