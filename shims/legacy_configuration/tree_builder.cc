#include "shims/legacy_configuration/tree_builder.h"

#include <utility>

namespace tracebridge::legacy_configuration {
namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxChildren = 2000;

}  // namespace

const char* KindName(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kNull:
      return "null";
    case Node::Kind::kText:
      return "text";
    case Node::Kind::kNumber:
      return "number";
    case Node::Kind::kTruth:
      return "boolean";
    case Node::Kind::kList:
      return "list";
    case Node::Kind::kMap:
      return "map";
  }
  return "";
}

bool TreeBuilder::expects_name() const {
  return !open_.empty() && open_.back().kind == Node::Kind::kMap && !name_;
}

bool TreeBuilder::Name(std::string name, std::size_t line) {
  for (const Node& sibling : open_.back().children) {
    if (sibling.name == name) {
      return Fail(line, ErrorCode::kRepeatedSetting, "\"" + name + "\" stands twice");
    }
  }
  name_ = std::move(name);
  name_line_ = line;
  return true;
}

bool TreeBuilder::Scalar(Node::Kind kind, std::string text, bool is_typed, std::size_t line) {
  Node node;
  node.kind = kind;
  node.text = std::move(text);
  node.is_typed = is_typed;
  node.line = line;
  return Add(std::move(node));
}

bool TreeBuilder::Open(Node::Kind kind, std::size_t line) {
  if (expects_name()) {
    return Fail(line, ErrorCode::kMalformedYaml, "a map or a list cannot be a name");
  }
  if (open_.size() >= kMaxDepth) {
    return Fail(line, ErrorCode::kOutOfRange, "is nested too deeply");
  }
  Node node;
  node.kind = kind;
  node.line = name_ ? name_line_ : line;
  node.name = name_ ? *std::exchange(name_, std::nullopt) : "";
  open_.push_back(std::move(node));
  return true;
}

bool TreeBuilder::Close() {
  Node node = std::move(open_.back());
  open_.pop_back();
  return Add(std::move(node));
}

bool TreeBuilder::Add(Node node) {
  if (name_) {
    node.name = *std::exchange(name_, std::nullopt);
    node.line = name_line_;
  }
  if (open_.empty()) {
    whole_ = std::move(node);
    return true;
  }
  if (open_.back().children.size() >= kMaxChildren) {
    return Fail(node.line, ErrorCode::kOutOfRange, "has too many members");
  }
  open_.back().children.push_back(std::move(node));
  return true;
}

bool TreeBuilder::Fail(std::size_t line, ErrorCode code, const std::string& message) {
  if (!error_) error_ = Error{code, "line " + std::to_string(line) + ": " + message};
  return false;
}

Expected<Node> TreeBuilder::Take() {
  if (error_) return *error_;
  if (!whole_ || whole_->kind == Node::Kind::kNull) {
    Node empty;
    empty.kind = Node::Kind::kMap;
    return empty;
  }
  if (whole_->kind != Node::Kind::kMap) {
    return Error{ErrorCode::kMalformedYaml, "line " + std::to_string(whole_->line) + ": is " +
                                                KindName(whole_->kind) + ", not a map of settings"};
  }
  return *std::move(whole_);
}

}  // namespace tracebridge::legacy_configuration
