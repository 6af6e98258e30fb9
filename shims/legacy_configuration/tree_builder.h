// Makes a tree of what a parser meets, one thing after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "shims/legacy_configuration/document.h"

namespace tracebridge::legacy_configuration {

// Each call returns false once there is an error: nothing else need come.
class TreeBuilder {
 public:
  bool Name(std::string name, std::size_t line);  // of the next thing
  bool Scalar(Node::Kind kind, std::string text, bool is_typed, std::size_t line);
  bool Open(Node::Kind kind, std::size_t line);
  bool Close();
  // A name can be scalar or not: YAML has both.
  bool expects_name() const;

  // Returns the tree, or the error.
  Expected<Node> Take();

 private:
  bool Add(Node node);
  bool Fail(std::size_t line, ErrorCode code, const std::string& message);

  std::vector<Node> open_;  // those that are not closed, outermost first
  std::optional<std::string> name_;
  std::size_t name_line_ = 0;
  std::optional<Node> whole_;
  std::optional<Error> error_;
};

}  // namespace tracebridge::legacy_configuration
