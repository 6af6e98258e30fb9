// The version of dd-opentracing-cpp that these headers stand in for, and the standard that its stand-in was compiled in.
#pragma once

#include <string>

namespace datadog {
namespace version {

extern const std::string tracer_version;
extern const std::string cpp_version;

}  // namespace version
}  // namespace datadog
