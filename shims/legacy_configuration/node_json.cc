#include "shims/legacy_configuration/node_json.h"

#include <nlohmann/json.hpp>

namespace tracebridge::legacy_configuration {
namespace {

using nlohmann::json;

// Into its place in the whole, which can be destroyed without memory.
void Fill(const Node& node, json& to) {
  switch (node.kind) {
    case Node::Kind::kNull:
      break;
    case Node::Kind::kText:
      to = node.text;
      break;
    case Node::Kind::kNumber:
      to = json::parse(node.text);
      break;
    case Node::Kind::kTruth:
      to = node.text == "true";
      break;
    case Node::Kind::kList:
      to = json::array();
      for (const Node& item : node.children) {
        to.push_back(nullptr);
        Fill(item, to.back());
      }
      break;
    case Node::Kind::kMap:
      to = json::object();
      for (const Node& member : node.children) Fill(member, to[member.name]);
      break;
  }
}

}  // namespace

std::vector<core::JsonMember> ToMembers(const Node& map) {
  std::vector<core::JsonMember> members;
  for (const Node& member : map.children) {
    members.push_back({member.name, member.line, {}});
    Fill(member, members.back().value);
  }
  return members;
}

}  // namespace tracebridge::legacy_configuration
