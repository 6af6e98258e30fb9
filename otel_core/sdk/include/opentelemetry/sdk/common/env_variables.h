// Reads environment variables as the specification defines their types.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md. An empty value counts as unset;
// a value that cannot be read is reported once through the log handler and counts as unset.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

// Each returns whether the variable is set to a usable value, and stores it in `value` only then.

// "true" in any case is true; whatever else, and a variable that is not set, is false.
bool GetBoolEnvironmentVariable(const char* env_var_name, bool& value);

// A number of milliseconds, or a number with a unit: 250ms, 5s, 1m, 2h, 10us, 10ns.
bool GetDurationEnvironmentVariable(const char* env_var_name,
                                    std::chrono::system_clock::duration& value);

bool GetStringEnvironmentVariable(const char* env_var_name, std::string& value);

bool GetUintEnvironmentVariable(const char* env_var_name, std::uint32_t& value);

bool GetFloatEnvironmentVariable(const char* env_var_name, float& value);

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
