// Attribute values as JSON for scripts: attributes are pairs in their order, bytes are base64, doubles that JSON lacks are text.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "migration/tail/model.h"

namespace tracebridge::tail {

nlohmann::ordered_json ToJson(const Value& value);
nlohmann::ordered_json ToJson(const std::vector<Attribute>& attributes);

}  // namespace tracebridge::tail
