#include "shims/legacy_configuration/node_json.h"

#include <nlohmann/json.hpp>

namespace tracebridge::legacy_configuration {
namespace {

using nlohmann::json;

json ToJson(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return nullptr;
    case Node::Kind::kText:
      return node.text;
    case Node::Kind::kNumber:
      return json::parse(node.text);
    case Node::Kind::kTruth:
      return node.text == "true";
    case Node::Kind::kList: {
      json list = json::array();
      for (const Node& item : node.children) list.push_back(ToJson(item));
      return list;
    }
    case Node::Kind::kMap: {
      json map = json::object();
      for (const Node& member : node.children) map[member.name] = ToJson(member);
      return map;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<core::JsonMember> ToMembers(const Node& map) {
  std::vector<core::JsonMember> members;
  for (const Node& member : map.children) {
    members.push_back({member.name, member.line, ToJson(member)});
  }
  return members;
}

}  // namespace tracebridge::legacy_configuration
