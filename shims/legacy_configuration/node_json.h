// A tree as the members that the reader of our own settings takes.
#pragma once

#include <vector>

#include "otel_core/configuration/src/json_members.h"
#include "shims/legacy_configuration/document.h"

namespace tracebridge::legacy_configuration {

// Scalars of YAML are text, which that reader takes for numbers and truths too.
std::vector<core::JsonMember> ToMembers(const Node& map);

}  // namespace tracebridge::legacy_configuration
