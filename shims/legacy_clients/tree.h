// Makes the trees that Settings hold. Nothing in them has a line.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shims/legacy_configuration/document.h"

namespace tracebridge::legacy_clients {

inline legacy_configuration::Node MapNamed(std::string name) {
  legacy_configuration::Node node;
  node.kind = legacy_configuration::Node::Kind::kMap;
  node.name = std::move(name);
  node.line = 0;
  return node;
}

inline void Add(legacy_configuration::Node* map, legacy_configuration::Node::Kind kind,
                std::string name, std::string text) {
  legacy_configuration::Node node;
  node.kind = kind;
  node.name = std::move(name);
  node.text = std::move(text);
  node.line = 0;
  map->children.push_back(std::move(node));
}

inline void AddText(legacy_configuration::Node* map, std::string name, std::string text) {
  Add(map, legacy_configuration::Node::Kind::kText, std::move(name), std::move(text));
}

inline void AddTrue(legacy_configuration::Node* map, std::string name) {
  Add(map, legacy_configuration::Node::Kind::kTruth, std::move(name), "true");
}

// A number, as it is written.
inline void AddNumber(legacy_configuration::Node* map, std::string name, std::string text) {
  Add(map, legacy_configuration::Node::Kind::kNumber, std::move(name), std::move(text));
}

inline void AddTexts(legacy_configuration::Node* map, std::string name,
                     const std::vector<std::string>& texts) {
  legacy_configuration::Node list = MapNamed(std::move(name));
  list.kind = legacy_configuration::Node::Kind::kList;
  for (const std::string& text : texts) AddText(&list, "", text);
  map->children.push_back(std::move(list));
}

}  // namespace tracebridge::legacy_clients
