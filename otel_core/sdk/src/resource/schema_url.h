// The version of the semantic conventions that the detectors follow.
#pragma once

namespace tracebridge::core {

inline constexpr const char* kSchemaUrl = "https://opentelemetry.io/schemas/1.44.0";

}  // namespace tracebridge::core
