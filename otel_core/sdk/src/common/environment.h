// The environment variables that a program was started with, as something that can be passed in.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace tracebridge::core {

// Returns the value of the variable `name`. A variable that is set to nothing is not set.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md, "Parsing
// empty value".
using Environment = std::function<std::optional<std::string>(const char* name)>;

// Returns the environment of this process, as it is at each call: like getenv, not to be called
// while another thread calls setenv.
Environment ProcessEnvironment();

}  // namespace tracebridge::core
