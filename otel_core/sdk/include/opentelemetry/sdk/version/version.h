// The version of opentelemetry-cpp that this SDK is source-compatible with.
#pragma once

#include "opentelemetry/version.h"

#define OPENTELEMETRY_SDK_VERSION "1.28.0"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::version {

inline constexpr int major_version = 1;
inline constexpr int minor_version = 28;
inline constexpr int patch_version = 0;
inline constexpr const char* pre_release = "";
inline constexpr const char* build_metadata = "";
inline constexpr const char* short_version = OPENTELEMETRY_SDK_VERSION;
inline constexpr const char* full_version = OPENTELEMETRY_SDK_VERSION;

}  // namespace sdk::version
OPENTELEMETRY_END_NAMESPACE
