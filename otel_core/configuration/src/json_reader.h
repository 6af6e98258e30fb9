// Settings from the members of a configuration file, whatever it was written in.
#pragma once

#include <vector>

#include "otel_core/configuration/src/json_members.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// As tracebridge::ReadJson().
Expected<SdkOptions> ReadMembers(const std::vector<JsonMember>& members, SdkOptions options);

}  // namespace tracebridge::core
