// A tree from the events of the library that reads YAML.
#pragma once

#include <string_view>

#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/yaml/yaml_reader.h"

namespace tracebridge::legacy_configuration {

// As ParseYaml(), with the function of a library that is loaded already.
Expected<Node> ReadYaml(std::string_view text, TracebridgeYamlRead* read);

}  // namespace tracebridge::legacy_configuration
