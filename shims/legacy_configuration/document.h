// A configuration file as a tree that knows its lines, whether it was JSON or YAML.
//
//   sampler:          map, line 1: one child `sampler`, map, line 1: one child `type`, scalar "const", line 2
//     type: const
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge::legacy_configuration {

struct Node {
  enum class Kind { kNull, kText, kNumber, kTruth, kList, kMap };

  Kind kind = Kind::kNull;
  std::string name;      // of a member of a map
  std::string text;      // of a scalar, as it is written
  bool is_typed = true;  // YAML's scalars are text that may be a number or a truth as well
  std::size_t line = 1;  // of the name, where there is one; 0 in no file, but in code
  std::vector<Node> children;
};

// Returns "map", "number" ...
const char* KindName(Node::Kind kind);

// Returns the tree, a map at its top. Fails on text that is no JSON, on a name that stands twice in a map, on a tree of more
// than 16 levels.
Expected<Node> ParseJson(std::string_view text);

// The same of YAML, which libtracebridge_yaml.so reads: beside this library, else where the dynamic linker looks. Fails also when
// that is not there or cannot be loaded, and on what yaml_reader.h refuses. An empty document is an empty map.
Expected<Node> ParseYaml(std::string_view text);

}  // namespace tracebridge::legacy_configuration
