// A tree from the events of the library that reads YAML.
#pragma once

#include <string_view>

#include "shims/opentracing_plugin/legacy/document.h"
#include "shims/opentracing_plugin/yaml/yaml_reader.h"

namespace tracebridge::opentracing_plugin {

// As ParseYaml(), with the function of a library that is loaded already.
Expected<Node> ReadYaml(std::string_view text, TracebridgeYamlRead* read);

}  // namespace tracebridge::opentracing_plugin
